package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.RunSpec;
import dev.assay.simulator.Traffic;
import java.util.List;
import java.util.Map;
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
  void whatNodesTellEachOtherIsHeardWhenARunIsRunAgain() {
    RunSpec spec = WorldDraw.draw(2, "register", "");
    Simulation.Result result = Simulation.run(spec);
    long middle = result.simulatedNanos() / 3;
    long reach = 500_000_000;

    List<Traffic.Transfer> heard = Simulation.traffic(result, List.of(middle), reach);

    assertThat(heard)
        .isNotEmpty()
        .allSatisfy(message -> {
          assertThat(message.sent()).isBetween(middle - reach, middle + reach);
          assertThat(message.arrived() == Traffic.NEVER || message.arrived() > message.sent())
              .isTrue();
          assertThat(message.text()).doesNotContain("PING", "PONG");
        });
    assertThat(heard)
        .extracting(Traffic.Transfer::text)
        .anyMatch(text -> text.startsWith("COMMIT"));
  }

  /** Nodes of an older version are replaced one by one, while others fail. */
  @Test
  void aRollingUpgradeIsSeenByNobody() {
    for (long seed = 1; seed <= 10; seed++) {
      RunSpec spec =
          new RunSpec(
              "reference",
              "sim",
              3,
              "set",
              List.of("kill-leader", "partition-one", "rolling-restart", "upgrade"),
              5,
              100,
              20_000,
              seed,
              "",
              Map.of());
      Simulation.Result result = Simulation.run(spec);
      assertThat(SimulationBatch.seeded(result).anomaly()).as("seed %d", seed).isEmpty();
      assertThat(result.judgement().kindsProven()).contains("upgrade", "rolling-restart");
    }
  }

  /**
   * Election messages overtook each other, and a node looked for a leader while a quorum waited for
   * it to lead, round after round.
   */
  @Test
  void aNodeThatIsFollowedLeads() {
    String faults =
        "bit-flip,clock-drift,clock-jump,clock-skew,core,disk-error,disk-full,disk-slow,"
            + "isolate-clients,kill-all,kill-leader,partition,partition-bridge,partition-leader,"
            + "partition-one,partition-oneway,pause-leader,power-loss,reset,restart";
    RunSpec spec =
        new RunSpec(
            "reference",
            "sim",
            5,
            "register",
            List.of(faults.split(",")),
            5,
            100,
            45_000,
            888,
            "",
            Map.of(
                "faultMillis", "30000",
                "latencyMicros", "2000",
                "segmentBytes", "40000",
                "snapshotEvery", "20",
                "timersFirst", "true"));
    assertThat(SimulationBatch.seeded(Simulation.run(spec)).anomaly()).isEmpty();
  }
}
