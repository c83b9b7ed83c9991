package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Nil;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each frequent violation gets its name and a small story. */
class StoryTest {
  private static Guarantee judge(HistoryBuilder history) {
    RegisterModel register = new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);
    Guarantee guarantee =
        OrderChecker.linearizable(register).check(history.build(), Limits.DEFAULT).getFirst();
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    return guarantee;
  }

  /** Traffic that has nothing to do with the violation and must not be in its story. */
  private static HistoryBuilder busyRegister() {
    HistoryBuilder history = new HistoryBuilder();
    for (long value = 100; value < 140; value++) {
      history.did((int) value % 7, "write", value).did((int) value % 5, "read", value);
    }
    return history;
  }

  @Test
  void aReadOfAnOverwrittenValueIsStale() {
    Guarantee guarantee =
        judge(
            busyRegister()
                .did(1, "write", 1L)
                .did(2, "write", 2L)
                .did(3, "read", 1L)
                .did(4, "read", 2L));
    assertThat(guarantee.anomaly()).isEqualTo("stale-read");
    assertThat(guarantee.evidence()).hasSize(6);
    assertThat(guarantee.story().toString())
        .contains("However, w2 had been acknowledged at 163.0 ms, before r3 began at 164.0 ms")
        .contains("In the order w1, w2 the state is then 2, and r3 (read of 1) cannot come next.");
    assertThat(guarantee.reason()).contains("stale-read", "key x", "process 3 on n0");
    KnownSteps.lead(guarantee);
    assertThat(guarantee.known())
        .extracting(KnownThen::text)
        .containsExactly("state 1", "state 2", "not possible in state 2");
  }

  @Test
  void aWriteThatNobodyEverSeesAgainIsLost() {
    Guarantee guarantee =
        judge(
            busyRegister()
                .did(1, "write", 1L)
                .did(2, "write", 2L)
                .did(3, "read", 1L)
                .did(4, "read", 1L));
    assertThat(guarantee.anomaly()).isEqualTo("lost-write");
  }

  @Test
  void anOlderValueAfterANewerOneWasReadIsStale() {
    Guarantee guarantee =
        judge(
            new HistoryBuilder()
                .did(1, "write", 1L)
                .invoke(2, "write", 2L)
                .did(3, "read", 2L)
                .did(4, "read", 1L)
                .ok(2, "write", 2L));
    assertThat(guarantee.anomaly()).isEqualTo("stale-read");
  }

  @Test
  void aValueThatNobodyWroteIsAPhantom() {
    Guarantee guarantee = judge(busyRegister().did(3, "read", 77L));
    assertThat(guarantee.anomaly()).isEqualTo("phantom-read");
    assertThat(guarantee.evidence()).hasSize(2);
    assertThat(guarantee.story().toString()).contains("However, nobody ever wrote 77.");
  }

  @Test
  void aValueReadBeforeItIsWrittenComesFromTheFuture() {
    Guarantee guarantee = judge(busyRegister().did(3, "read", 77L).did(4, "write", 77L));
    assertThat(guarantee.anomaly()).isEqualTo("future-read");
  }

  @Test
  void theValueOfAFailedWriteMustNotBeRead() {
    Guarantee guarantee =
        judge(busyRegister().invoke(4, "write", 77L).fail(4, "write", 77L).did(3, "read", 77L));
    assertThat(guarantee.anomaly()).isEqualTo("failed-write");
  }

  @Test
  void twoCannotReplaceOneValue() {
    Guarantee guarantee =
        judge(
            busyRegister()
                .did(1, "write", 1L)
                .invoke(2, "cas", List.of(1L, 2L))
                .invoke(3, "cas", List.of(1L, 3L))
                .ok(2, "cas", List.of(1L, 2L))
                .ok(3, "cas", List.of(1L, 3L)));
    assertThat(guarantee.anomaly()).isEqualTo("double-cas");
    assertThat(guarantee.evidence()).hasSize(6);
  }

  @Test
  void whatLedToAValueReplacedTwiceIsNotTold() {
    HistoryBuilder history = busyRegister();
    for (long value = 139; value < 160; value++) {
      history.did(1, "cas", List.of(value, value + 1));
    }
    Guarantee guarantee =
        judge(history.did(2, "cas", List.of(160L, 200L)).did(3, "cas", List.of(160L, 300L)));
    assertThat(guarantee.anomaly()).isEqualTo("double-cas");
    assertThat(guarantee.evidence()).hasSize(6);
    assertThat(guarantee.story().toString())
        .contains("That c1 found what it replaced is taken as given")
        .contains("both c2 and c3 claim to have replaced the value 160");
  }

  @Test
  void aRegisterThatWasWrittenIsNotAbsent() {
    Guarantee guarantee = judge(busyRegister().did(3, "read", Nil.NIL));
    assertThat(guarantee.anomaly()).isIn("lost-write", "stale-read");
    assertThat(guarantee.evidence()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void whatHasNoNameIsToldByItsDeadEnds() {
    Guarantee guarantee =
        judge(
            new HistoryBuilder()
                .did(1, "write", 1L)
                .invoke(2, "cas", List.of(1L, 2L))
                .invoke(5, "read", null)
                .fail(2, "cas", List.of(1L, 2L))
                .ok(5, "read", 1L));
    assertThat(guarantee.anomaly()).isEqualTo("non-linearizable");
    assertThat(guarantee.story().toString()).contains("cannot come next");
  }

  private static Guarantee judgeSessions(HistoryBuilder history) {
    RegisterModel register = new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);
    return OrderChecker.sequential(register).check(history.build(), Limits.DEFAULT).getFirst();
  }

  @Test
  void aSessionThatGoesBackwardsIsNamed() {
    Guarantee guarantee =
        judgeSessions(
            busyRegister()
                .did(1, "write", 1L)
                .did(1, "write", 2L)
                .did(3, "read", 2L)
                .did(3, "read", 1L));
    assertThat(guarantee.anomaly()).isEqualTo("non-monotonic-read");
    assertThat(guarantee.evidence()).hasSizeLessThanOrEqualTo(8);
    assertThat(guarantee.story().toString()).contains("had seen the newer 2");
  }

  @Test
  void aSessionThatDoesNotSeeItsOwnWriteIsNamed() {
    Guarantee guarantee =
        judgeSessions(busyRegister().did(1, "write", 1L).did(1, "write", 2L).did(1, "read", 1L));
    assertThat(guarantee.anomaly()).isEqualTo("own-write-not-read");
  }
}
