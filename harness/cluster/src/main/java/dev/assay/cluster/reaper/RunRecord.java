package dev.assay.cluster.reaper;

import dev.assay.cluster.linux.ProcessState;
import dev.assay.cluster.linux.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code run.pid} of a run: a line for the harness, then one for each process that it
 * started. A line is {@code <name> <pid> <start in clock ticks since boot> <mark>}. The file is
 * there as long as the run lives, or when it was killed.
 */
public final class RunRecord implements AutoCloseable {
  /** The environment variable that marks a run's processes. */
  public static final String MARK_VARIABLE = "ASSAY_RUN";

  static final String FILE = "run.pid";
  static final String HARNESS = "harness";
  private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

  private final Path file;
  private final String mark;

  private RunRecord(Path file, String mark) {
    this.file = file;
    this.mark = mark;
  }

  /** Writes down that this process is running a run. */
  public static RunRecord open(Path runFolder) throws IOException {
    long pid = ProcessHandle.current().pid();
    long start = ProcessTable.find(pid).map(ProcessState::startTicks).orElse(0L);
    Path folder = runFolder.toAbsolutePath().normalize();
    String mark = "%d-%d-%08x".formatted(pid, start, folder.hashCode());
    RunRecord run = new RunRecord(folder.resolve(FILE), mark);
    Files.writeString(run.file, line(HARNESS, pid, start, mark));
    return run;
  }

  /** What {@link #MARK_VARIABLE} is to be in the environment of the run's processes. */
  public String mark() {
    return mark;
  }

  /** Writes down that the run has started a process. */
  public synchronized void child(String name, ProcessState process) throws IOException {
    Files.writeString(
        file, line(name, process.pid(), process.startTicks(), mark), StandardOpenOption.APPEND);
  }

  private static String line(String name, long pid, long start, String mark) {
    return name + " " + pid + " " + start + " " + mark + "\n";
  }

  /** Removes the record: the run has ended all its processes itself. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} not removed: {}", file, e.toString());
    }
  }
}
