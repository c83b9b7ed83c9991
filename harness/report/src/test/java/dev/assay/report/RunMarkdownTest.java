package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run for the page of a CI job. */
final class RunMarkdownTest {
  @Test
  void opensWithTheVerdictTheReasonAndTheCommand() {
    String text = RunMarkdown.of(Samples.invalid(500));
    assertThat(text)
        .startsWith("## Assay run: INVALID\n\nClient 4 read x = 3 from n1 although")
        .contains("seed 4815162342", "Again: <code>./assay run --workload register")
        .contains("| ✕ invalid | linearizable | Client 4 read")
        .containsPattern("\\| \\d+ \\| process 4 \\| read x 3 \\| ✕ x cannot be 3 \\|")
        .contains("### linearizable&#58; stale read\n\n- Client 2 wrote x = 3")
        .containsPattern("Operations&#58; [\\d,]+ ok, [\\d,]+ failed, [\\d,]+ unknown. Faults")
        .contains("proven.");
    assertThat(RunMarkdown.of(Samples.valid(500))).contains("run: VALID").doesNotContain("###");
  }

  @Test
  void saysWhichFaultsWereNotAvailableAndWhy() {
    ReportInput lacking =
        Samples.lacking(Samples.valid(100), Map.of("clock-jump", "it needs <b>root", "cpu", "no"));
    assertThat(RunMarkdown.of(lacking))
        .endsWith(
            """
            Faults that were asked for and are not available here:

            - clock-jump&#58; it needs &#60;b&#62;root
            - cpu&#58; no
            """);
    assertThat(RunMarkdown.of(Samples.valid(100))).doesNotContain("available");
  }

  @Test
  void obeysNothingOfWhatItShows() {
    String text = RunMarkdown.of(Samples.hostile());
    assertThat(text).doesNotContain("<img", "<script", "\u202e", "\u0000");
    assertThat(text.lines().filter(line -> line.startsWith("| ✕")).toList())
        .singleElement()
        .asString()
        .matches("(\\|[^|]*){3}\\|");
  }
}
