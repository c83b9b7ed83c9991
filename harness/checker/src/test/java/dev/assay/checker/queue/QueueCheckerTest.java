package dev.assay.checker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of queues. */
class QueueCheckerTest {
  private static final String DRAINED =
      """
      nemesis - event phase - 'final'
      9 - invoke dequeue -
      9 - ok dequeue - null
      """;

  private static Guarantee judge(String table) {
    return new QueueChecker().check(HistoryTable.of(table), Limits.DEFAULT).getFirst();
  }

  private static void expectValid(String table) {
    Guarantee guarantee = judge(table + DRAINED);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
  }

  private static Guarantee expect(String anomaly, String table) {
    Guarantee guarantee = judge(table + DRAINED);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
    return guarantee;
  }

  @Test
  void whatIsPutInComesOutOnceAndInOrder() {
    expectValid(
        """
        1 - invoke enqueue - 1
        1 - ok enqueue - 1
        2 - invoke enqueue - 2
        2 - ok enqueue - 2
        3 - invoke dequeue -
        3 - ok dequeue - 1
        3 - invoke dequeue -
        3 - ok dequeue - 2
        """);
  }

  @Test
  void elementsThatArePutInOrTakenAtOnceComeOutEitherWay() {
    expectValid(
        """
        1 - invoke enqueue - 1
        2 - invoke enqueue - 2
        1 - ok enqueue - 1
        2 - ok enqueue - 2
        3 - invoke dequeue -
        3 - ok dequeue - 2
        3 - invoke dequeue -
        3 - ok dequeue - 1
        """);
    expectValid(
        """
        1 - invoke enqueue - 1
        1 - ok enqueue - 1
        2 - invoke enqueue - 2
        2 - ok enqueue - 2
        3 - invoke dequeue -
        4 - invoke dequeue -
        4 - ok dequeue - 2
        3 - ok dequeue - 1
        """);
  }

  @Test
  void aDequeueOfUnknownOutcomeMayHaveTakenTheElementThatItNames() {
    String table =
        """
        1 - invoke enqueue - 1
        1 - ok enqueue - 1
        1 - invoke enqueue - 2
        1 - ok enqueue - 2
        2 - invoke dequeue -
        2 - info dequeue - %s
        3 - invoke dequeue -
        3 - ok dequeue - %s
        """;
    expectValid(table.formatted(1, 2));
    assertThat(expect("lost", table.formatted(1, 1)).reason()).contains("element 2");
    expect("lost", table.formatted("7", 2));
  }

  @Test
  void aDequeueThatNamesNothingAccountsForOneElement() {
    String table =
        """
        1 - invoke enqueue - 1
        1 - ok enqueue - 1
        2 - invoke dequeue -
        2 - info dequeue -
        3 - invoke enqueue - 2
        3 - ok enqueue - 2
        3 - invoke dequeue -
        3 - ok dequeue - 2
        """;
    expectValid(table);
    Guarantee lost = expect("lost", table + "3 - invoke enqueue - 3\n3 - ok enqueue - 3\n");
    assertThat(lost.story())
        .contains(
            "Nobody is given it, and the 1 dequeues of unknown outcome account for 1 others.");
  }

  @Test
  void aDequeueThatBeginsTooLateAccountsForNothing() {
    expect(
        "lost",
        """
        1 - invoke enqueue - 1
        1 - ok enqueue - 1
        3 - invoke dequeue -
        3 - ok dequeue - null
        2 - invoke dequeue -
        2 - info dequeue -
        1 - invoke enqueue - 2
        1 - ok enqueue - 2
        3 - invoke dequeue -
        3 - ok dequeue - 2
        """);
  }

  @Test
  void anAcknowledgedElementThatIsNeverGivenToAnybodyIsLost() {
    Guarantee guarantee =
        expect(
            "lost",
            """
            1/n1 - invoke enqueue q 1
            1/n1 - ok enqueue q 1
            2/n2 - invoke enqueue q 2
            2/n2 - ok enqueue q 2
            3/n3 - invoke dequeue q
            3/n3 - ok dequeue q 2
            3/n3 - invoke dequeue q
            3/n3 - ok dequeue q null
            """);
    assertThat(guarantee.reason()).isEqualTo("The element 1 of q was acknowledged and is lost.");
    assertThat(guarantee.story())
        .containsExactly(
            "Let process 1 on n1 enqueue the element 1 of q, from 0.0 ms to 1.0 ms, acknowledged.",
            "Nobody is given it.",
            "However, the dequeue by process 3 on n3, from 6.0 ms to 7.0 ms, which begins after "
                + "that, finds nothing.");
    assertThat(guarantee.evidence()).extracting(Entry::index).containsExactly(0L, 1L, 6L, 7L);
  }

  @Test
  void withoutAnEmptyQueueNothingIsLostButWhatIsOvertakenIsOutOfOrder() {
    String table =
        """
        1 - invoke enqueue - 1
        1 - ok enqueue - 1
        2 - invoke enqueue - 2
        2 - ok enqueue - 2
        3 - invoke dequeue -
        3 - ok dequeue - %d
        """;
    assertThat(judge(table.formatted(1)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge(table.formatted(2)).anomaly()).isEqualTo("out-of-order");
  }

  @Test
  void anElementThatIsTakenTwiceIsDuplicated() {
    expect(
        "duplicated",
        """
        1 - invoke enqueue - 1
        1 - info enqueue - 1
        2 - invoke dequeue -
        2 - ok dequeue - 1
        2 - invoke dequeue -
        2 - ok dequeue - 1
        """);
  }

  @Test
  void anElementThatNobodyCanHavePutInIsAPhantom() {
    expect("phantom", "2 - invoke dequeue -\n2 - ok dequeue - 1\n");
    expect(
        "phantom",
        """
        1 - invoke enqueue - 1
        1 - fail enqueue - 1
        2 - invoke dequeue -
        2 - ok dequeue - 1
        """);
    expect(
        "phantom",
        """
        2 - invoke dequeue -
        2 - ok dequeue - 1
        1 - invoke enqueue - 1
        1 - ok enqueue - 1
        """);
  }

  @Test
  void whatWasPutInLaterDoesNotComeOutEarlier() {
    Guarantee guarantee =
        expect(
            "out-of-order",
            """
            1 - invoke enqueue - 1
            1 - ok enqueue - 1
            2 - invoke enqueue - 2
            2 - info enqueue - 2
            3 - invoke dequeue -
            3 - ok dequeue - 2
            3 - invoke dequeue -
            3 - ok dequeue - 1
            """);
    assertThat(guarantee.story())
        .containsExactly(
            "Let process 1 enqueue the element 1, from 0.0 ms to 1.0 ms, acknowledged.",
            "Then let process 2 enqueue the element 2, begun at 2.0 ms, with unknown outcome.",
            "However, the dequeue by process 3, from 4.0 ms to 5.0 ms is given the later one.",
            "The earlier one is given to the dequeue by process 3, from 6.0 ms to 7.0 ms, "
                + "after that.");
  }

  @Test
  void aQueueInWhichSomethingIsIsNotEmpty() {
    String table =
        """
        1 - invoke enqueue - 1
        1 - ok enqueue - 1
        2 - invoke dequeue -
        2 - ok dequeue - null
        3 - invoke dequeue -
        3 - ok dequeue - 1
        """;
    expect("missed", table);
  }

  @Test
  void ifOneAfterTheOtherIsThereAllTheTimeTheQueueIsNotEmpty() {
    String table =
        """
        1 - invoke enqueue - 1
        1 - ok enqueue - 1
        2 - invoke dequeue -
        1 - invoke enqueue - 2
        %s
        4 - ok dequeue - 1
        2 - ok dequeue - null
        4 - invoke dequeue -
        4 - ok dequeue - 2
        """;
    String put = "1 - ok enqueue - 2\n";
    String take = "4 - invoke dequeue -\n";
    expect("missed", table.formatted(put + take));
    expectValid(table.formatted(take + put));
  }

  @Test
  void queuesUnderDifferentKeysAreJudgedOneByOne() {
    expectValid(
        """
        1 - invoke enqueue a 1
        1 - ok enqueue a 1
        2 - invoke dequeue b
        2 - ok dequeue b null
        2 - invoke dequeue a
        2 - ok dequeue a 1
        """);
  }

  @Test
  void whatIsNoHistoryOfAQueueIsUnknownWithItsIndex() {
    assertThat(judge("1 - invoke push - 1").reason())
        .contains("index 0: a queue knows enqueue and dequeue");
    assertThat(judge("1 - invoke enqueue -").reason()).contains("index 0: an enqueue has no");
    assertThat(judge("1 - invoke enqueue - 1\n2 - invoke enqueue - 1").reason())
        .contains("index 1: the element was enqueued before");
    assertThat(judge("").reason()).isEqualTo("No element was put in and taken.");
  }
}
