package dev.assay.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.Seed;
import dev.assay.core.runner.VirtualTimeDriver;
import dev.assay.core.spi.Cluster.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannedNemesisTest {
  private static final long SECOND = 1_000_000_000;

  private final VirtualTimeDriver driver = new VirtualTimeDriver();
  private final FakeCluster cluster = new FakeCluster(driver);
  private final PlannedNemesis nemesis = new PlannedNemesis(cluster, driver);
  private final List<Map<String, Object>> answers = new ArrayList<>();

  private static PlannedFault fault(int id, String kind, Map<String, Object> drawn) {
    return new PlannedFault(id, kind, 0, SECOND, drawn);
  }

  private void begin(PlannedFault fault) {
    driver.post(() -> nemesis.begin(fault, answers::add));
  }

  private void end(PlannedFault fault) {
    driver.post(() -> nemesis.end(fault, answers::add));
  }

  private void runFor(long nanos) {
    long until = driver.now() + nanos;
    driver.at(until, () -> {});
    boolean _ = driver.runUntil(() -> driver.now() >= until, until);
  }

  @Test
  void cutsTheDrawnMinorityOffAndHealsExactlyThat() {
    PlannedFault fault =
        fault(3, "partition", Map.of("order", List.of("n2", "n3", "n1"), "size", 1L));
    begin(fault);
    runFor(SECOND);
    Map<String, Object> begun = answers.getFirst();
    assertThat(begun)
        .containsEntry("fault", 3L)
        .containsEntry("phase", "begin")
        .containsEntry("applied", true)
        .containsEntry("proven", true)
        .containsEntry("proof", "seen cut")
        .containsEntry("probes", 6L)
        .containsEntry("nodes", List.of("n2"));
    assertThat(cluster.injected.getFirst().links())
        .containsExactlyInAnyOrder(
            new Link("n2", "n1"), new Link("n2", "n3"), new Link("n1", "n2"), new Link("n3", "n2"));
    end(fault);
    runFor(SECOND);
    assertThat(cluster.healed).isEqualTo(cluster.injected);
    assertThat(answers.getLast()).containsEntry("phase", "end").containsEntry("proven", true);
  }

  @Test
  void killsTheLeaderOfTheHighestEpoch() {
    cluster.leads("n1", 4);
    cluster.leads("n3", 5);
    begin(fault(0, "kill-leader", Map.of()));
    runFor(SECOND);
    assertThat(cluster.injected.getFirst().kind()).isEqualTo("kill");
    assertThat(cluster.injected.getFirst().nodes()).containsExactly("n3");
  }

  @Test
  void aRestartThatWasDrawnForTheLeaderHitsItAndTheDrawnNodeWhereNobodyLeads() {
    Map<String, Object> drawn =
        Map.of("leader", true, "size", 1L, "order", List.of("n1", "n2", "n3"));
    begin(fault(0, "stop", drawn));
    runFor(SECOND);
    assertThat(cluster.injected.getFirst().nodes()).containsExactly("n1");
    end(fault(0, "stop", drawn));
    runFor(SECOND);
    cluster.leads("n3", 5);
    begin(fault(1, "restart", drawn));
    runFor(SECOND);
    assertThat(cluster.injected.getLast().nodes()).containsExactly("n3");
    assertThat(cluster.injected.getLast().parameters()).doesNotContainKey("leader");
  }

  @Test
  void aNodeThatDoesNotAnswerDoesNotHoldUpTheSearchForTheLeader() {
    cluster.leads("n2", 1);
    cluster.statuses.remove("n1");
    begin(fault(0, "pause-leader", Map.of()));
    runFor(SECOND);
    assertThat(cluster.injected.getFirst().nodes()).containsExactly("n2");
  }

  @Test
  void findsTheLeaderAlsoWhenEveryNodeAnswersSlowly() {
    cluster.leads("n2", 1);
    cluster.statuses.remove("n1");
    cluster.statusMillis = 700;
    begin(fault(0, "kill-leader", Map.of()));
    runFor(2 * SECOND);
    assertThat(cluster.injected.getFirst().nodes()).containsExactly("n2");
  }

  @Test
  void aResetThatFoundNothingToResetIsTriedAgainWithinTheSameFault() {
    cluster.unprovenInjections = 3;
    begin(fault(0, "reset", Map.of("size", 1L)));
    runFor(5 * SECOND);
    assertThat(cluster.injected).hasSize(4);
    assertThat(answers)
        .singleElement()
        .matches(answer -> Boolean.TRUE.equals(answer.get("proven")));
  }

  @Test
  void anotherFaultThatIsNotProvenIsReportedAsThat() {
    cluster.unprovenInjections = 1;
    begin(fault(0, "partition-one", Map.of()));
    runFor(5 * SECOND);
    assertThat(cluster.injected).hasSize(1);
    assertThat(answers)
        .singleElement()
        .matches(answer -> Boolean.FALSE.equals(answer.get("proven")));
  }

  @Test
  void aDelayIsAlwaysWellAboveItsJitter() {
    for (long seed = 0; seed < 500; seed++) {
      Map<String, Object> drawn =
          Parameters.draw(Kind.DELAY, FakeCluster.NODES, new Seed(seed).random());
      long delay = (long) drawn.getOrDefault("delayMillis", 0L);
      long jitter = (long) drawn.getOrDefault("jitterMillis", 0L);
      assertThat(delay - jitter).as("seed %d", seed).isGreaterThan(delay / 2);
    }
  }

  @Test
  void waitsForALeaderAndSaysSoWhenThereIsNone() {
    begin(fault(0, "kill-leader", Map.of()));
    driver.at(2 * SECOND, () -> cluster.leads("n2", 2));
    runFor(3 * SECOND);
    assertThat(cluster.injected.getFirst().nodes()).containsExactly("n2");
    end(fault(0, "kill-leader", Map.of()));
    runFor(SECOND);
    cluster.statuses.clear();
    begin(fault(1, "kill-leader", Map.of()));
    runFor(20 * SECOND);
    assertThat(cluster.injected).hasSize(1);
    assertThat(answers.getLast())
        .containsEntry("applied", false)
        .containsEntry("proven", false)
        .containsEntry("proof", "no node said that it leads");
  }

  @Test
  void aProcessFaultWaitsUntilTheOneBeforeIsHealed() {
    PlannedFault first = fault(0, "kill", Map.of());
    PlannedFault second = fault(1, "pause", Map.of());
    cluster.restartMillis = 4_000;
    begin(first);
    runFor(SECOND);
    begin(second);
    end(first);
    runFor(3 * SECOND);
    assertThat(cluster.asked).containsExactly("inject 0", "heal 0");
    runFor(3 * SECOND);
    assertThat(cluster.asked).containsExactly("inject 0", "heal 0", "inject 1");
  }

  @Test
  void aNetworkFaultDoesNotWaitForAProcessFault() {
    begin(fault(0, "kill", Map.of()));
    begin(fault(1, "delay", Map.of("delayMillis", 100L, "jitterMillis", 10L, "size", 2L)));
    runFor(SECOND);
    assertThat(cluster.asked).containsExactly("inject 0", "inject 1");
    assertThat(cluster.injected.getLast().parameters())
        .isEqualTo(Map.of("delayMillis", 100L, "jitterMillis", 10L));
  }

  @Test
  void aRestartIsKillAndStartAtOnceAndItsEndDoesNothing() {
    PlannedFault fault = fault(0, "restart", Map.of());
    begin(fault);
    runFor(SECOND);
    assertThat(cluster.asked).containsExactly("inject 0", "heal 0");
    assertThat(answers.getLast())
        .containsEntry("proven", true)
        .containsEntry("proof", "seen kill; then: gone kill");
    end(fault);
    runFor(SECOND);
    assertThat(cluster.asked).hasSize(2);
    assertThat(answers.getLast()).containsEntry("phase", "end").containsEntry("proven", true);
  }

  @Test
  void aRollingRestartGoesOnWhenTheNodeBeforeServesAndItsEndDoesNothing() {
    PlannedFault fault = fault(0, "rolling-restart", Map.of("order", List.of("n2", "n3", "n1")));
    cluster.statuses.put("n2", new NodeStatus(true, "looking", 1, ""));
    begin(fault);
    runFor(SECOND);
    assertThat(cluster.asked).containsExactly("inject 0", "heal 0");
    assertThat(answers).isEmpty();
    cluster.leads("n2", 2);
    runFor(SECOND);
    assertThat(cluster.healed).isEqualTo(cluster.injected);
    assertThat(cluster.healed.stream().map(FaultAction::nodes))
        .containsExactly(List.of("n2"), List.of("n3"), List.of("n1"));
    assertThat(answers.getLast())
        .containsEntry("nodes", List.of("n2", "n3", "n1"))
        .containsEntry("proven", true);
    end(fault);
    runFor(SECOND);
    assertThat(cluster.asked).hasSize(6);
    assertThat(answers.getLast()).containsEntry("phase", "end").containsEntry("proven", true);
  }

  @Test
  void aRollingRestartThatEndsEarlyGivesEveryNodeItsTurnAllTheSame() {
    PlannedFault fault = fault(0, "rolling-restart", Map.of());
    cluster.statuses.put("n1", new NodeStatus(true, "looking", 1, ""));
    begin(fault);
    runFor(SECOND);
    end(fault);
    runFor(SECOND);
    assertThat(cluster.asked).hasSize(6);
    assertThat(answers.stream().map(answer -> answer.get("phase"))).containsExactly("begin", "end");
  }

  @Test
  void aRollingRestartDoesNotWaitForeverForANodeThatDoesNotServe() {
    cluster.statuses.put("n1", new NodeStatus(false, "", -1, "unreachable"));
    begin(fault(0, "rolling-restart", Map.of()));
    runFor(6 * SECOND);
    assertThat(cluster.asked).hasSize(6);
    assertThat(answers.getLast()).containsEntry("proven", true);
  }

  @Test
  void aFaultThatEndsWhileItWaitsNeverBegins() {
    PlannedFault first = fault(0, "kill", Map.of());
    PlannedFault second = fault(1, "kill", Map.of());
    begin(first);
    begin(second);
    end(second);
    runFor(SECOND);
    end(first);
    runFor(SECOND);
    assertThat(cluster.asked).containsExactly("inject 0", "heal 0");
    assertThat(answers.stream().filter(answer -> Boolean.FALSE.equals(answer.get("applied"))))
        .hasSize(2);
  }

  @Test
  void aFaultWhoseBeginningWasNeverAnsweredIsHealedAllTheSame() {
    PlannedFault fault = fault(0, "pause", Map.of());
    cluster.injectHangs = true;
    begin(fault);
    runFor(SECOND);
    assertThat(answers).isEmpty();
    end(fault);
    runFor(SECOND);
    assertThat(cluster.asked).containsExactly("inject 0", "heal 0");
  }

  @Test
  void everyKindCanBeBegunAndEnded() {
    cluster.leads("n2", 1);
    int id = 0;
    for (String word : FaultKinds.expand(List.of("all"))) {
      Kind kind = Kind.of(word).orElseThrow();
      Map<String, Object> drawn = Parameters.draw(kind, FakeCluster.NODES, new Seed(id).random());
      PlannedFault fault = fault(id++, word, drawn);
      begin(fault);
      runFor(SECOND);
      end(fault);
      runFor(SECOND);
      assertThat(answers)
          .as(word)
          .hasSize(2 * id)
          .allMatch(a -> Boolean.TRUE.equals(a.get("proven")));
      boolean links = !cluster.injected.getLast().links().isEmpty();
      assertThat(links).as(word).isEqualTo(kind.track() == Track.NETWORK);
    }
  }
}
