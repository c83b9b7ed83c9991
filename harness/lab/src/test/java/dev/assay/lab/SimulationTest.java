package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.verdict.Verdict;
import dev.assay.server.bug.SeededBug;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** Judged from the history alone: what the world saw inside is not asked. */
  @ParameterizedTest
  @EnumSource(
      value = SeededBug.class,
      names = {"REPLY_BEFORE_COMMIT", "SYNC_SKIPPED", "QUORUM_SHORT", "CAS_IGNORES_VERSION"})
  void aSeededBugIsFoundByItsHunt(SeededBug bug) {
    Hunts.Hunt hunt = Hunts.of(bug);
    TreeSet<String> anomalies = new TreeSet<>();
    for (long seed = 1; seed <= 40 && anomalies.isEmpty(); seed++) {
      Simulation.Result result = Simulation.run(WorldDraw.draw(seed, hunt.workload(), bug.word()));
      result.judgement().guarantees().stream()
          .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
          .forEach(guarantee -> anomalies.add(guarantee.anomaly()));
    }
    assertThat(anomalies).isNotEmpty();
  }
}
