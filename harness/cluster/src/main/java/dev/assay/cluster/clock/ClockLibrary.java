package dev.assay.cluster.clock;

import dev.assay.cluster.linux.ProcessTable;
import dev.assay.cluster.linux.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** libfaketime, as it is on this machine. */
final class ClockLibrary {
  private static final String NAME = "faketime/libfaketimeMT.so.1";

  private static final double MILLIS_PER_SECOND = 1e3;

  private ClockLibrary() {}

  static Optional<Path> find() {
    String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    return Stream.of("/usr/lib/" + machine + "-linux-gnu", "/usr/lib64", "/usr/lib")
        .map(folder -> Path.of(folder, NAME))
        .filter(Files::isReadable)
        .findFirst();
  }

  /**
   * What a process must find in its environment. It looks at the file again at its first look at
   * the clock in each second of the true time (an age of 0 in whole seconds; one of 1 is only
   * passed after up to two seconds); at every look at the clock, all its threads would wait for
   * each other. Waits by the monotonic clock are left alone: with the library's own correction of
   * them they end at once, again and again.
   */
  static Map<String, String> environment(Path library, NodeClock clock) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("LD_PRELOAD", library.toString());
    environment.put("FAKETIME_TIMESTAMP_FILE", clock.file().toString());
    environment.put("FAKETIME_CACHE_DURATION", "0");
    environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    return environment;
  }

  /** Whether a process has it loaded; one that has ended has not. */
  static boolean loaded(long pid, Path library) throws IOException {
    String name = String.valueOf(library.getFileName());
    Path maps = Path.of("/proc", Long.toString(pid), "maps");
    try {
      return Files.readAllLines(maps).stream().anyMatch(line -> line.endsWith("/" + name));
    } catch (IOException ended) {
      if (ProcessTable.find(pid).isPresent()) {
        throw ended;
      }
      return false;
    }
  }

  /**
   * What a program sees on its clock.
   *
   * @param environment that of a node, or an empty one
   * @return milliseconds since 1970
   */
  static double read(Map<String, String> environment) throws IOException, InterruptedException {
    String said = Program.run("", List.of("date", "+%s.%N"), environment).strip();
    try {
      return Double.parseDouble(said) * MILLIS_PER_SECOND;
    } catch (NumberFormatException malformed) {
      throw new IOException("date says " + said, malformed);
    }
  }
}
