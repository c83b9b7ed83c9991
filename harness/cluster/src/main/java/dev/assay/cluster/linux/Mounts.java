package dev.assay.cluster.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is mounted on this machine. */
public final class Mounts {
  private static final Path TABLE = Path.of("/proc/self/mounts");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String SPACE = "\\040";

  private Mounts() {}

  /** Where something of this name is mounted. */
  public static List<Path> of(String source) throws IOException {
    return Files.readAllLines(TABLE).stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length > 1 && words[0].equals(source))
        .map(words -> Path.of(words[1].replace(SPACE, " ")))
        .toList();
  }

  /**
   * Takes a mount away, though somebody may still use it.
   *
   * @return whether it is gone
   */
  public static boolean detach(Path mount) throws IOException, InterruptedException {
    for (List<String> words :
        List.of(List.of("umount", "-l"), List.of("fusermount3", "-u", "-z"))) {
      if (run(words, mount)) {
        return true;
      }
    }
    return false;
  }

  private static boolean run(List<String> words, Path mount)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words));
    builder.command().add(mount.toString());
    Process process;
    try {
      process =
          builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException _) {
      return false;
    }
    boolean ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    return ended && process.exitValue() == 0;
  }
}
