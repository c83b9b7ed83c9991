package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.KeyValueModel;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scenarios on the boundary between valid and invalid, limits, and the witness. */
class SearchTest {
  private static final RegisterModel REGISTER =
      new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);

  private static Guarantee linear(HistoryBuilder history) {
    return linear(history.build(), REGISTER);
  }

  private static Guarantee linear(List<Entry> history, RegisterModel model) {
    return OrderChecker.linearizable(model).check(history, Limits.DEFAULT).getFirst();
  }

  @Test
  void aLostReplyMayTakeEffectAnyTimeLater() {
    HistoryBuilder history =
        new HistoryBuilder()
            .invoke(1, "write", 1L)
            .info(1, "write", 1L)
            .did(2, "write", 2L)
            .did(3, "read", 2L)
            .did(3, "read", 1L);
    assertThat(linear(history).verdict()).isEqualTo(Verdict.VALID);
    assertThat(linear(history.did(3, "read", 2L)).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void aLostReplyMayNeverTakeEffect() {
    HistoryBuilder history =
        new HistoryBuilder().invoke(1, "write", 1L).info(1, "write", 1L).did(2, "read", Nil.NIL);
    assertThat(linear(history).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void anUnreadLostWriteExplainsARefusedCompareAndSet() {
    HistoryBuilder history =
        new HistoryBuilder()
            .did(2, "write", 1L)
            .invoke(3, "write", 9L)
            .info(3, "write", 9L)
            .invoke(4, "cas", List.of(1L, 2L))
            .fail(4, "cas", List.of(1L, 2L));
    assertThat(linear(history).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void theSettingsDecideWhatAFailureAndAnAbsentValueSay() {
    List<Entry> refused =
        new HistoryBuilder()
            .did(2, "write", 1L)
            .invoke(4, "cas", List.of(1L, 2L))
            .fail(4, "cas", List.of(1L, 2L))
            .build();
    List<Entry> absent = new HistoryBuilder().did(2, "write", 1L).did(2, "read", Nil.NIL).build();
    assertThat(linear(refused, REGISTER).verdict()).isEqualTo(Verdict.INVALID);
    assertThat(linear(absent, REGISTER).verdict()).isEqualTo(Verdict.INVALID);
    RegisterModel lenient = new RegisterModel(FailedOps.DROP, NilReads.UNKNOWN);
    assertThat(linear(refused, lenient).verdict()).isEqualTo(Verdict.VALID);
    assertThat(linear(absent, lenient).verdict()).isEqualTo(Verdict.VALID);
    RegisterModel byError = new RegisterModel(FailedOps.CONSTRAIN_MISMATCH, NilReads.ABSENT);
    assertThat(linear(refused, byError).verdict()).isEqualTo(Verdict.VALID);
    assertThat(linear(withError(refused, "mismatch"), byError).verdict())
        .isEqualTo(Verdict.INVALID);
    assertThat(linear(withError(refused, "not connected"), byError).verdict())
        .isEqualTo(Verdict.VALID);
  }

  private static List<Entry> withError(List<Entry> history, String error) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry : history) {
      changed.add(
          entry
              .withError(entry.type() == EntryType.FAIL ? error : null)
              .withNode(null)
              .withSession(null)
              .withHint(null));
    }
    return changed;
  }

  @Test
  void keysAreIndependent() {
    HistoryBuilder history = new HistoryBuilder();
    for (String key : List.of("a", "b")) {
      history
          .add(EntryType.INVOKE, 1, "write", key, key, null)
          .add(EntryType.OK, 1, "write", key, key, null);
    }
    history.add(EntryType.INVOKE, 1, "read", "a", null, null);
    history.add(EntryType.OK, 1, "read", "a", "a", null);
    assertThat(linear(history).verdict()).isEqualTo(Verdict.VALID);
    history.add(EntryType.INVOKE, 1, "read", "b", null, null);
    history.add(EntryType.OK, 1, "read", "b", "a", null);
    Guarantee guarantee = linear(history);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.reason()).contains("key b");
    assertThat(guarantee.details()).containsEntry("key", "b");
  }

  @Test
  void aSessionMayReadLateButNotBackwards() {
    HistoryBuilder late =
        new HistoryBuilder().did(1, "write", 1L).did(1, "write", 2L).did(2, "read", 1L);
    assertThat(linear(late).verdict()).isEqualTo(Verdict.INVALID);
    assertThat(sequential(late).verdict()).isEqualTo(Verdict.VALID);
    assertThat(sequential(late.did(2, "read", 2L)).verdict()).isEqualTo(Verdict.VALID);
    assertThat(sequential(late.did(2, "read", 1L)).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void aSessionReadsItsOwnWrites() {
    HistoryBuilder history = new HistoryBuilder().did(1, "write", 1L).did(1, "read", Nil.NIL);
    assertThat(sequential(history).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void writesKeepRealTimeAndNobodyReadsTheFuture() {
    HistoryBuilder swapped =
        new HistoryBuilder()
            .did(1, "write", 1L)
            .did(2, "write", 2L)
            .did(3, "read", 2L)
            .did(3, "read", 1L);
    assertThat(sequential(swapped).verdict()).isEqualTo(Verdict.INVALID);
    HistoryBuilder future = new HistoryBuilder().did(3, "read", 1L).did(1, "write", 1L);
    assertThat(sequential(future).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void aSessionOutlivesItsProcess() {
    HistoryBuilder history = new HistoryBuilder().did(1, "write", 1L).did(1, "write", 2L);
    history.add(EntryType.INVOKE, 5, "read", "x", null, "s");
    history.add(EntryType.OK, 5, "read", "x", 2L, "s");
    history.add(EntryType.INVOKE, 9, "read", "x", null, "s");
    history.add(EntryType.OK, 9, "read", "x", 1L, "s");
    assertThat(sequential(history).verdict()).isEqualTo(Verdict.INVALID);
  }

  private static Guarantee sequential(HistoryBuilder history) {
    return OrderChecker.sequential(REGISTER).check(history.build(), Limits.DEFAULT).getFirst();
  }

  @Test
  void appendsAreSearchedStepByStep() {
    HistoryBuilder history =
        new HistoryBuilder()
            .invoke(1, "append", "a")
            .invoke(2, "append", "b")
            .invoke(3, "append", "c")
            .ok(1, "append", "a")
            .ok(2, "append", "b")
            .info(3, "append", "c")
            .invoke(4, "get", null)
            .ok(4, "get", "cba");
    OrderChecker<?, ?> checker = OrderChecker.linearizable(new KeyValueModel());
    assertThat(checker.check(history.build(), Limits.DEFAULT).getFirst().verdict())
        .isEqualTo(Verdict.VALID);
    history.invoke(4, "get", null).ok(4, "get", "bca");
    Guarantee guarantee = checker.check(history.build(), Limits.DEFAULT).getFirst();
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.anomaly()).isEqualTo("non-linearizable");
  }

  @Test
  void theWitnessIsGivenOnDemand() {
    HistoryBuilder history =
        new HistoryBuilder()
            .invoke(1, "write", 1L)
            .did(2, "write", 2L)
            .ok(1, "write", 1L)
            .did(3, "read", 2L);
    Guarantee guarantee =
        OrderChecker.linearizable(REGISTER)
            .withWitness()
            .check(history.build(), Limits.DEFAULT)
            .getFirst();
    assertThat(guarantee.details()).containsEntry("witness", Map.of("x", List.of(0L, 1L, 4L)));
  }

  @Test
  void aWrongWitnessIsRefused() {
    List<OperationRecord> operations =
        Operations.pair(
            new HistoryBuilder()
                .did(1, "write", 1L)
                .did(1, "write", 2L)
                .did(1, "read", 2L)
                .build());
    Replay.verify(REGISTER, Order.REAL_TIME, operations, new int[] {0, 1, 2});
    int[][] wrong = {{0, 1}, {1, 0, 2}, {1, 2, 0}, {0, 1, 1, 2}};
    for (int[] witness : wrong) {
      assertThatThrownBy(() -> Replay.verify(REGISTER, Order.REAL_TIME, operations, witness))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anEmptyHistoryIsNotCalledValid() {
    assertThat(linear(new HistoryBuilder()).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aHistoryInWhichNothingIsKnownIsNotCalledValid() {
    HistoryBuilder nothing = new HistoryBuilder().add(EntryType.INVOKE, 1, "write", "x", 1L, null);
    assertThat(linear(nothing).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(linear(nothing).reason()).isEqualTo(OrderChecker.NOTHING_SAID);
  }
}
