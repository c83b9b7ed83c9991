package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.report.SuiteTable.Kind;
import dev.assay.report.SuiteTable.Row;
import dev.assay.report.SuiteTable.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What a suite writes for people and CI systems: its page, its Markdown, its junit.xml. */
final class SuitePageTest {
  private static final String HOSTILE =
      "<img src=x onerror=alert(1)> | [a](javascript:b) `c` ]]> \u202e \u0000 & \"d\"\n## e";
  @TempDir private Path folder;

  @Test
  void redComesFirst() throws IOException {
    String page =
        page(table(row(Status.VALID, "bank", "fine"), row(Status.INVALID, "set", "lost")));
    String matrix = page.substring(page.indexOf("id=\"matrix\""), page.indexOf("id=\"runs\""));
    assertThat(matrix.indexOf(">set<")).isLessThan(matrix.indexOf(">bank<")).isPositive();
    assertThat(page).contains("1 run broke a promise", "set under kill: invalid");
  }

  @Test
  void cellsLeadToTheRunsReports() throws IOException {
    assertThat(page(table(row(Status.VALID, "set", "fine"))))
        .contains("href=\"../set-kill-reference/1/report.html\"");
  }

  @Test
  void saysWhichKindsWereNeverProven() throws IOException {
    String page = page(table(row(Status.UNKNOWN, "set", "idle")));
    assertThat(page).contains("class=\"lacking\">0/1<", "1 of 2");
  }

  @Test
  void hasNoScriptLoadsNothingAndShowsTextsAsText() throws IOException {
    String page = page(table(row(Status.INVALID, HOSTILE, HOSTILE)));
    assertThat(page).contains("default-src 'none'; style-src 'unsafe-inline'", "&lt;img");
    assertThat(page).doesNotContain("<script").doesNotContain("<img").doesNotContain("{{");
  }

  @Test
  void markdownObeysNothingOfWhatItShows() {
    String text = SuiteMarkdown.of(table(row(Status.INVALID, HOSTILE, HOSTILE)));
    assertThat(text).contains("&#60;img", "&#124;", "&#91;a&#93;", "&#96;c&#96;", "&#35;&#35; e");
    assertThat(text).doesNotContain("<img").doesNotContain("[a]").doesNotContain("\u202e");
    assertThat(text.lines().filter(line -> line.startsWith("| ✕"))).hasSize(1);
    assertThat(text.lines().filter(line -> line.startsWith("| ✕")).findFirst().orElseThrow())
        .matches("(\\|[^|]*){5}\\|");
  }

  @Test
  void markdownIsBounded() {
    Row[] many = new Row[5000];
    Arrays.fill(many, row(Status.INVALID, "set", "x".repeat(10_000)));
    assertThat(SuiteMarkdown.of(table(many)))
        .hasSizeLessThan(900_000)
        .contains("The other 4940 runs", "The stories of the other 4990");
  }

  @Test
  void markdownKeepsTheConclusionOfALongStory() {
    List<String> story = new ArrayList<>();
    IntStream.range(0, 40).forEach(i -> story.add("Let number " + i + " happen."));
    story.add("However, it is lost.");
    assertThat(SuiteMarkdown.of(table(row(Status.INVALID, "set", "lost", story))))
        .contains("- Let number 5 happen.", "- … 29 sentences more in the run", "- However, it is")
        .doesNotContain("number 6 happen");
  }

  @Test
  void junitHasACaseForEachRun() throws Exception {
    Element suite =
        junit(
                table(
                    row(Status.INVALID, "set", "lost"),
                    row(Status.ERROR, "bank", "broken"),
                    row(Status.UNKNOWN, "lock", "idle"),
                    row(Status.NOT_RUN, "watch", "late"),
                    row(Status.WAIVED, "queue", "known"),
                    row(Status.VALID, "register", "fine")))
            .getDocumentElement();
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("tests")).isEqualTo("6");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("2");
    assertThat(suite.getAttribute("skipped")).isEqualTo("2");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(6);
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).contains("Element 7 is gone.");
    assertThat(failure.getAttribute("type")).isEqualTo("durable: lost");
    Element skipped = (Element) suite.getElementsByTagName("skipped").item(0);
    assertThat(skipped.getAttribute("message")).isEqualTo("not run: late");
  }

  @Test
  void junitNeverShowsASuiteAsGreenThatIsNotValid() throws Exception {
    Element suite = junit(table(row(Status.NOT_RUN, "watch", "late"))).getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    Element error = (Element) suite.getElementsByTagName("error").item(0);
    assertThat(error.getAttribute("message")).isEqualTo("So it is.");
    assertThat(((Element) error.getParentNode()).getAttribute("name")).isEqualTo("verdict");
  }

  @Test
  void junitStaysWellFormedWithHostileText() throws Exception {
    Document document = junit(table(row(Status.INVALID, HOSTILE, HOSTILE)));
    assertThat(document.getElementsByTagName("img").getLength()).isZero();
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void aSuiteOfNothingIsAPageToo() throws IOException {
    assertThat(page(table())).contains("Unknown");
  }

  private static Row row(Status status, String workload, String reason) {
    return row(status, workload, reason, List.of("Element 7 is gone.", reason));
  }

  private static Row row(Status status, String workload, String reason, List<String> story) {
    List<Guarantee> violations =
        status == Status.INVALID
            ? List.of(Guarantee.invalid("durable", "lost", reason, story, List.of()))
            : List.of();
    return new Row(
        status,
        workload,
        "reference",
        List.of("kill"),
        7,
        false,
        reason,
        violations,
        status == Status.WAIVED ? reason : "",
        "./assay run --seed 7",
        "../set-kill-reference/1/report.html",
        1_000,
        10);
  }

  private static SuiteTable table(Row... rows) {
    boolean invalid = List.of(rows).stream().anyMatch(row -> row.status() == Status.INVALID);
    return new SuiteTable(
        invalid ? Verdict.INVALID : Verdict.UNKNOWN,
        "So it is.",
        "quick profile",
        "2027-01-01T00:00:00Z",
        1,
        1_000,
        "300s",
        "./assay suite --seed 1",
        List.of(rows),
        List.of(new Kind("kill", 1, 1), new Kind("pause", 1, 0)),
        List.of("A waiver expired."),
        Map.of("assay", "test"));
  }

  private String page(SuiteTable table) throws IOException {
    Path page = folder.resolve("suite.html");
    SuitePage.write(table, page);
    return Files.readString(page);
  }

  private Document junit(SuiteTable table)
      throws IOException, ParserConfigurationException, SAXException {
    Path file = folder.resolve("junit.xml");
    SuiteJUnit.write(table, file);
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }
}
