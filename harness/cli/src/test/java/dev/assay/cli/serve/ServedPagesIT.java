package dev.assay.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code assay serve} shows, in a real browser: under its policy every page's script runs. */
final class ServedPagesIT {
  private static final Path SAMPLE = Path.of("../../results/sample");

  @TempDir private Path folder = Path.of("");

  @Test
  void thePolicyOfTheServerLetsThePagesWorkAndTheBrowserComplainsOfNothing() throws Exception {
    Path program = chromium();
    Path results = Files.createDirectory(folder.resolve("results"));
    copy(results.resolve("set-none-reference/one"));
    copy(results.resolve("set-none-reference/two"));
    try (ResultsServer server = ResultsServer.start(results, 0)) {
      String one = "set-none-reference/one";
      assertThat(shown(program, server.address())).contains("data-ready", "live-runs");
      assertThat(shown(program, server.address() + one + "/report.html")).contains("data-ready=");
      assertThat(shown(program, server.address() + one + "/")).contains("history.jsonl");
      assertThat(
              shown(program, server.address() + "compare?a=" + one + "&b=set-none-reference/two"))
          .contains("<table");
    }
  }

  private static void copy(Path run) throws IOException {
    Files.createDirectories(run);
    for (String name : List.of("run.json", "verdict.json", "history.jsonl", "report.html")) {
      Files.copy(SAMPLE.resolve(name), run.resolve(name));
    }
  }

  /** The page as it is once its scripts have run; the browser must have nothing to complain of. */
  private String shown(Path program, String address) throws IOException, InterruptedException {
    Path page = folder.resolve("page.html");
    Path said = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"),
                // The page's own time: until then it is drawn, however slow this machine is.
                "--virtual-time-budget=3000",
                "--dump-dom",
                address)
            .redirectOutput(page.toFile())
            .redirectError(said.toFile());
    Process browser = builder.start();
    try {
      assertThat(browser.waitFor(60, TimeUnit.SECONDS)).as("%s is shown", address).isTrue();
    } finally {
      browser.destroyForcibly();
    }
    // What the browser itself has to say need not be UTF-8.
    String log = Files.readString(said, StandardCharsets.ISO_8859_1);
    assertThat(log.lines().filter(line -> line.contains("CONSOLE"))).as(address).isEmpty();
    return Files.readString(page);
  }

  private static Path chromium() {
    String path = System.getenv("PATH");
    List<Path> found =
        path == null
            ? List.of()
            : Pattern.compile(":")
                .splitAsStream(path)
                .map(place -> Path.of(place, "chromium"))
                .filter(Files::isExecutable)
                .toList();
    assumeTrue(!found.isEmpty(), "no chromium on the PATH: no page is opened in a browser");
    return found.getFirst();
  }
}
