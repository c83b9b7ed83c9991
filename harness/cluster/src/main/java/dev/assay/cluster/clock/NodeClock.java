package dev.assay.cluster.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is added to the wall clock of one node: the sum of what the faults add. */
final class NodeClock {
  private static final double MILLIS_PER_SECOND = 1e3;
  private final Path file;
  private final Map<Integer, Double> millis = new TreeMap<>();

  NodeClock(Path folder) throws IOException {
    this.file = folder.resolve("clock");
    write();
  }

  /** Read by the library once a second. */
  Path file() {
    return file;
  }

  synchronized void add(int fault, double offsetMillis) throws IOException {
    millis.put(fault, offsetMillis);
    write();
  }

  synchronized void remove(int fault) throws IOException {
    millis.remove(fault);
    write();
  }

  /** What one fault adds. */
  synchronized double of(int fault) {
    return millis.getOrDefault(fault, 0.0);
  }

  synchronized double offsetMillis() {
    return millis.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Never half of it: who reads it meanwhile must not see another time. */
  private void write() throws IOException {
    String text = String.format(Locale.ROOT, "%+.6f%n", offsetMillis() / MILLIS_PER_SECOND);
    Path next = file.resolveSibling("clock.next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
