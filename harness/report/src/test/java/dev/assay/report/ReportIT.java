package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser and uses them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReportIT {
  private static final String RANGE = "document.getElementById('timeline-range').textContent";

  private @Nullable Path folder;
  private @Nullable Browser started;

  @BeforeAll
  void startTheBrowser(@TempDir Path fresh) throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no chromium on the PATH: the page is not opened in a browser");
    folder = fresh;
    started = Browser.start(program.orElseThrow(), fresh);
  }

  @AfterAll
  void endTheBrowser() {
    if (started != null) {
      started.close();
    }
  }

  @AfterEach
  void noErrorWasLoggedAndNoRequestLeft() {
    Browser browser = Objects.requireNonNull(started);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).hasSize(1).allMatch(url -> url.endsWith("report.html"));
  }

  @Test
  void showsAValidRun() throws IOException {
    Browser browser = opened(Samples.valid(20_000));
    assertThat(text(browser, "#verdict h1")).startsWith("Valid all 4 promises");
    assertThat(text(browser, "#verdict .reason")).contains("fits one order");
  }

  @Test
  void showsAnUnknownRun() throws IOException {
    Browser browser = opened(Samples.unknown(20_000));
    assertThat(text(browser, "#verdict h1")).startsWith("Unknown");
  }

  @Test
  void showsAnInvalidRunAndGoesFromItsTableToTheOperationOnTheTimeline() throws IOException {
    Browser browser = opened(Samples.invalid(20_000));
    assertThat(text(browser, ".story li:nth-child(4)")).contains("was told 3.");
    String whole = browser.evaluate(RANGE).asString();
    browser.evaluate("document.querySelector('.operations tbody tr:last-child a').click()");
    browser.waitFor(RANGE + " !== '" + whole + "'");
    assertThat(browser.evaluate(RANGE).asString()).startsWith("16.5");
  }

  @Test
  void zoomsByKeyWheelAndButtonAndSaysWhatIsUnderThePointer() throws IOException {
    Browser browser = opened(Samples.invalid(20_000));
    browser.evaluate("document.getElementById('timeline-canvas').focus()");
    browser.key("n");
    browser.waitFor(RANGE + ".startsWith('16.')");
    double[] bar = centre(browser);
    browser.mouse("mouseMoved", bar[0], bar[1], Map.of());
    browser.waitFor("!document.getElementById('tip').hidden");
    assertThat(text(browser, "#tip")).contains("write x 3").contains("counterexample");
    String before = browser.evaluate(RANGE).asString();
    browser.mouse("mouseWheel", bar[0], bar[1], Map.of("deltaX", 0, "deltaY", 120));
    browser.waitFor(RANGE + " !== '" + before + "'");
    browser.evaluate("document.querySelector('[data-action=fit]').click()");
    browser.waitFor(RANGE + ".startsWith('0.')");
  }

  @Test
  void isNotHarmedByHostileText() throws IOException {
    Browser browser = opened(Samples.hostile());
    assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
    assertThat(text(browser, "#repeat-command")).startsWith("</script><script>alert(1)");
  }

  @Test
  void isReadyWithinTwoSecondsWithAHundredThousandOperations() throws IOException {
    Browser browser = opened(Samples.invalid(110_000));
    assertThat(browser.evaluate("Number(document.documentElement.dataset.ready)").asInt())
        .isLessThan(2_000);
  }

  @Test
  void neverScrollsSidewaysOnAPhone() throws IOException {
    Browser browser = opened(Samples.invalid(2_000));
    browser.resize(390, 800);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
  }

  /** The middle of the timeline's row of client 2, in the page's own pixels. */
  private static double[] centre(Browser browser) {
    String box = "document.getElementById('timeline-canvas').getBoundingClientRect()";
    browser.evaluate("document.getElementById('timeline').scrollIntoView({behavior: 'instant'})");
    double x = browser.evaluate(box + ".left + (128 + " + box + ".width) / 2").asDouble();
    double bottom = browser.evaluate(box + ".bottom").asDouble();
    return new double[] {x, bottom - 6 - 18 * (SyntheticRun.CLIENTS - 2) + 9};
  }

  private static String text(Browser browser, String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").asString();
  }

  private Browser opened(ReportInput input) throws IOException {
    Path page = Objects.requireNonNull(folder).resolve("report.html");
    ReportWriter.write(input, page);
    Browser browser = Objects.requireNonNull(started);
    browser.open(page, 1280, 900);
    return browser;
  }
}
