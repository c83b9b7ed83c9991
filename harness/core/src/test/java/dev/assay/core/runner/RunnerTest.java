package dev.assay.core.runner;

import static dev.assay.core.runner.World.MILLI;
import static dev.assay.core.runner.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.HistorySink;
import dev.assay.core.run.OutputException;
import dev.assay.core.spi.Cluster.NodeEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunnerTest {
  private static final RunnerSettings TEN_SECONDS = RunnerSettings.of(10_000, 5_000);

  /** Pairs all operations; throws when the history contradicts itself. */
  private static List<OperationRecord> wellFormed(World world) {
    List<OperationRecord> operations = Operations.pair(world.history);
    for (int i = 0; i < world.history.size(); i++) {
      assertThat(world.history.get(i).index()).isEqualTo(i);
      assertThat(world.history.get(i).time())
          .isGreaterThanOrEqualTo(i == 0 ? 0 : world.history.get(i - 1).time());
    }
    assertThat(operations).allMatch(operation -> operation.completion() != null);
    return operations;
  }

  private static List<Entry> nemesisLines(World world) {
    return world.history.stream()
        .filter(entry -> entry.actor() instanceof Actor.Nemesis)
        .filter(entry -> entry.type() != EntryType.EVENT)
        .toList();
  }

  @Test
  void goesThroughAllStagesAndWritesAWellFormedHistory() {
    World world = new World(1);
    world.silentlyLost = 0.02;
    world.plan = World.faults(4);
    assertThat(world.run(TEN_SECONDS, 60 * SECOND)).isEqualTo(new RunEnd.Completed());
    List<OperationRecord> operations = wellFormed(world);
    assertThat(operations.size()).isGreaterThan(10_000);
    assertThat(world.events().stream().filter(event -> !event.equals("leader")))
        .containsExactly(
            "run", "phase set-up", "phase main", "healed", "serving", "phase final", "end");
    assertThat(world.counts().get(EntryType.OK)).isGreaterThan(9_000);
  }

  @Test
  void sameSeedGivesTheSameHistoryToTheByte() {
    World first = new World(7);
    World second = new World(7);
    World other = new World(8);
    for (World world : List.of(first, second, other)) {
      world.plan = World.faults(3);
      RunEnd _ = world.run(RunnerSettings.of(4_000, 5_000), 60 * SECOND);
    }
    assertThat(first.text()).isEqualTo(second.text());
    assertThat(first.text()).isNotEqualTo(other.text());
  }

  @Test
  void thousandsOfVirtualSecondsPassInMoments() {
    World world = new World(3);
    world.rate = 5;
    long before = System.nanoTime();
    RunEnd _ = world.run(RunnerSettings.of(3_000_000, 5_000), 4_000 * SECOND);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    assertThat(world.history.getLast().time()).isGreaterThan(2_999 * SECOND);
    assertThat(world.counts().get(EntryType.INVOKE)).isBetween(14_000L, 16_000L);
  }

  @Test
  void concurrencyCountsClientsOnlyAndProcessesKeepTheirNode() {
    World world = new World(4);
    RunEnd _ = world.run(TEN_SECONDS, 60 * SECOND);
    long finalPhase = Events.finalPhase(world.history);
    for (Entry entry : world.history) {
      if (entry.actor() instanceof Actor.Client(int process) && entry.index() < finalPhase) {
        assertThat(entry.node()).isEqualTo(World.NODES.get(process % 10 % 3));
      }
    }
  }

  @Test
  void readsEveryNodeByNewProcessesAfterHealing() {
    World world = new World(5);
    RunEnd _ = world.run(TEN_SECONDS, 60 * SECOND);
    long finalPhase = Events.finalPhase(world.history);
    int highest = -1;
    for (OperationRecord operation : Operations.ofClients(world.history)) {
      int process = ((Actor.Client) operation.invoke().actor()).number();
      if (operation.invoke().index() < finalPhase) {
        highest = Math.max(highest, process);
      } else {
        assertThat(process).isGreaterThan(highest);
      }
    }
    assertThat(
            Operations.ofClients(world.history).stream()
                .filter(operation -> operation.invoke().index() > finalPhase)
                .filter(operation -> operation.outcome() == EntryType.OK)
                .map(OperationRecord::node))
        .containsExactlyInAnyOrder("n1", "n2", "n3");
  }

  @Test
  void noProcessIsUsedAgainAfterInfo() {
    World world = new World(6);
    RunEnd _ = world.run(TEN_SECONDS, 60 * SECOND);
    Set<Actor> gone = new HashSet<>();
    for (OperationRecord operation : Operations.ofClients(world.history)) {
      assertThat(gone).doesNotContain(operation.invoke().actor());
      if (operation.outcome() == EntryType.INFO) {
        gone.add(operation.invoke().actor());
      }
    }
    assertThat(gone).isNotEmpty();
  }

  @Test
  void writesEachFaultWithItsEvidence() {
    World world = new World(1);
    world.plan = World.faults(2);
    RunEnd _ = world.run(TEN_SECONDS, 60 * SECOND);
    List<Entry> lines = nemesisLines(world);
    assertThat(lines).hasSize(8);
    assertThat(lines.get(0).type()).isEqualTo(EntryType.INVOKE);
    assertThat(lines.get(0).value())
        .isEqualTo(Map.of("fault", 0L, "phase", "begin", "durationMillis", 500L, "size", 1L));
    assertThat(lines.get(1).type()).isEqualTo(EntryType.INFO);
    assertThat(lines.get(1).op()).isEqualTo(lines.get(0).op());
    assertThat(lines.get(1).value())
        .isEqualTo(
            Map.of(
                "fault", 0L, "phase", "begin", "applied", true, "proven", true, "proof", "seen",
                "n", 3L));
    long firstOperation = Operations.ofClients(world.history).getFirst().invoke().time();
    assertThat(lines.get(0).time()).isEqualTo(firstOperation + SECOND);
    assertThat(world.nemesis.calls).containsExactly("begin 0", "end 0", "begin 1", "end 1");
  }

  @Test
  void endsAFaultThatIsStillActiveBeforeItSaysHealed() {
    World world = new World(1);
    world.plan = List.of(new PlannedFault(0, "pause", 2 * SECOND, 100 * SECOND, Map.of()));
    RunEnd _ = world.run(TEN_SECONDS, 60 * SECOND);
    assertThat(world.nemesis.calls).containsExactly("begin 0", "end 0");
    Entry healed = Events.of(world.history, Events.HEALED).findFirst().orElseThrow();
    assertThat(healed.index()).isGreaterThan(nemesisLines(world).getLast().index());
  }

  @Test
  void writesEachLeaderOnce() {
    World world = new World(1);
    world.plan = World.faults(3);
    RunEnd _ = world.run(TEN_SECONDS, 60 * SECOND);
    List<Entry> leaders = Events.of(world.history, Events.LEADER).toList();
    assertThat(leaders).hasSize(4);
    assertThat(leaders.getFirst().actor()).isEqualTo(new Actor.Node("n1"));
    assertThat(leaders.getFirst().value()).isEqualTo(Map.of("node", "n1", "epoch", 1L));
    assertThat(leaders.stream().map(Entry::value)).doesNotHaveDuplicates();
  }

  @Test
  void writesWhatHappensToNodes() {
    World world = new World(1);
    world.driver.at(
        2 * SECOND, () -> world.cluster.tell(new NodeEvent("n2", "died", false, "exit 1")));
    RunEnd _ = world.run(TEN_SECONDS, 60 * SECOND);
    Entry died = Events.of(world.history, Events.DIED).findFirst().orElseThrow();
    assertThat(died.actor()).isEqualTo(new Actor.Node("n2"));
    assertThat(died.value()).isEqualTo(Map.of("provoked", false, "detail", "exit 1"));
  }

  @Test
  void clientsThatHangEndInTimeAsUnknown() {
    World world = new World(1);
    world.clientsHang = true;
    assertThat(world.run(TEN_SECONDS, 70 * SECOND)).isEqualTo(new RunEnd.Completed());
    wellFormed(world);
    assertThat(world.counts()).doesNotContainKey(EntryType.OK);
    assertThat(world.history.stream().filter(entry -> entry.type() == EntryType.INFO))
        .allMatch(entry -> "timeout".equals(entry.error()));
  }

  @Test
  void clientsThatThrowCompleteAsUnknownAndDoNotSpin() {
    World world = new World(1);
    world.clientsThrow = true;
    assertThat(world.run(TEN_SECONDS, 70 * SECOND)).isEqualTo(new RunEnd.Completed());
    wellFormed(world);
    assertThat(world.counts()).doesNotContainKeys(EntryType.OK, EntryType.FAIL);
    assertThat(world.counts().get(EntryType.INFO)).isBetween(10L, 2_000L);
  }

  @Test
  void clientsThatCannotBeOpenedFailAndDoNotSpin() {
    World world = new World(1);
    world.silentlyLost = 0;
    world.driver.at(2 * SECOND, () -> world.factoryThrows = true);
    world.driver.at(4 * SECOND, () -> world.factoryThrows = false);
    world.lost = 0.1;
    assertThat(world.run(TEN_SECONDS, 60 * SECOND)).isEqualTo(new RunEnd.Completed());
    List<OperationRecord> failed =
        wellFormed(world).stream().filter(each -> each.outcome() == EntryType.FAIL).toList();
    assertThat(failed.size()).isBetween(10, 1_000);
    assertThat(failed).allMatch(each -> String.valueOf(each.completion()).contains("no client"));
  }

  @Test
  void everyClientThatWasOpenedIsClosed() {
    World world = new World(2);
    world.lost = 0.1;
    RunEnd _ = world.run(TEN_SECONDS, 60 * SECOND);
    assertThat(world.opened).isGreaterThan(20);
    assertThat(world.closed).isEqualTo(world.opened);
  }

  @Test
  void aNemesisThatHangsEndsInTimeAsUnknown() {
    World world = new World(1);
    world.nemesis.hangs = true;
    world.plan = World.faults(2);
    assertThat(world.run(TEN_SECONDS, 120 * SECOND)).isEqualTo(new RunEnd.Completed());
    wellFormed(world);
    assertThat(nemesisLines(world)).hasSize(8);
    assertThat(nemesisLines(world).stream().filter(line -> line.type() == EntryType.INFO))
        .allMatch(line -> "timeout".equals(line.error()));
    assertThat(world.nemesis.calls).contains("end 0", "end 1");
  }

  @Test
  void aNemesisThatThrowsIsWrittenDownAndEndedAllTheSame() {
    World world = new World(1);
    world.nemesis.throwsAtBegin = true;
    world.plan = World.faults(1);
    assertThat(world.run(TEN_SECONDS, 60 * SECOND)).isEqualTo(new RunEnd.Completed());
    assertThat(nemesisLines(world).get(1).error()).contains("no such thing");
    assertThat(world.nemesis.calls).containsExactly("begin 0", "end 0");
  }

  @Test
  void goesOnWithoutServingWhenTheTimeToRecoverIsOver() {
    World world = new World(1);
    world.driver.at(9 * SECOND, () -> world.cluster.leader = "nobody");
    assertThat(world.run(TEN_SECONDS, 60 * SECOND)).isEqualTo(new RunEnd.Completed());
    assertThat(world.events()).contains("healed", "phase final", "end").doesNotContain("serving");
  }

  @Test
  void nodesThatNeverAnswerDoNotHangTheRun() {
    World world = new World(1);
    world.driver.at(5 * SECOND, () -> world.cluster.statusHangs = true);
    assertThat(world.run(TEN_SECONDS, 60 * SECOND)).isEqualTo(new RunEnd.Completed());
    assertThat(world.events()).doesNotContain("serving");
  }

  @Test
  void aClusterThatDoesNotStartEndsTheRunWithTheReason() {
    World world = new World(1);
    world.cluster.problem = "n2 did not start: port in use";
    assertThat(world.run(TEN_SECONDS, 60 * SECOND))
        .isEqualTo(new RunEnd.NotStarted("n2 did not start: port in use"));
    World hanging = new World(1);
    hanging.cluster.startHangs = true;
    assertThat(hanging.run(TEN_SECONDS, 100 * SECOND)).isInstanceOf(RunEnd.NotStarted.class);
    World silent = new World(1);
    silent.cluster.statusHangs = true;
    RunEnd end = silent.run(TEN_SECONDS, 100 * SECOND);
    assertThat(end.toString()).contains("did not serve within 60 s").contains("n1: no answer");
  }

  @Test
  void anInterruptKeepsAValidHistoryAndHeals() {
    World world = new World(1);
    world.plan = List.of(World.faults(1).getFirst());
    Runner runner = world.runner(TEN_SECONDS);
    CompletableFuture<RunEnd> end = runner.start();
    boolean _ = world.driver.runUntil(() -> false, 1_300 * MILLI);
    runner.cancel();
    assertThat(world.driver.runUntil(end::isDone, 10 * SECOND)).isTrue();
    assertThat(end.join()).isEqualTo(new RunEnd.Interrupted());
    wellFormed(world);
    assertThat(world.events()).contains("interrupted").doesNotContain("end", "healed");
    assertThat(world.nemesis.calls).containsExactly("begin 0", "end 0");
    assertThat(world.closed).isEqualTo(world.opened);
    assertThat(world.driver.now()).isLessThan(2 * SECOND);
  }

  @Test
  void anInterruptEndsInTimeAlsoWhenHealingHangsAndASecondOneAtOnce() {
    for (int cancels = 1; cancels <= 2; cancels++) {
      World world = new World(1);
      world.plan = World.faults(1);
      world.nemesis.hangs = true;
      Runner runner = world.runner(TEN_SECONDS);
      CompletableFuture<RunEnd> end = runner.start();
      boolean _ = world.driver.runUntil(() -> false, 3 * SECOND);
      for (int i = 0; i < cancels; i++) {
        runner.cancel();
      }
      assertThat(world.driver.runUntil(end::isDone, 9 * SECOND)).isTrue();
      assertThat(world.driver.now() < 4 * SECOND).isEqualTo(cancels == 2);
      List<OperationRecord> _ = Operations.pair(world.history);
    }
  }

  @Test
  void aHistoryThatCannotBeWrittenEndsTheRunWithThatException() {
    World world = new World(1);
    RunnerSettings settings = TEN_SECONDS;
    Runner runner = world.runner(settings, new FullDisk(1_000));
    CompletableFuture<RunEnd> end = runner.start();
    assertThat(world.driver.runUntil(end::isDone, 60 * SECOND)).isTrue();
    assertThatThrownBy(end::join).hasCauseInstanceOf(OutputException.class);
    assertThat(world.closed).isEqualTo(world.opened);
  }

  private static final class FullDisk implements HistorySink {
    private int left;

    private FullDisk(int left) {
      this.left = left;
    }

    @Override
    public void append(Entry entry) {
      if (left-- == 0) {
        throw new OutputException("no space left", new IOException("no space left"));
      }
    }
  }
}
