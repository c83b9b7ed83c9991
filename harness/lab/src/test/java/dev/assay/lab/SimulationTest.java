package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.EntryJson;
import java.util.List;
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

  @Test
  void theSameSeedGivesTheSameTraceAndTheSameHistory() {
    for (long seed = 1; seed <= 5; seed++) {
      Simulation.Result once = Simulation.run(WorldDraw.draw(seed, "", ""));
      Simulation.Result again = Simulation.run(WorldDraw.draw(seed, "", ""));
      assertThat(again.traceHash()).as("seed %d", seed).isEqualTo(once.traceHash());
      assertThat(lines(again)).isEqualTo(lines(once));
    }
  }

  private static List<String> lines(Simulation.Result result) {
    return result.history().stream().map(EntryJson::toLine).toList();
  }
}
