package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of the workloads about sessions: bursts, watches, ephemeral nodes. */
class SessionRunTest {
  private static final double RATE = 300;

  private final VirtualRun run = new VirtualRun();

  private static void assertValid(VirtualRun done, String name, long seed) {
    Judgement judgement = done.judge(name);
    assertThat(judgement.verdict())
        .as("seed %d: %s", seed, judgement.reason())
        .isEqualTo(Verdict.VALID);
  }

  private List<Entry> events(String f) {
    return run.history.stream()
        .filter(entry -> entry.type() == EntryType.EVENT && entry.f().equals(f))
        .toList();
  }

  private static String state(Entry event) {
    return event.value() instanceof Map<?, ?> value ? String.valueOf(value.get("state")) : "";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"session", "watch", "ephemeral", "election", "config", "membership", "barrier"})
  void aCorrectServiceIsValidInAClosedLoopAndAtARate(String name) {
    run.run(name, 1);
    assertValid(run, name, 1);
    for (String kind : Workloads.named(name).kinds()) {
      assertThat(run.completed(kind, EntryType.OK)).as(kind).isPositive();
    }
    VirtualRun slow = new VirtualRun();
    slow.run(name, RATE, 2);
    assertValid(slow, name, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"session", "watch", "ephemeral", "election", "config", "membership", "barrier"})
  void lostConnectionsAndSessionsAreNoViolation(String name) {
    for (long seed = 1; seed <= 3; seed++) {
      VirtualRun fresh = new VirtualRun();
      fresh.service.loseEvery = 100;
      fresh.service.refuseEvery = 200;
      fresh.service.expireEvery = List.of("ephemeral", "membership").contains(name) ? 0 : 4;
      fresh.run(name, RATE, seed);
      assertValid(fresh, name, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"session", "watch", "ephemeral", "election", "config", "membership", "barrier"})
  void theSameSeedGivesTheSameHistoryToTheByte(String name) {
    VirtualRun other = new VirtualRun();
    for (VirtualRun each : List.of(run, other)) {
      each.service.loseEvery = 100;
      each.service.expireEvery = 4;
      each.run(name, RATE, 5);
    }
    assertThat(other.text()).isEqualTo(run.text());
  }

  @Test
  void everyEventOfASessionIsWrittenDown() {
    run.service.loseEvery = 50;
    run.service.expireEvery = 4;
    run.run("session", RATE, 1);
    assertThat(events("session").stream().map(SessionRunTest::state))
        .contains("connected", "disconnected", "expired");
    assertThat(events("session")).allMatch(event -> event.session() != null);
  }

  @Test
  void staleReadsAreFoundInBursts() {
    run.service.staleNanos = 10_000_000;
    run.run("session", RATE, 1);
    assertThat(run.judge("session").verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void eventsThatAreNotToldAreFoundInWatches() {
    run.service.missEvery = 20;
    run.run("watch", RATE, 1);
    Judgement judgement = run.judge("watch");
    assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(judgement.guarantees().getFirst().anomaly()).isEqualTo("missed");
  }

  @Test
  void manyEventsAreLookedAfter() {
    run.run("watch", RATE, 1);
    assertThat(events("watch")).hasSizeGreaterThan(300);
    assertThat(events("watch").stream().map(event -> String.valueOf(event.value())).distinct())
        .hasSize(3);
  }

  @Test
  void ownersComeAndGoAndEveryNodeIsListedTwiceAtTheEnd() {
    run.service.loseEvery = 100;
    run.run("ephemeral", RATE, 1);
    for (String kind : Workloads.named("ephemeral").kinds()) {
      assertThat(run.completed(kind, EntryType.OK)).as(kind).isPositive();
    }
    long finalPhase = Events.finalPhase(run.history);
    List<Entry> lists =
        run.history.stream()
            .filter(entry -> entry.index() > finalPhase && entry.type() == EntryType.OK)
            .toList();
    assertThat(lists).hasSize(6).allMatch(entry -> entry.f().equals("list"));
    assertThat(lists.subList(3, 6)).allMatch(entry -> List.of().equals(entry.value()));
    assertThat(lists.get(3).time() - lists.get(2).time()).isGreaterThan(7_000_000_000L);
  }

  @Test
  void aSessionThatExpiresAtOnceIsFound() {
    run.service.loseEvery = 50;
    run.service.expireEvery = 4;
    run.run("ephemeral", RATE, 1);
    assertThat(run.judge("ephemeral").guarantees().getFirst().anomaly()).isEqualTo("expired-early");
  }

  @Test
  void whatSurvivesItsSessionIsFoundAndStillThereAtTheEnd() {
    run.service.keepsEphemerals = true;
    run.run("ephemeral", RATE, 1);
    Judgement judgement = run.judge("ephemeral");
    assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(judgement.guarantees().getFirst().anomaly()).isEqualTo("survives");
    assertThat(
            run.history.reversed().stream().filter(entry -> entry.type() == EntryType.OK).limit(3))
        .allMatch(entry -> entry.value() instanceof List<?> left && !left.isEmpty());
  }

  @Test
  void aLeaderWhoseSessionEndsIsFollowedByOneOfALaterEpoch() {
    run.service.loseEvery = 60;
    run.service.expireEvery = 3;
    run.run("election", RATE, 1);
    assertValid(run, "election", 1);
    assertThat(events("session").stream().map(SessionRunTest::state)).contains("expired");
  }

  @Test
  void nobodyLeadsWhileTheNodeOfAnEndedSessionStays() {
    run.service.keepsEphemerals = true;
    run.service.loseEvery = 60;
    run.service.expireEvery = 3;
    run.run("election", RATE, 1);
    assertThat(run.judge("election").verdict()).isNotEqualTo(Verdict.INVALID);
  }

  @Test
  void missedEventsAndStaleReadsAreFoundInConfiguration() {
    run.service.missEvery = 20;
    run.run("config", RATE, 1);
    assertThat(run.judge("config").guarantees().getFirst().anomaly()).isEqualTo("missed");
    VirtualRun other = new VirtualRun();
    other.service.staleNanos = 200_000_000;
    other.run("config", RATE, 1);
    assertThat(other.judge("config").guarantees().get(1).anomaly()).isIn("went-back", "stale");
  }

  @Test
  void everyNodeSeesTheLastChangeOfEveryKey() {
    run.run("config", RATE, 1);
    long finalPhase = Events.finalPhase(run.history);
    List<Entry> last =
        run.history.stream()
            .filter(entry -> entry.index() > finalPhase && entry.type() == EntryType.OK)
            .toList();
    assertThat(last).hasSize(9 + 3 + 9);
    assertThat(last.subList(12, 21))
        .allMatch(entry ->
            entry.value() instanceof Map<?, ?> value
                && value.get("value") instanceof Long number
                && number < 0);
    assertThat(events("watch").stream().filter(event -> event.index() > finalPhase)).hasSize(9);
  }

  @Test
  void membersWhoseSessionEndedAreLookedForInEachGroup() {
    run.service.keepsEphemerals = true;
    run.run("membership", RATE, 1);
    Judgement judgement = run.judge("membership");
    assertThat(judgement.guarantees().getFirst().anomaly()).isEqualTo("survives");
  }

  @Test
  void aRoundEndsThoughAPartyIsLost() {
    run.service.loseEvery = 40;
    run.service.expireEvery = 2;
    run.run("barrier", RATE, 1);
    assertValid(run, "barrier", 1);
    Set<String> rounds =
        run.history.stream()
            .map(entry -> String.valueOf(entry.key()))
            .filter(key -> key.startsWith("b0-"))
            .collect(Collectors.toSet());
    assertThat(rounds).hasSizeGreaterThan(3);
  }
}
