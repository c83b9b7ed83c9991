package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured is a whole run, which is judged, and leaves nothing. */
final class RunnerBenchTest {
  @Test
  void aRoundIsARunThatIsValid(@TempDir Path folder) throws IOException, InterruptedException {
    RunnerBench.Round round = RunnerBench.run(4, 500, 7, folder);
    assertThat(round.judgement().verdict()).as(round.judgement().reason()).isEqualTo(Verdict.VALID);
    assertThat(round.operations()).isGreaterThan(100);
    assertThat(round.perSecond()).isPositive();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
