package dev.assay.cluster.linux;

import dev.assay.cluster.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine that end by themselves. */
public final class Program {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Program() {}

  /** Whether the {@code PATH} leads to it. */
  public static boolean isThere(String name) {
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
  public static String run(String input, List<String> words)
      throws IOException, InterruptedException {
    return run(input, words, Map.of());
  }

  /**
   * As {@link #run(String, List)}.
   *
   * @param environment what it finds in its environment besides what is in that of the harness
   */
  public static String run(String input, List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words)).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
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
