package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.verdict.Verdict;
import dev.assay.report.SuiteTable;
import dev.assay.report.SuiteTable.Row;
import dev.assay.report.SuiteTable.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitHubActionsTest {
  private static final GitHubActions THERE = new GitHubActions(Map.of("GITHUB_ACTIONS", "true"));
  @TempDir private Path folder;

  @Test
  void elsewhereNothingIsSaidOrWritten() {
    GitHubActions elsewhere = new GitHubActions(Map.of());
    assertThat(elsewhere.annotations(table(row(Status.INVALID, "lost")))).isEmpty();
    elsewhere.summarize("text");
  }

  @Test
  void anInvalidRunIsAnErrorAndAnUnknownOneAWarning() {
    assertThat(
            THERE.annotations(
                table(
                    row(Status.INVALID, "lost"),
                    row(Status.UNKNOWN, "idle"),
                    row(Status.WAIVED, "known"),
                    row(Status.VALID, "fine"))))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("::error title=") && line.contains("lost"))
        .anyMatch(line -> line.startsWith("::warning title=") && line.contains("idle"));
  }

  @Test
  void textsCannotEndALineOrATitle() {
    String line = GitHubActions.line("error", "a,b: c::d", "100%\r\n::set-env name=x::y");
    assertThat(line)
        .isEqualTo("::error title=Assay%3A a%2Cb%3A c%3A%3Ad::100%25%0D%0A::set-env name=x::y");
  }

  @Test
  void thereAreNotMoreThanGitHubKeeps() {
    Row[] many = new Row[50];
    Arrays.fill(many, row(Status.INVALID, "lost"));
    assertThat(THERE.annotations(table(many))).hasSize(10);
  }

  @Test
  void theSummaryIsAddedToThatOfTheJob() throws IOException {
    Path file = folder.resolve("summary.md");
    GitHubActions job = new GitHubActions(Map.of("GITHUB_STEP_SUMMARY", file.toString()));
    job.summarize("one");
    job.summarize("two");
    assertThat(Files.readString(file)).isEqualTo("one\ntwo\n");
  }

  private static Row row(Status status, String reason) {
    return new Row(
        status,
        "set",
        "reference",
        List.of("kill"),
        7,
        false,
        reason,
        List.of(),
        "",
        "./assay run --seed 7",
        "",
        1,
        1);
  }

  private static SuiteTable table(Row... rows) {
    return new SuiteTable(
        Verdict.INVALID,
        "So it is.",
        "quick",
        "2027-01-01T00:00:00Z",
        1,
        1,
        "300s",
        "./assay suite",
        List.of(rows),
        List.of(),
        List.of(),
        Map.of());
  }
}
