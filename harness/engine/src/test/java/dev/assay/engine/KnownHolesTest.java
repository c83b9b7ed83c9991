package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KnownHolesTest {
  private static final Map<String, String> HOLES =
      Map.of("linearizable", "sync asks no quorum.", "durable", "never seen.");

  private static final Guarantee BROKEN =
      Guarantee.invalid(
          "linearizable", "stale", "r0 has no order.", List.of("A write."), List.of());

  private static Judgement judgement(Guarantee... guarantees) {
    return new Judgement(
        Verdict.INVALID,
        "r0 has no order.",
        List.of(guarantees),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void theStoryOfABrokenGuaranteeEndsWithWhatIsKnownAndTheVerdictStays() {
    Judgement told = KnownHoles.told(judgement(BROKEN), "zookeeper", HOLES);
    assertThat(told.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(told.guarantees().getFirst().verdict()).isEqualTo(Verdict.INVALID);
    assertThat(told.guarantees().getFirst().story())
        .containsExactly("A write.", "Known of zookeeper: sync asks no quorum.");
  }

  @Test
  void aStoryThatWasNotToldBeginsWithItsReason() {
    Guarantee bare =
        Guarantee.invalid("linearizable", "stale", "r0 has no order.", List.of(), List.of());
    assertThat(KnownHoles.told(judgement(bare), "z", HOLES).guarantees().getFirst().story())
        .containsExactly("r0 has no order.", "Known of z: sync asks no quorum.");
  }

  @Test
  void ofWhatWasKeptOrIsNotKnownNothingIsSaid() {
    Judgement judgement =
        judgement(
            Guarantee.valid("durable", "all there.", Map.of()),
            Guarantee.unknown("linearizable", "cut off."),
            Guarantee.invalid("survives", "died", "n1 died.", List.of(), List.of()));
    assertThat(KnownHoles.told(judgement, "z", HOLES)).isEqualTo(judgement);
  }
}
