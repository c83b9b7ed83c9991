package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.verdict.Verdict;
import dev.assay.report.HuntTable.Fact;
import dev.assay.report.HuntTable.Kind;
import dev.assay.report.HuntTable.Row;
import dev.assay.report.HuntTable.Try;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HuntPageTest {
  @TempDir private Path folder;

  @Test
  void listsFailuresFirstAndSaysThemOnTop() throws IOException {
    String page =
        written(
            Verdict.INVALID,
            row(Kind.BUG, Verdict.VALID, "a-bug", "caught"),
            row(Kind.BUG, Verdict.INVALID, "z-bug", "missed"));
    assertThat(page).contains("Failed", "1 of 2 bugs were caught", "z-bug (missed)");
    assertThat(page.indexOf(">z-bug<")).isLessThan(page.indexOf(">a-bug<"));
  }

  @Test
  void keepsBugsTwinsAndWhatNobodyCanSeeApart() throws IOException {
    String page =
        written(
            Verdict.VALID,
            row(Kind.EQUIVALENT, Verdict.VALID, "masked", "not visible"),
            row(Kind.TWIN, Verdict.VALID, "twin", "clean"),
            row(Kind.BUG, Verdict.VALID, "bug", "caught"));
    assertThat(page.indexOf(">bug<")).isLessThan(page.indexOf(">twin<"));
    assertThat(page.indexOf(">twin<")).isLessThan(page.indexOf(">masked<"));
    assertThat(page).contains("since of this", "./assay run <span", ">--seed</span> 7", "100 %");
  }

  @Test
  void hasNoScriptLoadsNothingAndShowsTextsAsText() throws IOException {
    String page = written(Verdict.VALID, row(Kind.BUG, Verdict.VALID, "<img src=x>", "caught"));
    assertThat(page).contains("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(page).contains("&lt;img src=x&gt;");
    assertThat(page).doesNotContain("<script").doesNotContain("<img").doesNotContain("{{");
  }

  @Test
  void aHuntOfNothingIsAPageToo() throws IOException {
    assertThat(written(Verdict.UNKNOWN)).contains("Not finished", "0 of 0 bugs were caught");
  }

  private static Row row(Kind kind, Verdict verdict, String name, String word) {
    return new Row(
        kind,
        verdict,
        name,
        word,
        "what is wrong",
        kind == Kind.EQUIVALENT ? "since of this" : "",
        List.of(new Fact("Workload", "set")),
        List.of("durable: lost"),
        1,
        List.of(
            new Try(7, verdict, "after 3 seeds", "Element 1 is gone.", "./assay run --seed 7")));
  }

  private String written(Verdict verdict, Row... rows) throws IOException {
    Path page = folder.resolve("hunt.html");
    HuntPage.write(
        new HuntTable(
            verdict,
            "2026-01-01T00:00:00Z",
            "the simulator",
            1,
            List.of(7L),
            1_000,
            3,
            "./assay bugs hunt --seed 1",
            List.of(rows),
            Map.of("assay", "test")),
        page);
    return Files.readString(page);
  }
}
