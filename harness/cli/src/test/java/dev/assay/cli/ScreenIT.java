package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of the command line, on a terminal that {@code script} makes and without one. */
final class ScreenIT {
  private static final String HISTORY =
      """
      {"index":0,"time":1,"type":"invoke","process":0,"f":"write","op":0,"value":1}
      {"index":1,"time":2,"type":"ok","process":0,"f":"write","op":0,"value":1}
      """;

  @TempDir private Path folder;
  private String check = "";

  @BeforeEach
  void write() throws IOException {
    Path history = Files.writeString(folder.resolve("h.jsonl"), HISTORY);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    check =
        "'%s' -cp '%s' dev.assay.cli.Main check --model register '%s'"
            .formatted(java, System.getProperty("java.class.path"), history);
  }

  private String said(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("NO_COLOR");
    builder.environment().put("TERM", "xterm");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private String onATerminal(Map<String, String> environment, String options) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script");
    return said(environment, List.of("script", "-qec", check + options, "/dev/null"));
  }

  @Test
  void theVerdictHasAColourOnATerminalOnly() throws Exception {
    assertThat(onATerminal(Map.of(), "")).contains(": \033[32mvalid\033[0m (1 operations");
    assertThat(said(Map.of(), List.of("sh", "-c", check))).contains(": valid (1 operations");
  }

  @Test
  void nobodyWhoDoesNotWantColoursGetsThem() throws Exception {
    assertThat(onATerminal(Map.of("NO_COLOR", "1"), "")).contains(": valid (1 operations");
    assertThat(onATerminal(Map.of("TERM", "dumb"), "")).contains(": valid (1 operations");
    assertThat(onATerminal(Map.of(), " --json")).startsWith("{\"file\":").doesNotContain("\033");
  }
}
