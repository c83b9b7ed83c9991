package dev.assay.cluster.linux;

import dev.assay.cluster.Deadline;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control group of some processes, as far as processor time and memory go; of either version
 * (Documentation/admin-guide/cgroup-v1 and cgroup-v2.rst of the kernel). In the first version the
 * two are in hierarchies of their own.
 *
 * @param cpu its folder for processor time
 * @param memory its folder for memory
 * @param unified whether it is of the second version, and the two folders are the same one
 */
public record Cgroup(Path cpu, Path memory, boolean unified) {
  /** For a limit that is none. */
  public static final long NONE = -1;

  private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(2);
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";
  private static final String PROCESSES = "cgroup.procs";
  private static final long PERIOD_MICROS = 100_000;

  /** A limit of memory, in bytes, that is none; in the first version none is a number too. */
  public static final long PRACTICALLY_NONE = 1L << 60;

  /** The group that a process is in; empty when it has ended, or there are no such groups here. */
  public static Optional<Cgroup> of(long pid) {
    Path cpu = null;
    Path memory = null;
    Path unified = null;
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "cgroup"))) {
        List<String> fields = List.of(line.split(":", 3));
        List<String> controllers = List.of(fields.get(1).split(",", -1));
        String path = fields.get(2).substring(1);
        if (controllers.contains(CPU)) {
          cpu = ROOT.resolve(fields.get(1)).resolve(path);
        }
        if (controllers.contains(MEMORY)) {
          memory = ROOT.resolve(MEMORY).resolve(path);
        }
        if (fields.get(0).equals("0")) {
          unified = ROOT.resolve(path);
        }
      }
    } catch (IOException _) {
      return Optional.empty();
    }
    if (cpu != null && memory != null) {
      return Optional.of(new Cgroup(cpu, memory, false));
    }
    return Optional.ofNullable(unified)
        .filter(_ -> isUnified())
        .map(at -> new Cgroup(at, at, true));
  }

  private static boolean isUnified() {
    return Files.exists(ROOT.resolve("cgroup.controllers"));
  }

  /** Empty, or why groups cannot be looked at here. */
  public static String lack() {
    return isUnified()
            || (Files.isDirectory(ROOT.resolve(CPU)) && Files.isDirectory(ROOT.resolve(MEMORY)))
        ? ""
        : "it needs the kernel's control groups for cpu and memory in " + ROOT;
  }

  /** Empty, or why no group can be made here. */
  public static String lackToCreate() throws IOException {
    String lack = lack();
    if (!lack.isEmpty()) {
      return lack;
    }
    if (isUnified()) {
      List<String> handed =
          List.of(Files.readString(ROOT.resolve("cgroup.subtree_control")).strip().split(" "));
      if (!handed.containsAll(List.of(CPU, MEMORY))) {
        return "it needs cpu and memory in " + ROOT.resolve("cgroup.subtree_control");
      }
      return Files.isWritable(ROOT) ? "" : "it needs root, to make a control group in " + ROOT;
    }
    return Files.isWritable(ROOT.resolve(CPU)) && Files.isWritable(ROOT.resolve(MEMORY))
        ? ""
        : "it needs root, to make a control group in " + ROOT;
  }

  /** Makes a group, without processes. */
  public static Cgroup create(String name) throws IOException {
    boolean unified = isUnified();
    Cgroup group =
        unified
            ? new Cgroup(ROOT.resolve(name), ROOT.resolve(name), true)
            : new Cgroup(
                ROOT.resolve(CPU).resolve(name), ROOT.resolve(MEMORY).resolve(name), false);
    Files.createDirectories(group.cpu);
    Files.createDirectories(group.memory);
    return group;
  }

  /**
   * Removes the groups whose names begin so. One stays busy until the last of its processes has
   * ended, which may take a moment.
   *
   * @return for each folder, whether it is gone
   */
  public static Map<Path, Boolean> removeAll(String prefix)
      throws IOException, InterruptedException {
    Map<Path, Boolean> gone = new TreeMap<>();
    List<Path> parents =
        isUnified() ? List.of(ROOT) : List.of(ROOT.resolve(CPU), ROOT.resolve(MEMORY));
    for (Path parent : parents) {
      if (!Files.isDirectory(parent)) {
        continue;
      }
      try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, prefix + "*")) {
        for (Path group : groups) {
          gone.put(group, Deadline.in(REMOVAL_LIMIT).poll(() -> removed(group)));
        }
      }
    }
    return gone;
  }

  private static boolean removed(Path group) {
    try {
      return Files.deleteIfExists(group) || Files.notExists(group);
    } catch (IOException busy) {
      return false;
    }
  }

  /** The files that a process writes its number into to be in this group. */
  public List<Path> entrances() {
    return unified
        ? List.of(cpu.resolve(PROCESSES))
        : List.of(cpu.resolve(PROCESSES), memory.resolve(PROCESSES));
  }

  /**
   * Gives its processes so much processor time together.
   *
   * @param percent of one core; {@link #NONE} for as much as there is
   */
  public void limitCpu(long percent) throws IOException {
    long quota = percent == NONE ? NONE : percent * PERIOD_MICROS / 100;
    if (unified) {
      String most = quota == NONE ? "max" : Long.toString(quota);
      Files.writeString(cpu.resolve("cpu.max"), most + " " + PERIOD_MICROS);
    } else {
      Files.writeString(cpu.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
      Files.writeString(cpu.resolve("cpu.cfs_quota_us"), Long.toString(quota));
    }
  }

  /** Whether processor time is limited. */
  public boolean cpuLimited() throws IOException {
    return unified
        ? !Files.readString(cpu.resolve("cpu.max")).startsWith("max")
        : number(cpu.resolve("cpu.cfs_quota_us")) >= 0;
  }

  /** In how many periods its processes wanted more time than they got. */
  public long throttled() throws IOException {
    return field(cpu.resolve("cpu.stat"), "nr_throttled");
  }

  /**
   * Limits its memory, that of cached files too.
   *
   * @param bytes {@link #NONE} for as much as there is
   * @throws IOException also when more is in use, and cannot be taken away
   */
  public void limitMemory(long bytes) throws IOException {
    String most = unified && bytes == NONE ? "max" : Long.toString(bytes);
    Files.writeString(memory.resolve(unified ? "memory.max" : "memory.limit_in_bytes"), most);
  }

  /** Whether memory is limited. */
  public boolean memoryLimited() throws IOException {
    String most =
        Files.readString(memory.resolve(unified ? "memory.max" : "memory.limit_in_bytes")).strip();
    return !most.equals("max") && Long.parseLong(most) < PRACTICALLY_NONE;
  }

  /** How much memory is in use, in bytes. */
  public long memoryUsed() throws IOException {
    return number(memory.resolve(unified ? "memory.current" : "memory.usage_in_bytes"));
  }

  /**
   * How often its processes asked for memory that the limit did not allow. In the first version
   * memory together with swap has a limit of its own, which is looked at first.
   */
  public long refusals() throws IOException {
    if (unified) {
      return field(memory.resolve("memory.events"), "max");
    }
    Path withSwap = memory.resolve("memory.memsw.failcnt");
    return number(memory.resolve("memory.failcnt"))
        + (Files.exists(withSwap) ? number(withSwap) : 0);
  }

  /** How many of its processes the kernel has ended because there was no memory left for them. */
  public long kills() throws IOException {
    return field(memory.resolve(unified ? "memory.events" : "memory.oom_control"), "oom_kill");
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  private static long field(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name + " ")) {
        return Long.parseLong(line.substring(name.length() + 1).strip());
      }
    }
    throw new IOException(file + " has no " + name);
  }
}
