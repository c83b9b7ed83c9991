package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportWriterTest {
  @TempDir private Path folder;

  @Test
  void opensWithTheVerdictTheReasonAndTheCommand() throws IOException {
    String page = written(Samples.invalid(2_000));
    assertThat(page.indexOf(">Invalid</strong>")).isPositive();
    assertThat(page).contains("“linearizable” is broken (stale read)");
    assertThat(page).contains("./assay run <span class=\"option\">--workload</span> register");
    assertThat(page.indexOf(">Invalid</strong>")).isLessThan(page.indexOf(">What went wrong</h2>"));
    assertThat(page.indexOf(">What went wrong</h2>")).isLessThan(page.indexOf(">Guarantees</h2>"));
  }

  @Test
  void saysWhatRanAndWhatJudgedItWhereThatIsAnother() throws IOException {
    assertThat(written(Samples.invalid(50)))
        .contains("<dt>Assay</dt><dd>0.1.0</dd>", "<dt>reference</dt><dd>0.1.0</dd>")
        .doesNotContain("Judged by");
    ReportInput sample = Samples.invalid(50);
    Map<String, String> versions = Map.of("assay", "0.1.0", ReportInput.JUDGE, "0.2.0");
    ReportInput again =
        new ReportInput(
            sample.spec(),
            sample.history(),
            sample.verdict(),
            sample.reason(),
            sample.guarantees(),
            "again",
            versions);
    assertThat(written(again)).contains("<dt>Judged by Assay</dt><dd>0.2.0</dd>");
  }

  @Test
  void tellsTheStoryOfABrokenGuaranteeWithItsOperations() throws IOException {
    String page = written(Samples.invalid(2_000));
    assertThat(page).contains("Client 4 asked for x at 16.532 s, after all that, and was told 3.");
    assertThat(page).contains("<svg viewBox").contains("read x → 3").contains("cas x [4, 1] ?");
    assertThat(page)
        .contains(
            ">Known then</th>", "<div class=\"broken\">✕ x cannot be 3</div>", ">x is 4</text>");
  }

  @Test
  void namesTheFaultsThatWereAskedForAndNotPossible() throws IOException {
    ReportInput lacking =
        Samples.lacking(Samples.valid(50), Map.of("clock-jump", "it needs <root>", "cpu", "no"));
    assertThat(written(lacking))
        .contains("Not available here: clock-jump, cpu")
        .contains("<dt>clock-jump</dt><dd>it needs &lt;root&gt;</dd>");
    assertThat(written(Samples.valid(50))).doesNotContain("Not available here");
  }

  @Test
  void showsNoCounterexampleWhenNothingIsBroken() throws IOException {
    assertThat(written(Samples.valid(2_000))).doesNotContain("What went wrong");
    assertThat(written(Samples.unknown(2_000)))
        .doesNotContain("What went wrong")
        .contains("no violation was seen");
  }

  @Test
  void keepsHostileTextAsText() throws IOException {
    String page = written(Samples.hostile());
    assertThat(page).doesNotContain("<img").doesNotContain("<script>alert");
    assertThat(page).contains("&lt;/script&gt;&lt;script&gt;alert(1)");
    assertThat(page).doesNotContain("\u202e").doesNotContain("\u2028").doesNotContain("\u0000");
    assertThat(page).contains("\\u202egnihton");
    assertThat(occurrences(page, "<script")).isEqualTo(4);
    assertThat(occurrences(page, "</script>")).isEqualTo(4);
  }

  @Test
  void refersToNothingOutsideOfItself() throws IOException {
    String page = written(Samples.invalid(2_000));
    assertThat(page).contains("default-src 'none'; script-src 'sha256-");
    assertThat(page).doesNotContainPattern("(?i)(https?:)?//[a-z0-9]+\\.[a-z]");
    assertThat(page).doesNotContainPattern("(?i)<(link|img|iframe|object|embed)\\b");
    assertThat(page).doesNotContainPattern("(?i)<script[^>]*\\bsrc=|url\\(|@import");
  }

  @Test
  void thePolicyKnowsTheScriptByItsHash() throws Exception {
    String page = written(Samples.invalid(50));
    String script = page.substring(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
    assertThat(page)
        .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';");
  }

  @Test
  void givesEveryElementItsOwnId() throws IOException {
    Matcher ids = Pattern.compile("\\sid=\"([^\"]+)\"").matcher(written(Samples.invalid(500)));
    assertThat(ids.results().map(result -> result.group(1)).toList()).doesNotHaveDuplicates();
  }

  @Test
  void writesAHundredThousandOperationsInAMegabyte() throws IOException {
    Path page = folder.resolve("report.html");
    ReportInput input = Samples.valid(110_000);
    assertThat(RunHistory.of(input.history()).operations()).hasSizeGreaterThan(100_000);
    ReportWriter.write(input, page);
    assertThat(Files.size(page)).isLessThan(1_000_000);
  }

  @Test
  void showsLogsAsTextAndOnlyWhereThereAreSome() throws IOException {
    assertThat(written(Samples.invalid(500))).doesNotContain("Logs around the violation");
    LogExcerpt log =
        new LogExcerpt(
            "nodes/n1/server.log",
            List.of(
                new LogExcerpt.Line(7, 16_400_000_000L, "looking <b>0x0</b> " + Samples.HOSTILE),
                new LogExcerpt.Line(9, 16_500_000_000L, "following 0x1")));
    String page = written(Samples.with(Samples.invalid(500), List.of(log), List.of()));
    assertThat(page)
        .contains("<a href=\"nodes/n1/server.log\">nodes/n1/server.log</a>")
        .contains("  16.400 s  looking &lt;b&gt;0x0&lt;/b&gt; &lt;/script&gt;")
        .contains("\n…\n  16.500 s  following 0x1")
        .doesNotContain("<img", "\u202e", "\u0000");
  }

  @Test
  void theLogsOfManyNodesFitTooInAMegabyte() throws IOException {
    List<LogExcerpt.Line> lines =
        Collections.nCopies(20, new LogExcerpt.Line(1, 0, "x".repeat(401)));
    Path page = folder.resolve("report.html");
    ReportInput input =
        Samples.with(
            Samples.invalid(110_000),
            Collections.nCopies(9, new LogExcerpt("nodes/n1/server.log", lines)),
            List.of());
    ReportWriter.write(input, page);
    assertThat(Files.size(page)).isLessThan(1_000_000);
  }

  @Test
  void writesThePageOfAnEmptyRun() throws IOException {
    ReportInput sample = Samples.valid(100);
    ReportInput empty =
        new ReportInput(
            sample.spec(), List.of(), Verdict.UNKNOWN, "nothing ran", List.of(), "x", Map.of());
    assertThat(written(empty)).contains("nothing ran").contains("Nothing was judged.");
  }

  @Test
  void aLongStoryKeepsItsConclusion() throws IOException {
    List<String> story = new ArrayList<>();
    IntStream.range(0, 40).forEach(i -> story.add("Then let number " + i + " happen."));
    story.add("However, there is no order.");
    String page = written(broken(new Lines().invoke(1, 0, "read", 1, null).history(), story));
    assertThat(page)
        .contains("number 14 happen", "… 11 sentences more in verdict.json …", "number 26 happen")
        .contains("<ol class=\"story\" start=\"27\">", "However, there is no order.")
        .doesNotContain("number 15 happen", "number 25 happen");
  }

  @Test
  void showsTheEventsAndFaultsThatLieNearestToTheViolation() throws IOException {
    Lines lines = new Lines();
    for (long i = 0; i < 500; i++) {
      Object begin =
          Map.of("fault", i, "phase", "begin", "proven", true, "proof", "proof " + i + "!");
      lines.event(i * 10, new Actor.Node("n1"), "told", "event " + i + "!");
      lines.nemesis(
          i * 10 + 1, EntryType.INVOKE, "kill", 2 * i, Map.of("fault", i, "phase", "begin"));
      lines.nemesis(i * 10 + 2, EntryType.INFO, "kill", 2 * i, begin);
      lines.nemesis(i * 10 + 3, EntryType.INVOKE, "kill", 2 * i + 1, Map.of("fault", i));
      lines.nemesis(i * 10 + 4, EntryType.INFO, "kill", 2 * i + 1, Map.of("fault", i));
    }
    lines.event(4_999, new Actor.Client(3), "changed", "evidence!");
    String page = written(broken(lines.history(), List.of("Lost.")));
    assertThat(page.substring(0, page.indexOf("<script")))
        .contains("told event 499!", "changed evidence!", "… and 101 events farther from")
        .contains("proof 499!", "… and 200 faults farther from the violation")
        .doesNotContain("event 0!", "proof 0!");
  }

  /** A run of which the last line is the evidence. */
  private static ReportInput broken(List<Entry> history, List<String> story) {
    ReportInput sample = Samples.valid(10);
    List<Entry> evidence = List.of(history.getLast());
    Guarantee lost = Guarantee.invalid("durable", "lost", "Lost.", story, evidence);
    return new ReportInput(
        sample.spec(), history, Verdict.INVALID, "Lost.", List.of(lost), "again", Map.of());
  }

  @Test
  void leadsToTheFilesThatAreThereAndToNoOther() throws IOException {
    Files.writeString(folder.resolve("messages.jsonl"), "");
    Files.createDirectories(folder.resolve("nodes/n1"));
    assertThat(written(Samples.valid(100)))
        .contains("href=\"messages.jsonl\"", "href=\"nodes/\"")
        .doesNotContain("href=\"assay.log\"", "href=\"failure.dot\"");
    Files.delete(folder.resolve("nodes/n1"));
    assertThat(written(Samples.valid(100))).doesNotContain("href=\"nodes/\"");
  }

  @Test
  void leavesNoUnfinishedFileBeside() throws IOException {
    written(Samples.valid(100));
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("report.html");
    }
  }

  private String written(ReportInput input) throws IOException {
    Path page = folder.resolve("report.html");
    ReportWriter.write(input, page);
    return Files.readString(page);
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
