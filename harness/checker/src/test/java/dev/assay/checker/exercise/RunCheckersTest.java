package dev.assay.checker.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run exercised, whether it recovered, whether its nodes lived. */
class RunCheckersTest {
  private static Guarantee judge(Checker checker, RunHistory history) {
    return checker.check(history.build(), Limits.DEFAULT).getFirst();
  }

  private static RunHistory goodRun() {
    return new RunHistory()
        .run(List.of("read", "write"), List.of("kill", "partition"))
        .operation("write", 1L, EntryType.OK)
        .operation("read", 1L, EntryType.OK)
        .fault(1, "kill", "begin", true)
        .fault(2, "partition", "begin", true)
        .fault(1, "kill", "end", true)
        .fault(2, "partition", "end", true);
  }

  @Test
  void aRunThatDidEverythingIsExercised() {
    Guarantee guarantee = judge(new ExercisedChecker(), goodRun().ending());
    assertThat(guarantee.verdict()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.reason()).contains("2 faults of 2 kinds");
  }

  @Test
  void anOperationKindThatNeverSucceededIsNamed() {
    RunHistory history = goodRun().operation("cas", List.of(1L, 2L), EntryType.FAIL).ending();
    Guarantee guarantee = judge(new ExercisedChecker(), history);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason()).contains("None of the 1 operations cas succeeded");
  }

  @Test
  void whatSucceedsOnlyInTheFinalPhaseDoesNotCount() {
    RunHistory history =
        new RunHistory()
            .run(List.of("read"), List.of())
            .operation("read", 1L, EntryType.INFO)
            .ending()
            .operation("read", 1L, EntryType.OK);
    assertThat(judge(new ExercisedChecker(), history).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void anOperationKindThatWasNeverInvokedIsNamed() {
    RunHistory history =
        new RunHistory()
            .run(List.of("read", "write"), List.of())
            .operation("read", 1L, EntryType.OK);
    assertThat(judge(new ExercisedChecker(), history).reason())
        .isEqualTo("No client invoked write.");
    assertThat(judge(new ExercisedChecker(), new RunHistory()).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aFaultKindThatWasNeverProvenIsNamed() {
    RunHistory unproven =
        new RunHistory()
            .run(List.of(), List.of("kill", "pause"))
            .operation("read", 1L, EntryType.OK)
            .fault(1, "kill", "begin", false)
            .fault(1, "kill", "end", true);
    Guarantee guarantee = judge(new ExercisedChecker(), unproven);
    assertThat(guarantee.reason()).contains("kill was asked for", "begun once", "and 1 more");
    assertThat(guarantee.story().getLast()).contains("pause was asked for");
  }

  @Test
  void ofManyGapsTheReasonNamesTheFirstAndTheStoryAll() {
    RunHistory history =
        new RunHistory()
            .run(List.of("read", "write", "cas"), List.of("kill", "pause"))
            .operation("read", 1L, EntryType.OK);
    Guarantee guarantee = judge(new ExercisedChecker(), history);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason()).isEqualTo("No client invoked write, and 3 more.");
    assertThat(guarantee.story()).hasSize(4).contains("No client invoked cas.");
    assertThat((List<?>) guarantee.details().get("gaps")).hasSize(4);
  }

  @Test
  void deathsThatAFaultProvokedNeverCount() {
    RunHistory history = goodRun().died("n1", true).died("n2", true).died("n1", true);
    Guarantee guarantee = judge(new NodeDeathChecker(), history);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.details()).containsEntry("deaths", 3L);
    history.event("died", Map.of());
    assertThat(judge(new NodeDeathChecker(), history).anomaly()).isEqualTo("unprovoked-death");
  }

  @Test
  void oneProvenFaultOfAKindIsEnough() {
    RunHistory history = goodRun().fault(3, "kill", "begin", false).fault(3, "kill", "end", false);
    assertThat(judge(new ExercisedChecker(), history).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aFaultThatIsNotProvenHealedIsNamed() {
    RunHistory history = goodRun().fault(3, "kill", "begin", true);
    assertThat(judge(new ExercisedChecker(), history).reason())
        .contains("f 2 faults kill proven in effect only 1 were proven healed");
    history.fault(3, "kill", "end", true);
    assertThat(judge(new ExercisedChecker(), history).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void recoveryIsServingWithinTheDeadline() {
    assertThat(judge(new RecoveryChecker(), goodRun().ending()).verdict()).isEqualTo(Verdict.VALID);
    RunHistory silent =
        goodRun().event("healed", Map.of("deadlineMillis", 500L)).event("end", Map.of());
    Guarantee guarantee = judge(new RecoveryChecker(), silent);
    assertThat(guarantee.anomaly()).isEqualTo("no-recovery");
    assertThat(guarantee.reason()).contains("within 500 ms").doesNotContain("process");
    RunHistory late =
        goodRun()
            .event("healed", Map.of("deadlineMillis", 500L))
            .event("serving", Map.of("millis", 501L))
            .event("end", Map.of());
    assertThat(judge(new RecoveryChecker(), late).anomaly()).isEqualTo("no-recovery");
  }

  /** Nothing serves, and the end of a fault was not proven. */
  private static Guarantee withoutAnEnd(String kind, boolean begun) {
    RunHistory history =
        goodRun()
            .fault(7, kind, "begin", begun)
            .fault(7, kind, "end", false)
            .event("healed", Map.of("deadlineMillis", 500L))
            .event("end", Map.of());
    return judge(new RecoveryChecker(), history);
  }

  @Test
  void whoIsWithoutAProcessIsSaid() {
    RunHistory history =
        goodRun()
            .died("n1", true)
            .started("n1")
            .died("n2", true)
            .event("healed", Map.of("deadlineMillis", 500L))
            .event("end", Map.of());
    Guarantee guarantee = judge(new RecoveryChecker(), history);
    assertThat(guarantee.reason()).endsWith("Without a process: n2.");
    assertThat(guarantee.story().getFirst())
        .contains("The process of n2 ended at", "exit status 137");
    assertThat(guarantee.evidence()).hasSize(2);
  }

  @Test
  void recoveryIsUnknownWhileAFaultMayStillBeInEffect() {
    for (boolean begun : List.of(true, false)) {
      Guarantee guarantee = withoutAnEnd("membership", begun);
      assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(guarantee.reason()).contains("the fault membership was not seen to be over");
      assertThat(withoutAnEnd("kill", begun).anomaly()).isEqualTo("no-recovery");
    }
  }

  @Test
  void whatTheHarnessCouldNotDoIsNotHeldAgainstTheSystem() {
    RunHistory history =
        goodRun()
            .fault(7, "kill", "begin", true)
            .harnessFailed(7, "kill", "n1 cannot be started: no room")
            .event("healed", Map.of("deadlineMillis", 500L))
            .event("end", Map.of());
    Guarantee guarantee = judge(new RecoveryChecker(), history);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason())
        .contains("the harness itself failed")
        .contains("kill")
        .contains("n1 cannot be started: no room");
  }

  @Test
  void aFaultThatNeverCameIntoEffectExcusesNothing() {
    RunHistory history =
        goodRun()
            .fault(7, "partition", "begin", false)
            .neverInEffect(7, "partition")
            .event("healed", Map.of("deadlineMillis", 500L))
            .event("end", Map.of());
    assertThat(judge(new RecoveryChecker(), history).anomaly()).isEqualTo("no-recovery");
  }

  @Test
  void aHistoryThatEndsEarlyLeavesRecoveryUnknown() {
    RunHistory cut = goodRun().event("healed", Map.of("deadlineMillis", 500L));
    assertThat(judge(new RecoveryChecker(), cut).verdict()).isEqualTo(Verdict.UNKNOWN);
    cut.event("serving", Map.of("millis", 5L));
    assertThat(judge(new RecoveryChecker(), cut).reason()).contains("ends early");
  }

  @Test
  void withoutAnyFaultThereIsNothingToRecoverFrom() {
    RunHistory calm = new RunHistory().run(List.of(), List.of()).event("end", Map.of());
    assertThat(judge(new RecoveryChecker(), calm).verdict()).isEqualTo(Verdict.VALID);
    assertThat(judge(new RecoveryChecker(), goodRun().event("end", Map.of())).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aNodeMayDieOnlyByAFault() {
    assertThat(judge(new NodeDeathChecker(), goodRun().died("n1", true)).verdict())
        .isEqualTo(Verdict.VALID);
    Guarantee guarantee =
        judge(new NodeDeathChecker(), goodRun().died("n1", true).died("n2", false));
    assertThat(guarantee.anomaly()).isEqualTo("unprovoked-death");
    assertThat(guarantee.reason())
        .isEqualTo("Node n2 died at 14 ms though no fault killed it (exit status 137).");
  }

  @Test
  void aFaultIsAskedForUntilItIsOverAndProvenInBetween() {
    FaultWindows windows = FaultWindows.of(goodRun().ending().build());
    assertThat(extents(windows, 4, 5, 6, 11, 12, 13))
        .isEqualTo("NONE ASKED PROVEN PROVEN ASKED NONE");
    assertThat(windows.around(operation(0, 5L))).isEqualTo(FaultWindows.Extent.ASKED);
    assertThat(windows.around(operation(4, 6L))).isEqualTo(FaultWindows.Extent.PROVEN);
    assertThat(windows.around(operation(4, null))).isEqualTo(FaultWindows.Extent.PROVEN);
    assertThat(windows.around(operation(13, null))).isEqualTo(FaultWindows.Extent.NONE);
  }

  @Test
  void aFaultThatSurelyDidNothingIsOverWithThatAnswer() {
    RunHistory nothing =
        new RunHistory()
            .notApplied(1, "pause")
            .operation("read", 1L, EntryType.OK)
            .neverInEffect(1, "pause");
    assertThat(extents(FaultWindows.of(nothing.build()), 0, 1, 2)).isEqualTo("ASKED ASKED NONE");
  }

  private static String extents(FaultWindows windows, long... indexes) {
    return Arrays.stream(indexes)
        .mapToObj(index -> windows.around(operation(index, index)).name())
        .collect(Collectors.joining(" "));
  }

  private static OperationRecord operation(long from, @Nullable Long to) {
    Actor client = new Actor.Client(0);
    return new OperationRecord(
        Entry.line(from, EntryType.INVOKE, client, "read", null),
        to == null ? null : Entry.line(to, EntryType.OK, client, "read", null));
  }

  @Test
  void aTallyCountsEachKind() {
    assertThat(FaultTally.of(goodRun().fault(3, "kill", "begin", false).build()))
        .containsExactly(
            new FaultTally("kill", 2, 2, 1, 1), new FaultTally("partition", 1, 1, 1, 1));
  }
}
