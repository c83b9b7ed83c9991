package dev.assay.cluster.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The processes of this machine, as {@code /proc} shows them. */
public final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /** A process, or nothing when there is none of this number. */
  public static Optional<ProcessState> find(long pid) {
    return stat(PROC.resolve(Long.toString(pid)));
  }

  /** All processes. */
  public static List<ProcessState> all() {
    return numbered(PROC);
  }

  /** The living processes of a process group. */
  public static List<ProcessState> group(long group) {
    return all().stream().filter(p -> p.group() == group && !p.dead()).toList();
  }

  /** The living threads of all processes of a process group. */
  public static List<ProcessState> threadsOfGroup(long group) {
    return group(group).stream()
        .flatMap(process -> threads(process.pid()).stream())
        .filter(thread -> !thread.dead())
        .toList();
  }

  /** The threads of a process. */
  public static List<ProcessState> threads(long pid) {
    return numbered(PROC.resolve(Long.toString(pid)).resolve("task"));
  }

  /** The environment that a process was started with, {@code NAME=value}; empty if not readable. */
  public static List<String> environment(long pid) {
    return zeroSeparated(pid, "environ");
  }

  /** The words of a process's command; empty if not readable. */
  public static List<String> command(long pid) {
    return zeroSeparated(pid, "cmdline");
  }

  private static List<String> zeroSeparated(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file));
      return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException _) {
      // It ended meanwhile, or belongs to somebody else.
      return List.of();
    }
  }

  private static List<ProcessState> numbered(Path folder) {
    List<ProcessState> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[0-9]*")) {
      entries.forEach(entry -> stat(entry).ifPresent(found::add));
    } catch (IOException | DirectoryIteratorException _) {
      // The process ended while its threads were listed.
    }
    return found;
  }

  private static Optional<ProcessState> stat(Path folder) {
    try {
      return Optional.of(ProcessState.parse(Files.readString(folder.resolve("stat"))));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
