package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(browser.requests())
        .hasSize(1)
        .allMatch(url -> url.matches("file:.*(report|index)\\.html.*"));
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
  void anAddressWithoutALineLeadsToNoOperation() throws IOException {
    Browser browser = opened(of(twoWrites(0, 30_000)));
    String whole = browser.evaluate(RANGE).asString();
    browser.evaluate("location.hash = 'op=&kind=write'");
    browser.waitFor("document.getElementById('timeline-shown').textContent !== ''");
    assertThat(browser.evaluate(RANGE).asString()).isEqualTo(whole);
  }

  @Test
  void theCommandThatComparesRunsIsOneThatAShellUnderstands() throws IOException {
    Path results = Files.createDirectory(Objects.requireNonNull(folder).resolve("it's $HOME"));
    SampleRuns.write(results, 1, "valid", "set");
    SampleRuns.write(results, 2, "valid", "set");
    Files.move(results.resolve("set-mixed-reference"), results.resolve("a 'b'"));
    ResultsPage.write(new ResultsScan(results, run -> false).look(), results);
    Browser browser = Objects.requireNonNull(started);
    browser.open(results.resolve("index.html"), 1280, 900);
    List.of("j", "c", "j", "c").forEach(browser::key);
    assertThat(text(browser, "#compare-command"))
        .startsWith("./assay compare '")
        .endsWith("/a '\\''b'\\''/seed-1'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "one", "at once", "for ever"})
  void opensRunsOfAnyLengthAndTheirAddresses(String run) throws IOException {
    long last = Long.MAX_VALUE / 1_000_000 - 1;
    List<Entry> history =
        switch (run) {
          case "nothing" -> List.of();
          case "one" -> new Lines().invoke(5, 0, "read", 2, null).history();
          case "at once" -> twoWrites(0, 0);
          default -> twoWrites(0, last);
        };
    Browser browser = opened(of(history));
    for (String hash : List.of("op=0", "op=", "op=%zz&t=NaN", "t=9e18-", "t=-5", "t=1-Infinity")) {
      browser.evaluate("location.hash = '" + hash + "&kind=__proto__&client=9e9&fault=x'");
      browser.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))");
      assertThat(browser.evaluate(RANGE).asString()).as(hash).matches("[0-9.]+ s – [0-9.]+ s");
    }
    browser.evaluate("document.getElementById('timeline-canvas').focus()");
    List.of("n", "p", "+", "+", "-", "0", "ArrowLeft", "ArrowRight").forEach(browser::key);
  }

  private static List<Entry> twoWrites(long from, long to) {
    return new Lines()
        .invoke(from, 0, "write", 1, Long.MAX_VALUE)
        .complete(from, EntryType.OK, 0, "write", 1, Long.MAX_VALUE)
        .invoke(to, 1, "write", 2, -1L)
        .complete(to, EntryType.OK, 1, "write", 2, 1e300)
        .history();
  }

  private static ReportInput of(List<Entry> history) {
    ReportInput sample = Samples.invalid(50);
    Guarantee broken = Guarantee.invalid("durable", "lost", "Lost.", List.of("Lost."), history);
    return new ReportInput(
        sample.spec(), history, Verdict.INVALID, "Lost.", List.of(broken), "again", Map.of());
  }

  @Test
  void drawsTheCycleOfAHistoryOfOthers() throws IOException {
    Path fresh = Objects.requireNonNull(folder);
    Browser browser =
        opened(RecordedHistories.judged("list-append", RecordedHistories.WRITE_SKEW, fresh));
    assertThat(browser.evaluate("document.querySelectorAll('.config').length").asInt())
        .isEqualTo(2);
    assertThat(browser.evaluate("document.querySelectorAll('.step').length").asInt()).isEqualTo(2);
    assertThat(text(browser, "#counterexample")).contains("append 2 to </script>");
  }

  @Test
  void filtersByKindKeyOutcomeAndClientButAlwaysShowsTheCounterexample() throws IOException {
    Browser browser = opened(Samples.invalid(20_000));
    browser.evaluate(choose("kind", "read"));
    String shown = text(browser, "#timeline-shown");
    assertThat(shown).matches("[\\d,]+ of [\\d,]+ operations.*");
    browser.evaluate(choose("key", "no such key"));
    browser.evaluate(choose("outcome", "fail"));
    browser.evaluate(choose("client", "3"));
    assertThat(text(browser, "#timeline-shown")).startsWith("4 of ");
    browser.evaluate("document.querySelector('#timeline-filters [type=reset]').click()");
    browser.waitFor("document.getElementById('timeline-shown').textContent === ''");
  }

  @Test
  void anAddressLeadsToAMomentAnOperationAndAFilter() throws IOException {
    Browser browser = opened(Samples.invalid(20_000));
    browser.evaluate("location.hash = 't=16400000-16600000&kind=write'");
    browser.waitFor(RANGE + " === '16.400 s – 16.600 s'");
    assertThat(browser.evaluate("document.querySelector('[name=kind]').value").asString())
        .isEqualTo("write");
    browser.evaluate("document.getElementById('timeline-table').open = true");
    String row = "#timeline-table tbody tr";
    browser.waitFor("document.querySelectorAll('" + row + "').length > 3");
    assertThat(text(browser, "#timeline-table tbody")).contains("▼ write x 3");
    browser.evaluate("location.hash = 'fault=1'");
    browser.waitFor(RANGE + ".startsWith('5.')");
  }

  @Test
  void goesToAnEventOfTheCounterexampleByItsLineAndByKey() throws IOException {
    Browser browser = opened(Samples.toldTwice());
    browser.evaluate("document.querySelector('.operations a[href=\"#op=3\"]').click()");
    browser.waitFor(RANGE + " === '1.680 s – 2.320 s'");
    browser.evaluate("document.getElementById('timeline-canvas').focus()");
    browser.key("n");
    browser.waitFor(RANGE + " === '2.180 s – 2.820 s'");
    browser.key("p");
    browser.key("p");
    browser.waitFor(RANGE + " === '0.580 s – 1.220 s'");
    String box = "document.getElementById('timeline-canvas').getBoundingClientRect()";
    browser.evaluate("document.getElementById('timeline').scrollIntoView()");
    double x = browser.evaluate(box + ".left + (128 + " + box + ".width) / 2").asDouble();
    double bottom = browser.evaluate(box + ".bottom").asDouble();
    double y = bottom - 6 - 18 * (SyntheticRun.CLIENTS - 1) + 9;
    browser.mouse("mouseMoved", x, y, Map.of());
    browser.waitFor("!document.getElementById('tip').hidden");
    assertThat(text(browser, "#tip")).contains("process 1: changed").contains("counterexample");
  }

  @Test
  void stepsThroughTheCounterexampleInSightAndInWordsButNotWhileSomebodyTypes() throws IOException {
    Browser browser = opened(Samples.invalid(2_000));
    String before = browser.evaluate(RANGE).asString();
    browser.evaluate("document.querySelector('#timeline-filters [name=key]').focus()");
    browser.key("n");
    assertThat(browser.evaluate(RANGE).asString()).isEqualTo(before);
    browser.evaluate("document.activeElement.blur(); scrollTo(0, document.body.scrollHeight)");
    browser.key("n");
    browser.waitFor(RANGE + " !== '" + before + "'");
    assertThat(text(browser, "#timeline-said"))
        .startsWith("1 of 4: write x 3")
        .contains("process 2 on n1", "part of the counterexample");
    String box = "document.querySelector('#timeline .stage').getBoundingClientRect()";
    browser.waitFor(box + ".bottom > 0 && " + box + ".top < innerHeight");
  }

  /** A run of which one operation in thirty is unknown must not look as if all were. */
  @Test
  void whatIsUnknownIsHatchedAndLeavesTheRestToBeSeen() throws IOException {
    Browser browser = opened(Samples.invalid(100_000));
    String solid =
        """
        (() => {
          const canvas = document.getElementById('timeline-canvas');
          const pen = canvas.getContext('2d');
          const [w, h] = [canvas.width, canvas.height];
          const at = pen.getImageData(0, 0, w, h).data;
          const is = (x, y, colour) =>
            colour.every((c, i) => Math.abs(at[4 * (y * w + x) + i] - c) < 9);
          const longest = { info: 0, ok: 0 };
          const colours = { info: [209, 138, 30], ok: [63, 127, 191] };
          for (const name of ['info', 'ok']) {
            for (let x = 130; x < w; x++) {
              for (let y = 0, run = 0; y < h; y++) {
                run = is(x, y, colours[name]) ? run + 1 : 0;
                longest[name] = Math.max(longest[name], run);
              }
            }
          }
          return longest.info + ' ' + longest.ok;
        })()
        """;
    String[] longest = browser.evaluate(solid).asString().split(" ", 2);
    assertThat(Integer.parseInt(longest[0])).as("orange, in a column").isBetween(1, 11);
    assertThat(Integer.parseInt(longest[1])).as("blue, in a column").isGreaterThan(11);
  }

  @Test
  void goesToTheLastOperationOfTheCounterexampleByKey() throws IOException {
    Browser browser = opened(Samples.invalid(2_000));
    browser.evaluate("document.getElementById('timeline-canvas').focus()");
    browser.key("p");
    browser.waitFor(RANGE + ".startsWith('16.5')");
    browser.key("0");
    browser.waitFor(RANGE + ".startsWith('0.')");
  }

  @Test
  void listsRunsAndFiltersThemByWhatStandsInTheAddress() throws IOException {
    Path results = Files.createDirectory(Objects.requireNonNull(folder).resolve("results"));
    for (int i = 0; i < 40; i++) {
      SampleRuns.write(results, i, i % 4 == 0 ? "invalid" : "valid", i % 2 == 0 ? "set" : "bank");
    }
    ResultsPage.write(new ResultsScan(results, run -> false).look(), results);
    Browser browser = Objects.requireNonNull(started);
    browser.open(results.resolve("index.html"), 1280, 900);
    assertThat(text(browser, "#shown")).isEqualTo("40 runs");
    browser.evaluate("location.hash = 'seed=1'");
    browser.waitFor("document.getElementById('shown').textContent === '1 of 40 runs'");
    browser.evaluate("location.hash = 'verdict=invalid&text=seed-8'");
    browser.waitFor("document.getElementById('shown').textContent === '1 of 40 runs'");
    browser.key("x");
    browser.waitFor("document.getElementById('shown').textContent === '40 runs'");
    browser.key("j");
    browser.key("c");
    browser.key("j");
    browser.key("c");
    assertThat(text(browser, "#compare-command"))
        .matches("./assay compare \\S+/seed-39 \\S+/seed-38");
    browser.resize(390, 800);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
  }

  /** Sets a filter of the timeline as a person does. */
  private static String choose(String name, String value) {
    return "(() => { const field = document.querySelector('#timeline-filters [name="
        + name
        + "]'); field.value = '"
        + value
        + "'; field.dispatchEvent(new Event('input', { bubbles: true })); })()";
  }

  @Test
  void neverScrollsSidewaysOnAPhone() throws IOException {
    Browser browser = opened(Samples.invalid(2_000));
    browser.resize(390, 800);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
  }

  @Test
  void isNotWiderThanTheSheetWhenPrinted() throws IOException {
    Browser browser = opened(longAnswers());
    browser.resize(794, 1_123);
    browser.print(true);
    try {
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(794);
    } finally {
      browser.print(false);
    }
  }

  /** A read whose answer is far wider than a page. */
  private static ReportInput longAnswers() {
    List<Entry> history =
        new Lines()
            .invoke(5, 0, "read", 2, null)
            .complete(6, EntryType.OK, 0, "read", 2, LongStream.range(0, 500).boxed().toList())
            .history();
    return of(history);
  }

  /** The middle of the timeline's row of client 2, in the page's own pixels. */
  private static double[] centre(Browser browser) {
    String box = "document.getElementById('timeline-canvas').getBoundingClientRect()";
    browser.evaluate("document.getElementById('timeline').scrollIntoView()");
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
