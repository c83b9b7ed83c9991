package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int SEEDS = 60;

  @Test
  void theServerKeepsItsPromisesAndEveryWayToSynchroniseIsSeen() throws InterruptedException {
    SimulationBatch.Summary summary =
        SimulationBatch.run(
            new SimulationBatch.Plan(
                1, SEEDS, seed -> WorldDraw.draw(seed, "", ""), Simulation.Inside.WATCHED, false),
            _ -> {});
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.acknowledged()).isGreaterThan(SEEDS * 500L);
    assertThat(summary.exercised())
        .containsKeys("sync-diff", "sync-trunc", "sync-snap", "torn-tail", "session-expired");
  }
}
