package dev.assay.lab.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The hunt of those that take few seeds, from a fixed one, so that it says the same each time: what
 * `assay bugs hunt --quick` does from fresh ones.
 */
class QuickHuntTest {
  private static final long SEED = 20_260_101;

  @Test
  void everyBugThatTakesFewSeedsIsCaughtAndNoTwinIsFlagged() throws InterruptedException {
    List<Quarry> quick = Hunts.quarries().stream().filter(Quarry::quick).toList();
    HuntRunner runner =
        new HuntRunner(
            HuntRunner.Order.from(quick, SEED, 1, TimeUnit.MINUTES.toNanos(10)),
            System::nanoTime,
            (_, _) -> {});
    for (Score score : runner.run()) {
      assertThat(score.ending().tone())
          .as("%s: %s", score.quarry().name(), score.pursuits())
          .isEqualTo(Ending.Tone.GOOD);
    }
    assertThat(quick).anyMatch(Hunt.class::isInstance).anyMatch(Twin.class::isInstance);
  }
}
