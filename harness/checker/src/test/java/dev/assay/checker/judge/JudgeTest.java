package dev.assay.checker.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.exercise.RunHistory;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.txn.Consistency;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All the checks of a workload together, merged and counted. */
class JudgeTest {
  private static RunHistory run() {
    return new RunHistory()
        .run(List.of("read", "write", "cas"), List.of("kill"))
        .event("leader", Map.of("node", "n1", "epoch", 1L))
        .operation("write", 1L, EntryType.OK)
        .operation("cas", List.of(1L, 2L), EntryType.OK)
        .fault(1, "kill", "begin", true)
        .event("leader", Map.of("node", "n2", "epoch", 2L))
        .event("leader", Map.of("node", "n2", "epoch", 2L))
        .operation("read", 2L, EntryType.OK)
        .operation("cas", List.of(5L, 6L), EntryType.FAIL)
        .fault(1, "kill", "end", true);
  }

  private static Judgement judge(List<Entry> history) {
    return Judge.judge(history, WorkloadCheckers.of("register").orElseThrow(), Limits.DEFAULT);
  }

  @Test
  void aGoodRunIsValidAndItsExerciseIsCounted() {
    Judgement judgement = judge(run().ending().build());
    assertThat(judgement.verdict()).isEqualTo(Verdict.VALID);
    assertThat(judgement.guarantees())
        .extracting(Guarantee::name)
        .containsExactly("linearizable", "survives", "recovers", "progress", "exercised");
    assertThat(judgement.operationsInAll()).isEqualTo(new OperationTally.Outcomes(3, 1, 0));
    OperationTally cas = judgement.operations().getFirst();
    assertThat(cas.f()).isEqualTo("cas");
    assertThat(cas.outsideFaults()).isEqualTo(new OperationTally.Outcomes(1, 0, 0));
    assertThat(cas.duringFaults()).isEqualTo(new OperationTally.Outcomes(0, 1, 0));
    assertThat(JudgementJson.toLine(judgement, Map.of()))
        .contains(
            """
            "outsideFaults":{"ok":1,"fail":0,"info":0},"duringFaults":{"ok":0,"fail":1,"info":0},\
            "duringProvenFaults":{"ok":0,"fail":1,"info":0}\
            """);
    assertThat(judgement.leaders()).hasSize(2);
    assertThat(judgement.kindsProven()).containsExactly("kill");
  }

  @Test
  void invalidComesBeforeUnknownBeforeValid() {
    Judgement cut = judge(run().build());
    assertThat(cut.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(cut.reason()).contains("ends early");
    Judgement broken = judge(run().operation("read", 1L, EntryType.OK).build());
    assertThat(broken.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(broken.reason()).startsWith("Not linearizable");
  }

  @Test
  void aCheckerThatThrowsIsReportedAsUnknown() {
    Checker broken =
        (history, limits) -> {
          throw new IllegalStateException("a bug");
        };
    List<Checker> checkers =
        List.of(broken, WorkloadCheckers.of("register").orElseThrow().getFirst());
    Judgement judgement = Judge.judge(run().build(), checkers, Limits.DEFAULT);
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judgement.reason()).contains("a bug");
    assertThat(judgement.guarantees()).hasSize(2);
  }

  @Test
  void anOperationThatTheWorkloadDoesNotKnowIsUnknown() {
    Judgement judgement = judge(run().operation("drain", 1L, EntryType.OK).ending().build());
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judgement.reason()).contains("not drain");
  }

  @Test
  void aHistoryThatContradictsItselfIsRefused() {
    List<Entry> history = run().build();
    assertThatThrownBy(() -> judge(history.reversed())).isInstanceOf(HistoryException.class);
  }

  @Test
  void theJsonHasTheFieldsOfTheContract() {
    Map<String, Object> json =
        JudgementJson.toMap(judge(run().operation("read", 1L, EntryType.OK).build()), Map.of());
    assertThat(json)
        .containsEntry("verdict", "invalid")
        .containsEntry("leaders", 2L)
        .containsKeys("reason", "guarantees", "operations", "faults");
    String line =
        JudgementJson.toLine(
            judge(run().operation("read", 1L, EntryType.OK).build()),
            Map.of("pause", "no signals", "kill-leader", "no \"leader\""));
    assertThat(line)
        .contains("\"operations\":{\"ok\":4,\"fail\":1,\"info\":0}")
        .contains("\"faults\":{\"asked\":1,\"proven\":1,\"kinds\":[\"kill\"]")
        .contains(
            """
            "unavailable":[{"fault":"kill-leader","why":"no \\"leader\\""},\
            {"fault":"pause","why":"no signals"}]\
            """)
        .contains("\"story\":[\"Let ")
        .contains("\"evidence\":[{\"index\":");
  }

  @Test
  void everyNamedWorkloadAndModelHasCheckers() {
    for (String name : WorkloadCheckers.names()) {
      assertThat(WorkloadCheckers.of(name)).as(name).isPresent();
    }
    assertThat(WorkloadCheckers.of("juggling")).isEmpty();
    for (String name : ModelCheckers.names()) {
      assertThat(ModelCheckers.of(name, FailedOps.DROP, NilReads.ABSENT, Consistency.SERIALIZABLE))
          .as(name)
          .isPresent();
    }
    assertThat(
            ModelCheckers.of("juggling", FailedOps.DROP, NilReads.ABSENT, Consistency.SERIALIZABLE))
        .isEmpty();
  }
}
