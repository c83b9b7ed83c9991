package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /**
   * Seeds that found faults of the server, with what they found.
   *
   * <ul>
   *   <li>888: election messages overtook each other, and a node looked for a leader while a quorum
   *       waited for it to lead, round after round.
   * </ul>
   */
  @ParameterizedTest
  @ValueSource(longs = {888})
  void seedsThatFailedOnce(long seed) {
    SimulationBatch.Seeded again =
        SimulationBatch.seeded(Simulation.run(WorldDraw.draw(seed, "", "")));
    assertThat(again.anomaly()).isEmpty();
  }
}
