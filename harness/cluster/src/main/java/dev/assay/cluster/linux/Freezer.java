package dev.assay.cluster.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the kernel has frozen the cgroup of a process. */
public final class Freezer {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private Freezer() {}

  /** False as well when the process has ended. */
  public static boolean frozen(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "cgroup"))) {
        List<String> fields = List.of(line.split(":", 3));
        if (fields.get(1).equals("freezer")) {
          return Files.readString(below("freezer", fields.get(2)).resolve("freezer.state"))
              .startsWith("FROZEN");
        }
        if (fields.get(0).equals("0") && Files.exists(CGROUPS.resolve("cgroup.controllers"))) {
          return Files.readAllLines(below("", fields.get(2)).resolve("cgroup.events"))
              .contains("frozen 1");
        }
      }
    } catch (IOException _) {
      // It has ended meanwhile.
    }
    return false;
  }

  private static Path below(String hierarchy, String path) {
    return CGROUPS.resolve(hierarchy).resolve(path.substring(1));
  }
}
