package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorBenchTest {
  @Test
  void everyRunHasTheShape() {
    for (long seed = 1; seed <= 50; seed++) {
      assertThat(SimulatorBench.draw(seed, "register").nodes()).isIn(3, 5);
      assertThat(SimulatorBench.draw(seed, "register").timeLimitMillis()).isEqualTo(45_000);
      assertThat(SimulatorBench.draw(seed, "register").bug()).isEmpty();
    }
  }

  @Test
  void aRoundSaysWhatItCameTo() throws InterruptedException {
    List<SimulatorBench.Round> heard = new ArrayList<>();
    long[] clock = {0};
    List<SimulatorBench.Round> rounds =
        SimulatorBench.run(
            new SimulatorBench.Settings("register", 3, 2, 0),
            () -> clock[0] += 1_000_000_000,
            heard::add);
    assertThat(rounds).isEqualTo(heard).hasSize(2);
    for (SimulatorBench.Round round : rounds) {
      assertThat(round.runs()).isEqualTo(3);
      assertThat(round.acknowledged()).hasSize(3).isSorted();
      assertThat(round.failed()).isEmpty();
      assertThat(round.wallNanos()).isEqualTo(1_000_000_000);
      assertThat(round.runsPerCpuSecond()).isPositive();
      assertThat(round.counted())
          .isEqualTo(round.acknowledged().stream().filter(count -> count >= 3_000).count());
    }
  }

  @Test
  void aBenchmarkOfNothingIsRefused() {
    assertThatThrownBy(() -> new SimulatorBench.Settings("register", 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
