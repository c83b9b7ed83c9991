package dev.assay.checker.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registers while they are written, by examples; and how much is remembered of long histories. */
class StreamingRegisterTest {
  private static StreamingRegister checker(long mostBytes) {
    return new StreamingRegister(FailedOps.CONSTRAIN, NilReads.ABSENT, mostBytes);
  }

  private static Guarantee judge(Lines lines) {
    StreamingRegister checker = checker(1 << 30);
    for (Entry entry : lines.entries()) {
      checker.accept(entry);
      if (checker.violation().isPresent()) {
        break;
      }
    }
    return checker.violation().orElseGet(checker::finish);
  }

  private static void expect(String anomaly, Lines lines) {
    Guarantee guarantee = judge(lines);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    assertThat(guarantee.story()).isNotEmpty();
    assertThat(guarantee.evidence()).isNotEmpty();
  }

  @Test
  void anOverwrittenValueIsNotSeenAgain() {
    Lines stale = new Lines().did(0, "write", 1L).did(1, "write", 2L).did(2, "read", 1L);
    expect("stale-read", stale);
    expect("stale-read", new Lines().did(0, "write", 1L).did(1, "read", Nil.NIL));
    expect("stale-read", new Lines().did(1, "read", 3L).did(0, "write", 3L));
    expect(
        "stale-cas",
        new Lines().did(0, "write", 1L).did(1, "write", 2L).did(2, "cas", List.of(1L, 3L)));
  }

  @Test
  void concurrentReadsMayNotGoBack() {
    Lines lines = new Lines().did(9, "write", 1L).invoke(0, "write", 2L);
    assertThat(judge(lines.did(1, "read", 2L)).verdict()).isEqualTo(Verdict.VALID);
    expect("stale-read", lines.did(1, "read", 1L));
  }

  @Test
  void aValueIsReplacedOnce() {
    Lines lines = new Lines().did(0, "write", 1L).did(1, "cas", List.of(1L, 2L));
    expect("stale-read", new Lines().did(0, "cas", List.of(Nil.NIL, 1L)).did(1, "read", Nil.NIL));
    Lines twice =
        new Lines()
            .did(0, "write", 1L)
            .invoke(1, "cas", List.of(1L, 2L))
            .invoke(2, "cas", List.of(1L, 3L))
            .ok(1, "cas", List.of(1L, 2L))
            .ok(2, "cas", List.of(1L, 3L));
    expect("double-cas", twice);
    assertThat(judge(lines.did(2, "read", 2L)).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void whatFailedIsNotSeen() {
    Lines seen = new Lines().invoke(0, "write", 1L).did(1, "read", 1L);
    expect("failed-write", seen.line(EntryType.FAIL, 0, "write", 1L));
    Lines failed = new Lines().invoke(0, "write", 1L).line(EntryType.FAIL, 0, "write", 1L);
    expect("stale-read", failed.did(1, "read", 1L));
  }

  @Test
  void aRefusalSaysThatTheValueWasAnother() {
    Lines lines = new Lines().did(0, "write", 1L).invoke(1, "cas", List.of(1L, 2L));
    lines.line(EntryType.FAIL, 1, "cas", List.of(1L, 2L));
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.UNKNOWN);
    expect("refused-cas", lines.did(0, "read", 1L));
    Lines over = new Lines().did(0, "write", 1L).did(0, "write", 2L);
    over.invoke(1, "cas", List.of(1L, 3L)).line(EntryType.FAIL, 1, "cas", List.of(1L, 3L));
    assertThat(judge(over).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aRefusalFitsWhenTheNextValueMayHaveComeBeforeItsEnd() {
    Lines lines = new Lines().did(0, "write", 1L).invoke(0, "write", 2L);
    lines.invoke(1, "cas", List.of(1L, 3L)).line(EntryType.FAIL, 1, "cas", List.of(1L, 3L));
    assertThat(judge(lines).verdict()).as("the write may be the last").isEqualTo(Verdict.VALID);
    lines.ok(0, "write", 2L);
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.VALID);
    for (long value = 3; value < 100; value++) {
      lines.did((int) value % 3, "write", value);
    }
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.VALID);
    Lines late = new Lines().did(0, "write", 1L).invoke(1, "cas", List.of(1L, 3L));
    late.line(EntryType.FAIL, 1, "cas", List.of(1L, 3L)).did(0, "write", 2L);
    assertThat(judge(late).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aWriteOfUnknownOutcomeMayBeSeenMuchLaterAndOnce() {
    Lines lines = new Lines().invoke(0, "write", 1L).line(EntryType.INFO, 0, "write", 1L);
    lines.did(1, "write", 2L).did(1, "read", 2L).did(1, "read", 1L);
    assertThat(judge(lines).verdict()).isEqualTo(Verdict.VALID);
    expect("stale-read", lines.did(1, "read", 2L));
  }

  @Test
  void aValueThatIsWrittenTwiceMakesItsRegisterUnknown() {
    Lines lines = new Lines().did(0, "write", 1L).did(1, "write", 1L);
    Guarantee guarantee = judge(lines);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason())
        .isEqualTo(
            "The value 1 is written a second time at index 2: streaming needs unique values.");
    Lines later = new Lines().did(0, "write", 1L).did(1, "write", 2L).did(1, "write", 3L);
    assertThat(judge(later.did(0, "write", 1L).did(0, "read", 1L)).verdict())
        .as("the first one is over for good")
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void whatIsNoRegisterIsUnknown() {
    assertThat(judge(new Lines()).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge(new Lines().did(0, "enqueue", 1L)).reason()).contains("not enqueue");
    assertThat(judge(new Lines().invoke(0, "write", null)).reason()).contains("has no value");
    assertThat(judge(new Lines().invoke(0, "cas", 1L)).reason()).contains("[expected");
    assertThatThrownBy(() -> judge(new Lines().ok(0, "read", 1L)))
        .isInstanceOf(HistoryException.class)
        .hasMessage("index 0: it completes an operation that is not open");
  }

  /** A million operations of ten clients; every tenth is of unknown outcome in the second half. */
  @Test
  void aMillionOperationsAreJudgedWithWhatIsOpen() {
    StreamingRegister checker = checker(64 << 20);
    long[] most = new long[1];
    long[] seen = new long[1];
    Lines lines =
        new Lines(entry -> {
          checker.accept(entry);
          assertThat(checker.violation().isPresent()).isFalse();
          if (seen[0]++ % 1000 == 0) {
            most[0] = Math.max(most[0], checker.openState().values());
          }
        });
    new RandomRegister(1, new RandomRegister.Shape(1_000_000, 10, false, 0, 0), lines).play();
    assertThat(checker.finish().verdict()).isEqualTo(Verdict.VALID);
    assertThat(most[0]).isLessThan(200);
    assertThat(checker.openState().values()).isLessThan(50);
    assertThat(checker.openState().bytes()).isLessThan(100_000);
  }

  @Test
  void compareAndSetsAreForgottenToo() {
    StreamingRegister checker = checker(64 << 20);
    Lines lines = new Lines(checker::accept);
    lines.did(0, "write", 0L);
    for (long value = 0; value < 100_000; value++) {
      lines.did((int) value % 10, "cas", List.of(value, value + 1));
    }
    assertThat(checker.finish().verdict()).isEqualTo(Verdict.VALID);
    assertThat(checker.openState().values()).isLessThan(5);
  }

  @Test
  void whatNobodyCompletesIsBounded() {
    StreamingRegister checker = checker(1 << 20);
    Lines lines = new Lines(checker::accept);
    lines.invoke(99, "read", null);
    for (long value = 0; value < 20_000; value++) {
      lines.did(0, "write", value);
    }
    assertThat(checker.finish().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(checker.finish().reason()).contains("needs more than 1 MB");
    assertThat(checker.openState().bytes()).isLessThan(1 << 20);
  }

  /** A violation on another key is told all the same. */
  @Test
  void whatIsGivenUpIsNotRemembered() {
    StreamingRegister checker = checker(1 << 20);
    Lines lines = new Lines(checker::accept);
    Actor client = new Actor.Client(0);
    for (int key = 0; key < 20_000; key++) {
      for (int time = 0; time < 2; time++) {
        lines.line(EntryType.INVOKE, client, "write", 1L, null, "k" + key);
        lines.line(EntryType.OK, client, "write", 1L, null, "k" + key);
      }
    }
    assertThat(checker.finish().reason()).contains("written a second time");
    assertThat(checker.openState().bytes()).isZero();
    lines.did(0, "write", 1L).did(1, "read", 7L);
    assertThat(checker.violation()).isPresent();
  }
}
