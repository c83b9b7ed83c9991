package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.judge.OperationTally;
import dev.assay.checker.judge.OperationTally.Outcomes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunHistoryTest {
  @Test
  void pairsByTheOperationsIdWhenASessionHasSeveralOpen() {
    RunHistory history =
        RunHistory.of(
            new Lines()
                .invoke(1, 0, "write", 1, 1L)
                .invoke(2, 0, "write", 2, 2L)
                .complete(3, EntryType.OK, 0, "write", 1, 1L)
                .complete(5, EntryType.FAIL, 0, "write", 2, 2L)
                .history());
    assertThat(history.operations())
        .extracting(Operation::outcome)
        .containsExactly(EntryType.OK, EntryType.FAIL);
    assertThat(history.operations().get(1).end(0)).isEqualTo(5_000_000);
  }

  @Test
  void pairsByTheProcessWhenThereIsNoId() {
    RunHistory history =
        RunHistory.of(
            new Lines()
                .invoke(1, 0, "write", -1, 1L)
                .invoke(2, 1, "read", -1, null)
                .complete(3, EntryType.OK, 1, "read", -1, 1L)
                .history());
    assertThat(history.operations())
        .extracting(Operation::outcome)
        .containsExactly(EntryType.INFO, EntryType.OK);
  }

  @Test
  void countsAFaultAsConfirmedFromItsProofToItsHealing() {
    FaultEpisode fault = fault(Map.of("fault", 3L, "proven", true, "applied", true));
    assertThat(fault.id()).isEqualTo(3);
    assertThat(fault.asked(9)).isEqualTo(new Interval(10_000_000, 50_000_000));
    assertThat(fault.confirmed(9)).isEqualTo(new Interval(20_000_000, 40_000_000));
    assertThat(fault.healed()).isTrue();
  }

  @Test
  void doesNotCallAFaultProvenThatWasOnlyApplied() {
    FaultEpisode fault = fault(Map.of("fault", 3L, "proven", false, "applied", true));
    assertThat(fault.standing()).isEqualTo(FaultEpisode.Standing.APPLIED);
  }

  @Test
  void namesEachCutLinkOnce() {
    List<Object> links = List.of(List.of("n1", "n2"), List.of("n2", "n1"), List.of("n1", "n3"));
    FaultEpisode fault = fault(Map.of("fault", 3L, "links", links));
    assertThat(fault.targets()).isEqualTo("n1 ⇄ n2, n1 → n3");
  }

  private static FaultEpisode fault(Map<String, Object> seen) {
    Object begin = Map.of("fault", 3L, "phase", "begin");
    Object end = Map.of("fault", 3L, "phase", "end");
    Object healed = Map.of("fault", 3L, "phase", "end", "proven", true);
    return RunHistory.of(
            new Lines()
                .nemesis(10, EntryType.INVOKE, "partition", 1, begin)
                .nemesis(20, EntryType.INFO, "partition", 1, seen)
                .nemesis(40, EntryType.INVOKE, "partition", 2, end)
                .nemesis(50, EntryType.INFO, "partition", 2, healed)
                .history())
        .faults()
        .getFirst();
  }

  @Test
  void countsAnOperationByTheMostThatItSawOfFaults() {
    Object begin = Map.of("fault", 0L, "phase", "begin");
    Object seen = Map.of("fault", 0L, "phase", "begin", "proven", true);
    List<Entry> lines =
        new Lines()
            .invoke(1, 0, "read", 1, null)
            .complete(2, EntryType.OK, 0, "read", 1, 1L)
            .invoke(3, 1, "read", 2, null)
            .nemesis(4, EntryType.INVOKE, "kill", 3, begin)
            .complete(5, EntryType.FAIL, 1, "read", 2, null)
            .nemesis(6, EntryType.INFO, "kill", 3, seen)
            .invoke(7, 0, "read", 4, null)
            .history();
    OperationTally tally = RunHistory.of(lines).tallies(lines).getFirst();
    assertThat(tally.outsideFaults()).isEqualTo(new Outcomes(1, 0, 0));
    assertThat(tally.duringAskedFaults()).isEqualTo(new Outcomes(0, 1, 0));
    assertThat(tally.duringProvenFaults()).isEqualTo(new Outcomes(0, 0, 1));
  }

  @Test
  void endsAFaultThatSurelyDidNothingWithThatAnswer() {
    FaultEpisode nothing = fault(Map.of("fault", 3L, "phase", "begin", "applied", false));
    assertThat(nothing.asked(100_000_000)).isEqualTo(new Interval(10_000_000, 20_000_000));
    FaultEpisode done = fault(Map.of("fault", 3L, "phase", "begin", "applied", true));
    assertThat(done.asked(100_000_000)).isEqualTo(new Interval(10_000_000, 50_000_000));
  }

  @Test
  void letsALeaderReignUntilTheNextOneOrItsDeath() {
    List<NodeStory> nodes =
        NodeStory.of(
            RunHistory.of(
                new Lines()
                    .event(1, new Actor.Node("n1"), "leader", Map.of("epoch", 1L))
                    .event(2, new Actor.Node("n1"), "leader", Map.of("epoch", 1L))
                    .event(5, new Actor.Node("n1"), "died", Map.of("provoked", true))
                    .event(7, new Actor.Node("n2"), "leader", Map.of("epoch", 2L))
                    .event(8, new Actor.Node("n1"), "started", Map.of())
                    .event(9, new Actor.Nemesis(), "end", null)
                    .history()));
    assertThat(nodes).extracting(NodeStory::name).containsExactly("n1", "n2");
    assertThat(nodes.getFirst().reigns())
        .containsExactly(new NodeStory.Reign(1_000_000, 5_000_000, "1"));
    assertThat(nodes.getFirst().downs())
        .containsExactly(new NodeStory.Down(5_000_000, 8_000_000, true, ""));
    assertThat(nodes.getLast().reigns())
        .containsExactly(new NodeStory.Reign(7_000_000, 9_000_000, "2"));
  }

  @Test
  void binsLatencyByTheEndOfEachOperation() {
    TimeBins bins =
        TimeBins.of(
            RunHistory.of(
                new Lines()
                    .invoke(0, 0, "read", 1, null)
                    .complete(10, EntryType.OK, 0, "read", 1, 1L)
                    .invoke(50, 0, "write", 2, 1L)
                    .complete(119, EntryType.INFO, 0, "write", 2, 1L)
                    .history()));
    assertThat(bins.widthNanos()).isEqualTo(1_000_000);
    assertThat(bins.bins().get(10).ok()).isEqualTo(1);
    assertThat(bins.bins().get(10).latency().max()).isBetween(9_990L, 10_010L);
    assertThat(bins.bins().getLast().info()).isEqualTo(1);
    assertThat(bins.byKind()).containsOnlyKeys("read");
  }
}
