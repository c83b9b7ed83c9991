package dev.assay.cluster.docker;

import dev.assay.cluster.linux.ProcessState;
import dev.assay.cluster.linux.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What everything of a run carries, so that it can be found and judged. */
final class Labels {
  /** The run's mark. */
  static final String RUN = "dev.assay.run";

  /** The harness: its process namespace, its pid, its start in clock ticks since boot. */
  static final String OWNER = "dev.assay.owner";

  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final int FIELDS = 3;

  private Labels() {}

  static Map<String, String> of(String mark) throws IOException {
    long pid = ProcessHandle.current().pid();
    long start = ProcessTable.find(pid).map(ProcessState::startTicks).orElse(0L);
    return Map.of(RUN, mark, OWNER, namespace() + " " + pid + " " + start);
  }

  /** A pid means nothing in another namespace: there, nobody can say that its owner is dead. */
  private static String namespace() throws IOException {
    return Files.readSymbolicLink(NAMESPACE).toString();
  }

  static boolean ownedBy(long pid, Map<String, String> labels) throws IOException {
    return labels.getOrDefault(OWNER, "").startsWith(namespace() + " " + pid + " ");
  }

  /** Whether the harness that made something is surely gone. */
  static boolean ownerIsDead(Map<String, String> labels) throws IOException {
    String[] fields = labels.getOrDefault(OWNER, "").split(" ", -1);
    if (fields.length != FIELDS || !fields[0].equals(namespace())) {
      return false;
    }
    try {
      long pid = Long.parseLong(fields[1]);
      long start = Long.parseLong(fields[2]);
      return ProcessTable.find(pid)
          .filter(process -> process.startTicks() == start && !process.dead())
          .isEmpty();
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
