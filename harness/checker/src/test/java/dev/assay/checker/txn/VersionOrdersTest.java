package dev.assay.checker.txn;

import static dev.assay.checker.txn.Txns.append;
import static dev.assay.checker.txn.Txns.read;
import static dev.assay.checker.txn.Txns.see;
import static dev.assay.checker.txn.Txns.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.LimitReached;
import dev.assay.checker.Limits;
import dev.assay.checker.Meter;
import dev.assay.checker.history.Nil;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Histories whose reads do not tell the order of all versions. */
class VersionOrdersTest {
  private static Guarantee lists(Txns txns, Consistency consistency) {
    return TxnChecker.ofLists(consistency).check(txns.entries(), Limits.DEFAULT).getFirst();
  }

  private static Guarantee registers(Txns txns, Consistency consistency) {
    return TxnChecker.ofRegisters(consistency).check(txns.entries(), Limits.DEFAULT).getFirst();
  }

  private static void valid(Guarantee guarantee) {
    assertThat(guarantee.verdict()).as("%s", guarantee).isEqualTo(Verdict.VALID);
  }

  private static void breaks(Guarantee guarantee, String anomaly, String... weakest) {
    assertThat(guarantee.verdict()).as("%s", guarantee).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.anomaly()).as("%s", guarantee).isEqualTo(anomaly);
    assertThat(guarantee.details()).containsEntry("notEven", List.of(weakest));
  }

  @Test
  void sessionsThatSeeTwoWritesInTwoOrdersHaveNoOrder() {
    Txns txns =
        new Txns()
            .invoke(2, write("x", 1))
            .invoke(3, write("x", 2))
            .invoke(0, see("x", 1L))
            .invoke(1, see("x", 2L))
            .ok(0, see("x", 1L))
            .ok(1, see("x", 2L))
            .invoke(0, see("x", 2L))
            .invoke(1, see("x", 1L))
            .ok(0, see("x", 2L))
            .ok(1, see("x", 1L))
            .ok(2, write("x", 1))
            .ok(3, write("x", 2));
    Guarantee guarantee = registers(txns, Consistency.STRONG_SESSION_SERIALIZABLE);
    breaks(guarantee, "G-single-process", "strong-session-consistent-view");
    assertThat(guarantee.reason()).contains("whatever the order of the versions was");
    valid(registers(txns, Consistency.SERIALIZABLE));
    valid(registers(txns, Consistency.STRONG_SESSION_READ_COMMITTED));
  }

  @Test
  void aSessionKeepsItsOrderInTheOneThatExplainsAll() {
    Txns txns =
        new Txns()
            .invoke(1, write("x", 2))
            .alone(0, write("x", 1))
            .alone(0, see("x", 2L))
            .alone(0, see("x", 2L), write("y", 1))
            .ok(1, write("x", 2))
            .alone(2, see("y", Nil.NIL));
    valid(registers(txns, Consistency.STRONG_SESSION_SERIALIZABLE));
    breaks(
        registers(txns, Consistency.STRICT_SERIALIZABLE),
        "G-single-realtime",
        "strong-snapshot-isolation");
  }

  @Test
  void halvesOfTwoTransactionsAreAFracturedReadInWhateverOrder() {
    Txns txns =
        new Txns()
            .together(
                0,
                List.of(
                    List.of(write("x", 1), write("y", 1)),
                    List.of(write("x", 2), write("y", 2)),
                    List.of(see("x", 1L), see("y", 2L))));
    for (Consistency model :
        List.of(
            Consistency.READ_ATOMIC,
            Consistency.SNAPSHOT_ISOLATION,
            Consistency.STRONG_SESSION_SNAPSHOT_ISOLATION,
            Consistency.REPEATABLE_READ)) {
      breaks(registers(txns, model), "fractured-read", "read-atomic", "repeatable-read");
    }
    valid(registers(txns, Consistency.READ_COMMITTED));
  }

  @Test
  void writeSkewOfThoseThatWriteOneListIsNoSnapshotIsolation() {
    List<Object> first = List.of(read("a"), append("b", 1), append("x", 1));
    List<Object> second = List.of(read("b"), append("a", 1), append("x", 2));
    Txns txns = new Txns().together(0, List.of(first, second));
    breaks(
        lists(txns, Consistency.SNAPSHOT_ISOLATION),
        "G-single",
        "consistent-view",
        "repeatable-read");
    valid(lists(txns, Consistency.READ_ATOMIC));
    valid(
        lists(
            new Txns().together(0, List.of(first, second.subList(0, 2))),
            Consistency.SNAPSHOT_ISOLATION));
  }

  @Test
  void withTooManyOrdersNothingIsSaid() {
    List<List<Object>> transactions = new ArrayList<>();
    transactions.add(List.of(read("a"), append("b", 1), append("x", 1)));
    transactions.add(List.of(read("b"), append("a", 1), append("x", 2)));
    for (long value = 3; value < 300; value++) {
      transactions.add(List.of(append("x", value)));
    }
    Guarantee guarantee =
        lists(new Txns().together(0, transactions), Consistency.SNAPSHOT_ISOLATION);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason()).contains("too many such orders");
  }

  /**
   * In the order in which the stale read is of an old version it is one, and no circle of reads.
   */
  @Test
  void aStaleReadDoesNotBreakReadCommitted() {
    Txns txns =
        new Txns()
            .invoke(0, write("x", 1), write("y", 1))
            .alone(1, see("y", 1L), write("x", 2))
            .alone(2, see("x", 1L))
            .ok(0, write("x", 1), write("y", 1));
    valid(registers(txns, Consistency.STRONG_READ_COMMITTED));
    breaks(
        registers(txns, Consistency.STRICT_SERIALIZABLE),
        "G-single-realtime",
        "strong-snapshot-isolation");
  }

  @Test
  void readsInACircleDoNotBreakReadUncommitted() {
    Txns txns =
        new Txns()
            .together(
                0,
                List.of(
                    List.of(see("y", 1L), write("y", 2), write("x", 1)),
                    List.of(see("x", 1L), write("x", 2), write("y", 1))));
    valid(registers(txns, Consistency.READ_UNCOMMITTED));
    breaks(registers(txns, Consistency.READ_COMMITTED), "G1c", "read-committed");
  }

  @Test
  void aReadOfWhatItsTransactionWritesLaterIsInternal() {
    breaks(
        registers(new Txns().alone(0, see("x", 1L), write("x", 1)), Consistency.READ_ATOMIC),
        "internal",
        "read-atomic");
    breaks(
        lists(new Txns().alone(0, read("x", 1L), append("x", 1)), Consistency.READ_ATOMIC),
        "internal",
        "read-atomic");
  }

  @Test
  void appendsOfOneTransactionStandInItsOrder() {
    Txns txns = new Txns().alone(0, append("x", 1), append("x", 2)).alone(0, read("x", 2L, 1L));
    breaks(lists(txns, Consistency.READ_UNCOMMITTED), "incompatible-order", "read-uncommitted");
  }

  /** All overlap; each key is written by many, and each value read once. */
  private static TxnHistory overlapping(int transactions) {
    TxnHistoryBuilder builder = new TxnHistoryBuilder();
    for (int txn = 0; txn < transactions; txn++) {
      int key = builder.key("k" + txn / 20 % 50);
      int element = builder.element(key, (long) (txn / 2));
      builder.begin(txn, txn);
      if (txn % 2 == 0) {
        builder.write(key, element);
      } else {
        builder.read(key, new int[] {element}, 0, 1);
      }
      builder.committed(2 * transactions - txn);
    }
    return builder.build();
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void manyThatOverlapArePutInOrderWithoutLookingAtAllForEach() {
    TxnHistory history = overlapping(100_000);
    assertThat(TxnChecker.ofRegisters(Consistency.SERIALIZABLE).verdict(history, Limits.DEFAULT))
        .isEqualTo("valid");
  }

  @Test
  void theSearchForAnOrderKeepsTheTimeLimit() {
    TxnHistory history = overlapping(100);
    boolean[] part = new boolean[history.size()];
    Arrays.fill(part, true);
    Meter meter = Meter.start(new Limits(1, 1L << 20), history.size(), "transactions");
    long begin = System.nanoTime();
    while (System.nanoTime() - begin <= 1_000_000) {
      Thread.onSpinWait();
    }
    Assertions.assertThatThrownBy(
            () -> RegisterOrder.find(history, part, AnomalyKind.Level.PLAIN, meter))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("the time was up");
  }
}
