package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser. */
final class ReportIT {
  private static final long DEADLINE_SECONDS = 60;
  private static final Pattern READY = Pattern.compile("data-ready=\"(\\d+)\"");

  @TempDir private Path folder;

  @Test
  void showsAValidRun() throws Exception {
    Opened page = opened(Samples.valid(20_000));
    assertThat(page.dom()).contains(">Valid</strong>");
    page.assertReadyWithoutError();
  }

  @Test
  void showsAnInvalidRunAndUnpacksItsOperations() throws Exception {
    Opened page = opened(Samples.invalid(20_000));
    assertThat(page.dom()).contains(">Invalid</strong>").contains("was told 3.");
    page.assertReadyWithoutError();
  }

  @Test
  void showsAnUnknownRun() throws Exception {
    Opened page = opened(Samples.unknown(20_000));
    assertThat(page.dom()).contains(">Unknown</strong>");
    page.assertReadyWithoutError();
  }

  @Test
  void isNotHarmedByHostileText() throws Exception {
    Opened page = opened(Samples.hostile());
    assertThat(page.dom()).doesNotContain("<img");
    page.assertReadyWithoutError();
  }

  @Test
  void isReadyWithinTwoSecondsWithAHundredThousandOperations() throws Exception {
    Opened page = opened(Samples.invalid(100_000));
    page.assertReadyWithoutError();
    Matcher ready = READY.matcher(page.dom());
    assertThat(ready.find()).isTrue();
    assertThat(Integer.parseInt(ready.group(1))).isLessThan(2_000);
  }

  /** What the browser made of a page, and what it had to say. */
  private record Opened(String dom, String log) {
    void assertReadyWithoutError() {
      assertThat(log).doesNotContain("CONSOLE").doesNotContain("Refused to");
      assertThat(dom).containsPattern(READY);
    }
  }

  private Opened opened(ReportInput input) throws IOException, InterruptedException {
    Optional<String> browser = browser();
    assumeTrue(browser.isPresent(), "no chromium on the PATH: the page is not opened in a browser");
    Path page = folder.resolve("report.html");
    ReportWriter.write(input, page);
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("browser.log");
    List<String> command = new ArrayList<>(List.of(browser.orElseThrow()));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            "--user-data-dir=" + folder.resolve("profile"),
            "--enable-logging=stderr",
            "--virtual-time-budget=8000",
            "--dump-dom",
            page.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Opened(Files.readString(dom), Files.readString(log));
  }

  private static Optional<String> browser() {
    String path = System.getenv("PATH");
    if (path == null) {
      return Optional.empty();
    }
    return Pattern.compile(":")
        .splitAsStream(path)
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
