package dev.assay.checker.txn;

import static dev.assay.checker.txn.Txns.append;
import static dev.assay.checker.txn.Txns.read;
import static dev.assay.checker.txn.Txns.see;
import static dev.assay.checker.txn.Txns.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Nil;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each class of anomaly by hand: its name, the weakest model that it breaks, and its story. */
class TxnCheckerTest {
  private static Guarantee lists(Txns txns, Consistency consistency) {
    return TxnChecker.ofLists(consistency).check(txns.entries(), Limits.DEFAULT).getFirst();
  }

  private static Guarantee strict(Txns txns) {
    return lists(txns, Consistency.STRICT_SERIALIZABLE);
  }

  private static Guarantee registers(Txns txns) {
    return TxnChecker.ofRegisters(Consistency.STRICT_SERIALIZABLE)
        .check(txns.entries(), Limits.DEFAULT)
        .getFirst();
  }

  private static void breaks(Guarantee guarantee, String anomaly, String... weakest) {
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.anomaly()).as("%s", guarantee).isEqualTo(anomaly);
    assertThat(guarantee.details()).containsEntry("notEven", List.of(weakest));
    assertThat(guarantee.evidence()).isNotEmpty();
  }

  @Test
  void anOrderExplainsWhatHasOne() {
    Txns txns =
        new Txns()
            .alone(0, append("x", 1))
            .together(1, List.of(List.of(append("x", 2)), List.of(read("x", 1L))))
            .alone(0, read("x", 1L, 2L), append("y", 1), read("y", 1L));
    Guarantee guarantee = strict(txns);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.reason()).contains("explains all 4 transactions");
    assertThat(guarantee.details()).doesNotContainKey(Checker.WITNESS);
    Guarantee told =
        TxnChecker.ofLists(Consistency.SERIALIZABLE)
            .withWitness()
            .check(txns.entries(), Limits.DEFAULT)
            .getFirst();
    assertThat(told.details())
        .hasEntrySatisfying(
            Checker.WITNESS,
            order -> assertThat(order).isEqualTo(Map.of("", List.of(0L, 3L, 2L, 6L))));
  }

  @Test
  void writesInTwoOrdersAreG0() {
    Txns txns =
        new Txns()
            .together(
                0,
                List.of(
                    List.of(append("x", 1), append("y", 1)),
                    List.of(append("x", 2), append("y", 2)),
                    List.of(read("x", 1L, 2L)),
                    List.of(read("y", 2L, 1L))));
    breaks(strict(txns), "G0", "read-uncommitted");
  }

  @Test
  void aReadOfAFailedAppendIsG1a() {
    Txns txns =
        new Txns()
            .invoke(0, append("x", 1))
            .invoke(1, read("x"))
            .fail(0, append("x", 1))
            .ok(1, read("x", 1L));
    breaks(strict(txns), "G1a", "read-committed");
  }

  @Test
  void aReadInTheMiddleOfATransactionIsG1b() {
    Txns txns =
        new Txns()
            .together(
                0,
                List.of(
                    List.of(append("x", 1), append("x", 2)),
                    List.of(read("x", 1L)),
                    List.of(read("x", 1L, 2L))));
    breaks(strict(txns), "G1b", "read-committed");
  }

  @Test
  void readsInACircleAreG1c() {
    Txns txns =
        new Txns()
            .together(
                0,
                List.of(
                    List.of(append("x", 1), read("y", 1L)),
                    List.of(append("y", 1), read("x", 1L))));
    Guarantee guarantee = strict(txns);
    breaks(guarantee, "G1c", "read-committed");
    assertThat(guarantee.story())
        .contains("Then T1 is before T2, because T2's read of x shows 1, which T1 wrote.")
        .contains(
            "However, T2 is before T1, because T1's read of y shows 1, which T2 wrote:"
                + " a contradiction.");
  }

  private static Txns halfSeen() {
    return new Txns()
        .together(
            0, List.of(List.of(append("x", 1), append("y", 1)), List.of(read("x", 1L), read("y"))));
  }

  @Test
  void halfATransactionSeenIsAFracturedRead() {
    Guarantee guarantee = lists(halfSeen(), Consistency.READ_ATOMIC);
    breaks(guarantee, "fractured-read", "read-atomic", "repeatable-read");
    assertThat(guarantee.story())
        .contains(
            "Then T1 is before T2, because T2's read of x shows 1, which T1 wrote.",
            "However, T2 is before T1, because T2's read of y, [], does not show 1, which T1"
                + " wrote: a contradiction.");
    breaks(strict(halfSeen()), "fractured-read", "read-atomic", "repeatable-read");
    assertThat(lists(halfSeen(), Consistency.READ_COMMITTED).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void anOlderVersionThanTheOneBeforeIsAFracturedReadToo() {
    Txns txns =
        new Txns()
            .together(
                0,
                List.of(
                    List.of(append("y", 1)),
                    List.of(append("y", 2)),
                    List.of(append("x", 1), append("y", 3)),
                    List.of(read("x", 1L), read("y", 1L)),
                    List.of(read("y", 1L, 2L, 3L))));
    breaks(
        lists(txns, Consistency.READ_ATOMIC), "fractured-read", "read-atomic", "repeatable-read");
  }

  /** What is missed was appended by others, before or after what is seen. */
  @Test
  void aStaleReadOfAnotherTransactionIsNoFracturedRead() {
    Txns txns =
        new Txns()
            .together(
                0,
                List.of(
                    List.of(append("x", 1), append("y", 1)),
                    List.of(append("x", 2), read("y", 1L)),
                    List.of(read("x", 1L, 2L), read("y"))));
    Guarantee guarantee = strict(txns);
    breaks(guarantee, "G-single", "consistent-view", "repeatable-read");
    assertThat(lists(txns, Consistency.READ_ATOMIC).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aLongForkIsGNonadjacent() {
    Txns txns =
        new Txns()
            .together(
                0,
                List.of(
                    List.of(append("x", 1)),
                    List.of(append("y", 1)),
                    List.of(read("x", 1L), read("y")),
                    List.of(read("y", 1L), read("x"))));
    breaks(strict(txns), "G-nonadjacent", "snapshot-isolation", "repeatable-read");
  }

  @Test
  void writeSkewIsG2Item() {
    Txns txns =
        new Txns()
            .together(
                0, List.of(List.of(read("x"), append("y", 1)), List.of(read("y"), append("x", 1))));
    breaks(strict(txns), "G2-item", "repeatable-read");
    assertThat(lists(txns, Consistency.SNAPSHOT_ISOLATION).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aStaleReadByTheSameProcessNeedsTheProcessOrder() {
    Txns txns = new Txns().alone(0, append("x", 1)).alone(0, read("x")).alone(0, read("x", 1L));
    breaks(strict(txns), "G-single-process", "strong-session-consistent-view");
    assertThat(lists(txns, Consistency.SERIALIZABLE).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aStaleReadByAnotherProcessNeedsRealTime() {
    Txns txns = new Txns().alone(0, append("x", 1)).alone(1, read("x")).alone(2, read("x", 1L));
    breaks(strict(txns), "G-single-realtime", "strong-snapshot-isolation");
    assertThat(lists(txns, Consistency.STRONG_SESSION_SERIALIZABLE).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void whatNobodyEverReadsAgainCountsToo() {
    Txns txns = new Txns().alone(0, append("x", 1)).alone(1, read("x"));
    breaks(strict(txns), "G-single-realtime", "strong-snapshot-isolation");
  }

  @Test
  void appendsAgainstRealTimeAreG0Realtime() {
    Txns txns =
        new Txns().alone(0, append("x", 1)).alone(1, append("x", 2)).alone(2, read("x", 2L, 1L));
    breaks(strict(txns), "G0-realtime", "strong-read-uncommitted");
  }

  @Test
  void brokenListsAreNamed() {
    breaks(
        strict(new Txns().alone(0, append("x", 1)).alone(0, read("x", 1L, 1L))),
        "duplicate-elements",
        "read-uncommitted");
    breaks(strict(new Txns().alone(0, read("x", 7L))), "phantom-read", "read-uncommitted");
    breaks(
        strict(
            new Txns()
                .together(
                    0,
                    List.of(
                        List.of(append("x", 1)),
                        List.of(append("x", 2)),
                        List.of(read("x", 1L)),
                        List.of(read("x", 2L))))),
        "incompatible-order",
        "read-uncommitted");
    breaks(strict(new Txns().alone(0, append("x", 1), read("x"))), "internal", "read-atomic");
  }

  @Test
  void twoThatReplaceOneVersionAreALostUpdate() {
    Txns txns =
        new Txns()
            .together(
                0, List.of(List.of(read("x"), append("x", 1)), List.of(read("x"), append("x", 2))));
    Guarantee guarantee = lists(txns, Consistency.SNAPSHOT_ISOLATION);
    breaks(guarantee, "lost-update", "snapshot-isolation", "repeatable-read");
  }

  @Test
  void aValueWrittenTwiceCannotBeJudged() {
    Txns txns = new Txns().alone(0, append("x", 1)).alone(0, append("x", 1));
    assertThat(strict(txns).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(strict(txns).reason()).contains("written to x twice");
  }

  @Test
  void registersHaveTheSameAnomalies() {
    breaks(
        registers(new Txns().alone(0, write("x", 1)).alone(1, see("x", 2L))),
        "phantom-read",
        "read-uncommitted");
    breaks(
        registers(
            new Txns()
                .together(
                    0,
                    List.of(
                        List.of(write("x", 1), see("y", 1L)),
                        List.of(write("y", 1), see("x", 1L))))),
        "G1c",
        "read-committed");
    Guarantee stale =
        registers(
            new Txns()
                .alone(0, write("x", 1))
                .alone(1, write("x", 2))
                .alone(2, see("x", 2L))
                .alone(3, see("x", 1L)));
    breaks(stale, "G-single-realtime", "strong-snapshot-isolation");
    breaks(
        registers(
            new Txns()
                .together(
                    0,
                    List.of(
                        List.of(write("x", 1), write("y", 1)),
                        List.of(see("x", 1L), see("y", Nil.NIL))))),
        "fractured-read",
        "read-atomic",
        "repeatable-read");
    Guarantee fine =
        registers(new Txns().alone(0, write("x", 1)).alone(1, see("x", 1L), write("x", 2)));
    assertThat(fine.verdict()).as(fine.reason()).isEqualTo(Verdict.VALID);
  }

  @Test
  void theDetailsCountEachClass() {
    assertThat(strict(halfSeen()).details())
        .containsEntry("anomalies", Map.of("fractured-read", 1L, "G-single", 1L));
  }

  @Test
  void nothingIsSaidWhereNothingIsCommitted() {
    Txns txns = new Txns().invoke(0, append("x", 1)).invoke(1, append("x", 2));
    assertThat(strict(txns).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(lists(txns, Consistency.READ_COMMITTED).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aGraphThatIsTooLargeIsNotCalledValid() {
    int half = 1_100;
    TxnHistoryBuilder builder = new TxnHistoryBuilder();
    int key = builder.key("x");
    for (int txn = 0; txn < 2 * half; txn++) {
      builder.begin(txn, txn);
      if (txn < half) {
        builder.read(key, new int[0], 0, 0);
      } else {
        builder.write(key, builder.newElement(key, (long) txn));
      }
      builder.committed(2 * half + txn);
    }
    TxnHistory history = builder.build();
    assertThat(TxnChecker.ofLists(Consistency.SNAPSHOT_ISOLATION).verdict(history, Limits.DEFAULT))
        .startsWith("unknown: No anomaly was found, but there are too many");
  }
}
