package dev.assay.cluster.docker;

import dev.assay.cluster.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine that end by themselves. */
final class Program {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Program() {}

  static boolean isThere(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /**
   * What it prints.
   *
   * @param input what it reads
   * @throws IOException when it fails; with what it printed
   */
  static String run(String input, List<String> words) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new EnvironmentException("cannot start " + words.getFirst(), e);
    }
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", words) + " did not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", words) + " failed: " + said.strip());
    }
    return said;
  }
}
