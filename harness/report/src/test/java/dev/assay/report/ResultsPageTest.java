package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.report.RunSummary.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsPageTest {
  private static final List<String> VERDICTS = List.of("valid", "invalid", "unknown");

  @TempDir private Path results = Path.of("");

  @Test
  void listsEveryOneOfFiveHundredRunsNewestFirst() throws IOException {
    for (int i = 0; i < 500; i++) {
      run(i, VERDICTS.get(i % 3), "register");
    }
    Results seen = look();
    assertThat(seen.runs()).hasSize(500);
    assertThat(seen.runs().getFirst().setup().seed()).isEqualTo(499);
    assertThat(seen.runs().getLast().setup().seed()).isZero();
    ResultsPage.write(seen, results);
    String page = Files.readString(results.resolve("index.html"));
    assertThat(page.split("<tr data-path=", -1)).hasSize(501);
    assertThat(page)
        .contains("href=\"register-mixed-reference/seed-123/report.html\"")
        .contains("data-verdict=\"invalid\"")
        .contains("data-fault=\"kill pause\"")
        .contains("data-seed=\"123\"")
        .doesNotContain("{{");
    assertThat(page).doesNotContain("http:").doesNotContain("https:");
  }

  @Test
  void saysWhyARunHasNoVerdict() throws IOException {
    Path alive = run(1, "", "set");
    run(2, "", "queue");
    Path broken = run(3, "valid", "bank");
    Files.writeString(broken.resolve("run.json"), "{\"seed\": 3");
    Results seen = new ResultsScan(results, alive::equals).look();
    assertThat(seen.runs())
        .extracting(RunSummary::standing)
        .containsExactlyInAnyOrder(Standing.RUNNING, Standing.OPEN, Standing.UNREADABLE);
    assertThat(ResultsPage.served(seen, results)).contains("seed-3").contains("not JSON");
  }

  @Test
  void seesAVerdictThatComesLater() throws IOException {
    Path run = run(7, "", "set");
    ResultsScan scan = new ResultsScan(results, folder -> true);
    assertThat(scan.look().runs().getFirst().standing()).isEqualTo(Standing.RUNNING);
    SampleRuns.judge(run, "invalid");
    RunSummary judged = scan.look().runs().getFirst();
    assertThat(judged.standing()).isEqualTo(Standing.INVALID);
    assertThat(judged.findings().anomalies()).containsExactly("lost");
    assertThat(judged.okPerSecond()).isEqualTo(100);
  }

  @Test
  void listsSuitesAndHunts() throws IOException {
    Path suite = Files.createDirectories(results.resolve("suite-1"));
    Files.writeString(
        suite.resolve("suite.json"),
        """
        {"verdict":"invalid","reason":"Two broke.","profile":"quick","systems":["etcd"],"seed":4}
        """);
    Path hunt = Files.createDirectories(results.resolve("hunt-1"));
    Files.writeString(
        hunt.resolve("hunt.json"),
        """
        {"verdict":"valid","cluster":"sim","entries":[
          {"kind":"bug","caught":true},{"kind":"bug","caught":false},
          {"kind":"bug","caught":false,"equivalent":true},{"kind":"benign","caught":false}]}
        """);
    Results seen = look();
    assertThat(seen.suites()).hasSize(1);
    assertThat(seen.hunts().getFirst().found())
        .isEqualTo("1 of 2 bugs caught, 0 of 1 benign twin flagged");
    assertThat(ResultsPage.served(seen, results))
        .contains("href=\"suite-1/suite.html\"")
        .contains("href=\"hunt-1/hunt.html\"");
  }

  @Test
  void isNotHarmedByHostileText() throws IOException {
    Path run = run(1, "invalid", Samples.HOSTILE.replace("\"", "'"));
    assertThat(run).exists();
    String page = ResultsPage.served(look(), results);
    assertThat(page).doesNotContain("<img").doesNotContain("\u202e").contains("&lt;img src=x");
  }

  @Test
  void aFileOfTheListIsAsStrictAsAReport() throws IOException {
    ResultsPage.write(look(), results);
    assertThat(Files.readString(results.resolve("index.html")))
        .contains("content=\"default-src 'none'; script-src 'sha256-")
        .contains("./assay suite");
    assertThat(results).isDirectoryNotContaining("glob:**.part");
  }

  private Results look() throws IOException {
    return new ResultsScan(results, folder -> false).look();
  }

  private Path run(int seed, String verdict, String workload) throws IOException {
    return SampleRuns.write(results, seed, verdict, workload);
  }
}
