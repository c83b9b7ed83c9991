package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import dev.assay.report.RunSummary.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        .contains("href=\"register-mixed-reference/run-123/report.html\"")
        .contains("data-verdict=\"invalid\"")
        .contains("data-fault=\"kill pause\"")
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
    assertThat(ResultsPage.served(seen, results)).contains("run-3").contains("not JSON");
  }

  @Test
  void seesAVerdictThatComesLater() throws IOException {
    Path run = run(7, "", "set");
    ResultsScan scan = new ResultsScan(results, folder -> true);
    assertThat(scan.look().runs().getFirst().standing()).isEqualTo(Standing.RUNNING);
    verdict(run, "invalid");
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
        .contains("content=\"default-src 'none'; script-src 'unsafe-inline'")
        .contains("./assay suite");
    assertThat(results).isDirectoryNotContaining("glob:**.part");
  }

  private Results look() throws IOException {
    return new ResultsScan(results, folder -> false).look();
  }

  private Path run(int seed, String verdict, String workload) throws IOException {
    String kind = workload.replaceAll("[^a-z]", "_") + "-mixed-reference";
    Path folder = Files.createDirectories(results.resolve(kind).resolve("run-" + seed));
    List<String> faults = List.of("kill", "pause");
    RunSpec spec =
        new RunSpec("reference", "process", 3, workload, faults, 10, 0, 10_000, seed, "", Map.of());
    RunSpecJson.write(
        folder.resolve("run.json"),
        new RunDescription(
            spec,
            List.of("mixed"),
            "2026-11-20T%02d:%02d:00Z".formatted(seed / 60, seed % 60),
            Map.of("assay", "1"),
            List.of()));
    if (!verdict.isEmpty()) {
      verdict(folder, verdict);
    }
    return folder;
  }

  private static void verdict(Path folder, String verdict) throws IOException {
    Files.writeString(
        folder.resolve("verdict.json"),
        """
        {"verdict":"%s","reason":"Said <img src=x>.","guarantees":[{"name":"durable",
         "verdict":"%s","anomaly":"lost","story":["x"],"evidence":[{"index":1}]}],
         "operations":{"ok":1000,"fail":2,"info":1},"faults":{"asked":3,"proven":2}}
        """
            .formatted(verdict, verdict));
  }
}
