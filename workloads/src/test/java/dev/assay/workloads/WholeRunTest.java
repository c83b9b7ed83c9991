package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import dev.assay.core.runner.Parts;
import dev.assay.core.runner.RunEnd;
import dev.assay.core.runner.Runner;
import dev.assay.core.runner.RunnerSettings;
import dev.assay.core.runner.SessionClients;
import dev.assay.core.runner.VirtualTimeDriver;
import dev.assay.core.spi.Nemesis;
import dev.assay.core.spi.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeRunTest {
  private static final long SECOND = 1_000_000_000;

  private final VirtualTimeDriver driver = new VirtualTimeDriver();
  private final List<Entry> history = new ArrayList<>();
  private final FakeService service = new FakeService(driver, 11);

  private static final class NoNemesis implements Nemesis {
    @Override
    public void begin(PlannedFault fault, Consumer<Map<String, Object>> done) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void end(PlannedFault fault, Consumer<Map<String, Object>> done) {
      throw new UnsupportedOperationException();
    }
  }

  private void run(String name, long seed) {
    Workload workload = Workloads.named(name);
    RunSpec spec = new RunSpec("fake", "sim", 3, name, List.of(), 10, 0, 5_000, seed, "", Map.of());
    Parts parts =
        new Parts(
            spec,
            List.of(),
            driver,
            new QuietCluster(driver),
            new NoNemesis(),
            workload,
            new SessionClients(workload, service),
            history::add);
    CompletableFuture<RunEnd> end = new Runner(parts, RunnerSettings.of(5_000, 5_000)).start();
    assertThat(driver.runUntil(end::isDone, 60 * SECOND)).isTrue();
    assertThat(end.join()).isEqualTo(new RunEnd.Completed());
  }

  private Judgement judge(String name) {
    return Judge.judge(history, WorkloadCheckers.of(name).orElseThrow(), Limits.DEFAULT);
  }

  private long completed(String f, EntryType type) {
    return history.stream().filter(entry -> entry.f().equals(f) && entry.type() == type).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "register-local", "set"})
  void aCorrectServiceIsValidAndEveryKindSucceeds(String name) {
    run(name, 1);
    Judgement judgement = judge(name);
    assertThat(judgement.verdict()).as(judgement.reason()).isEqualTo(Verdict.VALID);
    for (String kind : Workloads.named(name).kinds()) {
      assertThat(completed(kind, EntryType.OK)).as(kind).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "register-local", "set"})
  void aCorrectServiceWithLostRepliesIsValidToo(String name) {
    for (long seed = 1; seed <= 3; seed++) {
      WholeRunTest fresh = new WholeRunTest();
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
    run("set", 1);
    history.clear();
    run("set", 2);
    assertThat(judge("set").verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void sameSeedGivesTheSameHistoryToTheByte() {
    service.loseEvery = 300;
    run("register", 5);
    String first = String.join("\n", history.stream().map(EntryJson::toLine).toList());
    WholeRunTest other = new WholeRunTest();
    other.service.loseEvery = 300;
    other.run("register", 5);
    assertThat(String.join("\n", other.history.stream().map(EntryJson::toLine).toList()))
        .isEqualTo(first);
  }

  @Test
  void staleReadsAreFoundInRegisters() {
    service.staleNanos = SECOND / 100;
    run("register", 1);
    assertThat(judge("register").verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void lostWritesAreFoundInRegisters() {
    service.forgetEvery = 20;
    run("register", 1);
    assertThat(judge("register").verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void lostElementsAreFoundInSets() {
    service.forgetEvery = 500;
    run("set", 1);
    assertThat(judge("set").verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void readsEveryKeyOnEveryNodeAtTheEnd() {
    run("register", 1);
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
    run("set", 1);
    assertThat(service.requestedPaths).allMatch(path -> (path + "/").startsWith("/assay/"));
    assertThat(service.requestedPaths.stream().filter(path -> !path.equals("/assay")))
        .allMatch(path -> (path + "/").startsWith("/assay/run/"));
  }

  @Test
  void manyCompareAndSetsSucceedAndSomeFailRightly() {
    run("register", 1);
    assertThat(completed("cas", EntryType.OK)).isGreaterThan(completed("cas", EntryType.FAIL) / 4);
    assertThat(
            history.stream()
                .filter(entry -> entry.type() == EntryType.FAIL)
                .map(entry -> String.valueOf(entry.error())))
        .isNotEmpty()
        .allMatch("mismatch"::equals);
  }

  @Test
  void noValueIsWrittenTwiceToOneKey() {
    run("register", 1);
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
    run("set", 1);
    assertThat(completed("read", EntryType.OK)).isBetween(5L, 20L);
    assertThat(completed("add", EntryType.OK)).isGreaterThan(1_000);
  }
}
