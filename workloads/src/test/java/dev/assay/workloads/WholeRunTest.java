package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeRunTest {
  private static final long SECOND = 1_000_000_000;

  private final VirtualRun run = new VirtualRun();
  private final List<Entry> history = run.history;
  private final FakeService service = run.service;

  @ParameterizedTest
  @ValueSource(strings = {"register", "register-local", "set", "counter", "queue", "append"})
  void aCorrectServiceIsValidAndEveryKindSucceeds(String name) {
    run.run(name, 1);
    Judgement judgement = run.judge(name);
    assertThat(judgement.verdict()).as(judgement.reason()).isEqualTo(Verdict.VALID);
    for (String kind : Workloads.named(name).kinds()) {
      assertThat(run.completed(kind, EntryType.OK)).as(kind).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "register-local", "set", "counter", "queue", "append"})
  void aCorrectServiceWithLostRepliesIsValidToo(String name) {
    for (long seed = 1; seed <= 3; seed++) {
      VirtualRun fresh = new VirtualRun();
      fresh.service.loseEvery = 200;
      fresh.service.refuseEvery = 200;
      fresh.run(name, seed);
      Judgement judgement = fresh.judge(name);
      assertThat(judgement.verdict())
          .as("seed %d: %s", seed, judgement.reason())
          .isEqualTo(Verdict.VALID);
      assertThat(fresh.history.stream().filter(entry -> entry.type() == EntryType.INFO))
          .isNotEmpty();
    }
  }

  /** What would happen if the paths were not the run's own. */
  @Test
  void aSecondRunInTheSameScopeIsNotMistakenForTheFirst() {
    run.run("set", 1);
    history.clear();
    run.run("set", 2);
    assertThat(run.judge("set").verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void sameSeedGivesTheSameHistoryToTheByte() {
    service.loseEvery = 300;
    run.run("register", 5);
    String first = run.text();
    VirtualRun other = new VirtualRun();
    other.service.loseEvery = 300;
    other.run("register", 5);
    assertThat(other.text()).isEqualTo(first);
  }

  @Test
  void staleReadsAreFoundInRegisters() {
    service.staleNanos = SECOND / 100;
    run.run("register", 1);
    assertThat(run.judge("register").verdict()).isEqualTo(Verdict.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "append"})
  void staleReadsAndLostWritesAreFoundInCountersAndLists(String name) {
    service.staleNanos = SECOND / 100;
    run.run(name, 1);
    assertThat(run.judge(name).verdict()).isEqualTo(Verdict.INVALID);
    VirtualRun other = new VirtualRun();
    other.service.forgetEvery = 20;
    other.run(name, 1);
    assertThat(other.judge(name).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void aQueueIsDrainedAtTheEnd() {
    run.run("queue", 1);
    assertThat(history.stream().filter(entry -> entry.f().equals("enqueue")))
        .hasSizeGreaterThan(500);
    assertThat(run.completed("dequeue", EntryType.OK))
        .isGreaterThan(run.completed("enqueue", EntryType.OK));
  }

  @Test
  void lostWritesAreFoundInRegisters() {
    service.forgetEvery = 20;
    run.run("register", 1);
    assertThat(run.judge("register").verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void lostElementsAreFoundInSets() {
    service.forgetEvery = 500;
    run.run("set", 1);
    assertThat(run.judge("set").verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void readsEveryKeyOnEveryNodeAtTheEnd() {
    run.run("register", 1);
    long finalPhase = Events.finalPhase(history);
    List<String> all =
        history.stream()
            .filter(entry -> entry.index() < finalPhase && entry.key() != null)
            .map(entry -> String.valueOf(entry.key()))
            .distinct()
            .toList();
    List<String> read =
        history.stream()
            .filter(entry -> entry.index() > finalPhase && entry.type() == EntryType.OK)
            .map(entry -> entry.key() + " on " + entry.node())
            .toList();
    assertThat(all).hasSizeGreaterThan(5);
    assertThat(read).hasSize(3 * all.size()).doesNotHaveDuplicates();
  }

  @Test
  void allNodesLiveUnderTheScope() {
    run.run("set", 1);
    assertThat(service.requestedPaths).allMatch(path -> (path + "/").startsWith("/assay/"));
    assertThat(service.requestedPaths.stream().filter(path -> !path.equals("/assay")))
        .allMatch(path -> (path + "/").startsWith("/assay/run/"));
  }

  @Test
  void manyCompareAndSetsSucceedAndSomeFailRightly() {
    run.run("register", 1);
    assertThat(run.completed("cas", EntryType.OK))
        .isGreaterThan(run.completed("cas", EntryType.FAIL) / 4);
    assertThat(
            history.stream()
                .filter(entry -> entry.type() == EntryType.FAIL)
                .map(entry -> String.valueOf(entry.error())))
        .isNotEmpty()
        .allMatch("mismatch"::equals);
  }

  @Test
  void noValueIsWrittenTwiceToOneKey() {
    run.run("register", 1);
    List<String> written =
        history.stream()
            .filter(entry -> entry.type() == EntryType.INVOKE && entry.value() != null)
            .map(entry -> {
              Object value = entry.value() instanceof List<?> pair ? pair.getLast() : entry.value();
              return entry.key() + " " + value;
            })
            .toList();
    assertThat(written).hasSizeGreaterThan(1_000).doesNotHaveDuplicates();
  }

  @Test
  void readsOfASetAreFewInTheMainPhase() {
    run.run("set", 1);
    assertThat(run.completed("read", EntryType.OK)).isBetween(5L, 20L);
    assertThat(run.completed("add", EntryType.OK)).isGreaterThan(1_000);
  }
}
