package dev.assay.cluster.reaper;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.disk.NodeDisk;
import dev.assay.cluster.linux.Cgroup;
import dev.assay.cluster.linux.Mounts;
import dev.assay.cluster.linux.ProcessState;
import dev.assay.cluster.linux.ProcessTable;
import dev.assay.cluster.linux.Signal;
import dev.assay.cluster.resource.Groups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Kills what dead runs left running. */
public final class Reaper {
  /** {@code results/<test>/<run>/run.pid}. */
  private static final int DEPTH = 3;

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int FIELDS = 4;

  private Reaper() {}

  private record Line(String name, long pid, long startTicks, String mark) {
    static Optional<Line> parse(String text) {
      String[] words = text.split(" ", -1);
      if (words.length != FIELDS) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Line(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]));
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }

    /** Whether that very process is still there; a pid alone may have been given out again. */
    boolean lives() {
      return ProcessTable.find(pid)
          .filter(process -> process.startTicks() == startTicks && !process.dead())
          .isPresent();
    }
  }

  /** Whether the process that runs the run in that folder is still there. */
  public static boolean lives(Path run) {
    try {
      return lines(run.resolve(RunRecord.FILE)).stream()
          .findFirst()
          .filter(line -> line.name().equals(RunRecord.HARNESS) && line.lives())
          .isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  private static List<Line> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().flatMap(text -> Line.parse(text).stream()).toList();
  }

  /**
   * Cleans up after all dead runs below a folder of results.
   *
   * @return a sentence for each thing that it did
   */
  public static List<String> clean(Path results) throws IOException, InterruptedException {
    List<String> done = new ArrayList<>();
    if (!Files.isDirectory(results)) {
      return done;
    }
    List<Path> records;
    try (Stream<Path> paths = Files.walk(results.toRealPath(), DEPTH)) {
      records = paths.filter(path -> path.endsWith(RunRecord.FILE)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : records) {
      cleanRun(file, done);
    }
    return done;
  }

  private static void cleanRun(Path file, List<String> done)
      throws IOException, InterruptedException {
    List<Line> lines;
    try {
      lines = lines(file);
    } catch (NoSuchFileException _) {
      return;
    }
    if (lines.isEmpty()) {
      // The one who writes it may be at it, or was killed at its first line: no process to kill.
      return;
    }
    Line harness = lines.getFirst();
    if (!harness.name().equals(RunRecord.HARNESS) || harness.lives()) {
      return;
    }
    boolean clean = true;
    for (ProcessState process : leftBehind(harness)) {
      clean &= kill(process, name(process, lines), file, done);
    }
    for (Path mount : Mounts.of(NodeDisk.source(harness.mark()))) {
      boolean gone = Mounts.detach(mount);
      done.add(mount + (gone ? " was mounted, and is not any more" : " cannot be unmounted"));
      clean &= gone;
      if (gone) {
        NodeDisk.putBack(mount);
      }
    }
    for (Map.Entry<Path, Boolean> group :
        Cgroup.removeAll(Groups.prefix(harness.mark())).entrySet()) {
      String what = group.getKey() + ", a control group of a dead run, ";
      done.add(what + (group.getValue() ? "is gone" : "cannot be removed"));
      clean &= group.getValue();
    }
    if (clean) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * The processes that carry the dead run's mark. They are searched among all, for the harness may
   * have been killed between starting a process and writing it down.
   */
  private static List<ProcessState> leftBehind(Line harness) {
    String mark = RunRecord.MARK_VARIABLE + "=" + harness.mark();
    return ProcessTable.all().stream()
        .filter(process -> !process.dead() && process.startTicks() >= harness.startTicks())
        .filter(process -> ProcessTable.environment(process.pid()).contains(mark))
        .toList();
  }

  private static String name(ProcessState process, List<Line> lines) {
    return lines.stream()
        .filter(line -> line.pid() == process.pid() && line.startTicks() == process.startTicks())
        .map(Line::name)
        .findFirst()
        .orElse("not written down");
  }

  private static boolean kill(ProcessState process, String name, Path file, List<String> done)
      throws IOException, InterruptedException {
    long pid = process.pid();
    var _ = Signal.KILL.to(pid);
    boolean gone =
        Deadline.in(LIMIT)
            .poll(() ->
                ProcessTable.find(pid)
                    .filter(p -> p.startTicks() == process.startTicks() && !p.dead())
                    .isEmpty());
    String what = "process " + pid + " (" + name + ") of the dead run of " + file;
    done.add(gone ? "killed " + what : what + " could not be killed");
    return gone;
  }
}
