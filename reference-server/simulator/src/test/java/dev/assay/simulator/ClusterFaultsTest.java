package dev.assay.simulator;

import static dev.assay.simulator.Worksite.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every fault does what it says, is proven, is healed, and the servers are well afterwards. */
class ClusterFaultsTest {
  private final Worksite site = new Worksite(1);

  private static void assertProven(Evidence evidence) {
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
  }

  private static void assertNotProven(Evidence evidence) {
    assertThat(evidence.proven()).as(evidence.proof()).isFalse();
  }

  @Test
  void theClusterCanDoAllThatTheFamiliesCan() {
    assertThat(SimCluster.ACTIONS)
        .containsExactlyInAnyOrder(
            "bit-flip",
            "clock-drift",
            "clock-jump",
            "clock-skew",
            "cut",
            "delay",
            "disk-error",
            "disk-full",
            "disk-slow",
            "kill",
            "loss",
            "pause",
            "power-loss",
            "reset",
            "truncate",
            "upgrade");
    assertThat(site.inject(site.nodes("flood", Map.of(), "n1")).proof())
        .isEqualTo("the simulator knows no flood");
  }

  @Test
  void aCutSeparatesTheLeaderAndItsHealingJoinsIt() {
    String leader = site.leader();
    FaultAction cut = site.links("cut", Map.of(), leader);
    assertProven(site.inject(cut));
    site.pass(4 * SECOND);
    assertThat(site.node(leader).status()).isNotNull();
    assertThat(site.ensemble.moments().getOrDefault("leader-established", 0L)).isGreaterThan(1);
    assertProven(site.heal(cut));
    site.assertWell();
  }

  @Test
  void aLossyLinkCostsConnectionsUntilItIsHealed() {
    FaultAction loss =
        site.links("loss", Map.of("lossPercent", 40L, "lifeMillis", 300L), site.leader());
    assertProven(site.inject(loss));
    site.pass(4 * SECOND);
    Evidence healed = site.heal(loss);
    assertProven(healed);
    assertThat((long) healed.details().getOrDefault("connectionsLost", 0L)).isGreaterThan(2);
    long lost = site.ensemble.network().connectionsLost();
    site.assertWell();
    assertThat(site.ensemble.network().connectionsLost()).isEqualTo(lost);
  }

  @Test
  void aDelayAndAResetAreSeenAndGoneAgain() {
    FaultAction delay = site.links("delay", Map.of("delayMillis", 100L), "n1");
    assertProven(site.inject(delay));
    assertProven(site.heal(delay));
    FaultAction reset = site.links("reset", Map.of(), site.leader());
    assertProven(site.inject(reset));
    assertProven(site.heal(reset));
    site.assertWell();
  }

  @Test
  void aKilledNodeIsBootedByTheLastFaultThatKeepsItDown() {
    FaultAction first = site.nodes("kill", Map.of(), "n1");
    FaultAction second = site.nodes("kill", Map.of(), "n1", "n2");
    assertProven(site.inject(first));
    assertProven(site.inject(second));
    assertProven(site.heal(first));
    assertThat(site.node("n1").up()).isFalse();
    Evidence healed = site.heal(second);
    assertProven(healed);
    assertThat(healed.proof()).isEqualTo("n1 runs again, n2 runs again");
    assertThat(site.lifeOf("n1")).containsExactly("died", "started");
    site.assertWell();
  }

  @Test
  void aPowerLossOfAllLosesNothingThatWasAcknowledged() {
    for (int round = 0; round < 5; round++) {
      FaultAction off = site.nodes("power-loss", Map.of(), "n1", "n2", "n3");
      assertProven(site.inject(off));
      assertThat(site.ensemble.network().isDark("n2")).isTrue();
      site.pass(SECOND);
      assertProven(site.heal(off));
      assertThat(site.ensemble.network().isDark("n2")).isFalse();
      site.assertWell();
    }
  }

  @Test
  void afterAPowerLossSomeNodesMayComeBackBeforeTheOthers() {
    FaultAction off = site.nodes("power-loss", Map.of(), "n1", "n2", "n3");
    assertProven(site.inject(off));
    FaultAction some =
        new FaultAction(off.id(), off.kind(), List.of("n2", "n3"), List.of(), Map.of());
    assertProven(site.heal(some));
    assertThat(site.node("n1").up()).isFalse();
    assertThat(site.node("n2").up()).isTrue();
    assertProven(site.heal(off));
    site.assertWell();
  }

  @Test
  void aNodeThatIsDownLosesUnsyncedBytesAllTheSameWhenItsPowerGoes() {
    FaultAction kill = site.nodes("kill", Map.of(), "n1");
    assertProven(site.inject(kill));
    site.node("n1").simDisk().append("notes", new byte[1]);
    for (int i = 0; i < 20; i++) {
      site.node("n1").simDisk().append("notes" + i, new byte[1]);
    }
    FaultAction off = site.nodes("power-loss", Map.of(), "n1");
    assertProven(site.inject(off));
    assertThat(site.node("n1").simDisk().list().stream().filter(f -> f.startsWith("notes")))
        .hasSizeBetween(1, 20);
    assertProven(site.heal(kill));
    assertThat(site.node("n1").up()).isFalse();
    assertProven(site.heal(off));
    assertThat(site.lifeOf("n1")).containsExactly("died", "started");
  }

  @Test
  void aPausedNodeDoesNothingUntilTheLastPauseEnds() {
    FaultAction first = site.nodes("pause", Map.of(), "n1");
    FaultAction second = site.nodes("pause", Map.of(), "n1");
    assertProven(site.inject(first));
    assertProven(site.inject(second));
    assertThat(site.node("n1").status()).isNull();
    assertProven(site.heal(second));
    site.pass(2 * SECOND);
    assertThat(site.node("n1").status()).isNull();
    assertProven(site.heal(first));
    assertThat(site.node("n1").status()).isNotNull();
    site.assertWell();
  }

  @Test
  void aPauseWaitsForANodeThatIsDown() {
    FaultAction kill = site.nodes("kill", Map.of(), "n1");
    assertProven(site.inject(kill));
    FaultAction pause = site.nodes("pause", Map.of(), "n1");
    Evidence[] answer = new Evidence[1];
    site.cluster.inject(pause, evidence -> answer[0] = evidence);
    site.pass(SECOND);
    assertThat(answer[0]).isNull();
    assertProven(site.heal(kill));
    site.until(() -> answer[0] != null);
    assertProven(answer[0]);
    assertThat(site.node("n1").paused()).isTrue();
    assertProven(site.heal(pause));
    site.assertWell();
  }

  @Test
  void aPauseThatNeverFoundItsNodeIsNotProven() {
    FaultAction kill = site.nodes("kill", Map.of(), "n1");
    assertProven(site.inject(kill));
    FaultAction pause = site.nodes("pause", Map.of(), "n1");
    Evidence[] answer = new Evidence[1];
    site.cluster.inject(pause, evidence -> answer[0] = evidence);
    site.pass(SECOND);
    assertProven(site.heal(pause));
    site.until(() -> answer[0] != null);
    assertNotProven(answer[0]);
    assertProven(site.heal(kill));
    site.assertWell();
    assertThat(site.node("n1").paused()).isFalse();
  }

  @Test
  void wallClocksJumpForwardOrBackAndThenBackAgain() {
    for (String kind : List.of("clock-jump", "clock-skew")) {
      for (long offset : List.of(3_600_000L, -3_600_000L)) {
        long before = wallAhead("n1");
        FaultAction jump = site.nodes(kind, Map.of("offsetMillis", offset), "n1", "n3");
        assertProven(site.inject(jump));
        assertThat(wallAhead("n1") - before).isEqualTo(offset);
        site.pass(2 * SECOND);
        assertProven(site.heal(jump));
        assertThat(wallAhead("n1")).isEqualTo(before);
        site.assertWell();
      }
    }
  }

  /** By how much a node's wall clock is ahead of one that nobody touches. */
  private long wallAhead(String node) {
    return site.node(node).clock().wallMillis() - site.node("n2").clock().wallMillis();
  }

  @Test
  void aMonotonicClockDriftsUntilItIsHealed() {
    FaultAction drift = site.nodes("clock-drift", Map.of("ratePermille", 900L), "n1");
    long before = site.node("n1").clock().nanos() - site.world.now();
    Evidence begun = site.inject(drift);
    assertProven(begun);
    assertThat(begun.proof()).isEqualTo("the clock of n1 runs at 0.900 of true time");
    site.pass(10 * SECOND);
    assertProven(site.heal(drift));
    long behind = before - (site.node("n1").clock().nanos() - site.world.now());
    assertThat(behind).isBetween(SECOND, SECOND + SECOND / 10);
    site.assertWell();
  }
}
