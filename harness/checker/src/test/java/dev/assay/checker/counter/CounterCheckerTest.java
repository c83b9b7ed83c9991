package dev.assay.checker.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of counters. */
class CounterCheckerTest {
  private static final String FINAL = "\nnemesis - event phase - 'final'\n";
  private static final String TWO = "9 - invoke read -\n9 - ok read - 2\n";

  private static Guarantee judge(String table) {
    return new CounterChecker().check(HistoryTable.of(table), Limits.DEFAULT).getFirst();
  }

  private static void expectValid(String table) {
    assertThat(judge(table).verdict()).as(judge(table).reason()).isEqualTo(Verdict.VALID);
  }

  private static Guarantee expect(String anomaly, String table) {
    Guarantee guarantee = judge(table);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
    return guarantee;
  }

  @Test
  void everyAcknowledgedIncrementIsCountedOnce() {
    expectValid(
        """
        1 - invoke read -
        1 - ok read - 0
        1 - invoke increase -
        1 - ok increase -
        2 - invoke increase -
        2 - ok increase -
        """
            + FINAL
            + TWO);
  }

  @Test
  void aReadThatOverlapsAnIncrementMayShowItOrNot() {
    for (int count = 0; count <= 1; count++) {
      expectValid(
          """
          1 - invoke increase -
          2 - invoke read -
          1 - ok increase -
          2 - ok read - %d
          1 - invoke increase -
          1 - ok increase -
          """
                  .formatted(count)
              + FINAL
              + TWO);
    }
  }

  @Test
  void readsThatOverlapMayShowTheirCountsInEitherOrder() {
    expectValid(
        """
        1 - invoke increase -
        2 - invoke read -
        3 - invoke read -
        2 - ok read - 1
        3 - ok read - 0
        1 - ok increase -
        1 - invoke increase -
        1 - ok increase -
        """
            + FINAL
            + TWO);
  }

  @Test
  void whatNobodyKnowsMayTakeEffectLateAndWhatFailedDoesNot() {
    String table =
        """
        1 - invoke increase -
        1 - info increase -
        2 - invoke increase -
        2 - ok increase -
        3 - invoke read -
        3 - ok read - 1
        4 - invoke increase -
        4 - fail increase -
        """
            + FINAL;
    expectValid(table + TWO);
    expectValid(table + "9 - invoke read -\n9 - ok read - 1\n");
    expect("phantom-increment", table + "9 - invoke read -\n9 - ok read - 3\n");
  }

  @Test
  void anAcknowledgedIncrementThatIsNotCountedIsLost() {
    Guarantee guarantee =
        expect(
            "lost-increment",
            """
            1/n1 - invoke increase c
            1/n1 - ok increase c
            2/n2 - invoke increase c
            2/n2 - ok increase c
            3/n3 - invoke read c
            3/n3 - ok read c 1
            """);
    assertThat(guarantee.reason())
        .isEqualTo(
            "The read by process 3 on n3, from 4.0 ms to 5.0 ms shows 1 of c, "
                + "which must be at least 2 by then.");
    assertThat(guarantee.story())
        .containsExactly(
            "Let the counter of c begin with 0.",
            "Then let 2 increments be begun and acknowledged, the last one from 2.0 ms to 3.0 ms.",
            "However, the read by process 3 on n3, from 4.0 ms to 5.0 ms, which begins after that, "
                + "shows 1 and not at least 2.");
    assertThat(guarantee.evidence())
        .extracting(Entry::index)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(guarantee.details()).containsEntry("lost-increment", 1L).containsEntry("reads", 1L);
  }

  @Test
  void anIncrementAfterAReadIsCountedOnTopOfWhatTheReadShowed() {
    expect(
        "lost-increment",
        """
        1 - invoke increase -
        2 - invoke read -
        2 - ok read - 1
        3 - invoke increase -
        3 - ok increase -
        2 - invoke read -
        2 - ok read - 1
        """);
  }

  @Test
  void moreThanWasBegunIsAPhantom() {
    Guarantee guarantee =
        expect(
            "phantom-increment",
            """
            1 - invoke increase -
            1 - ok increase -
            2 - invoke read -
            2 - ok read - 2
            1 - invoke increase -
            1 - ok increase -
            """);
    assertThat(guarantee.story())
        .containsExactly(
            "Let the counter begin with 0.",
            "Until 3.0 ms at most 1 increments can have taken effect since.",
            "However, the read by process 2, from 2.0 ms to 3.0 ms shows 2 and not at most 1.");
  }

  @Test
  void anIncrementThatWasOverBeforeAReadIsNotCountedAfterIt() {
    expect(
        "phantom-increment",
        """
        1 - invoke increase -
        2 - invoke increase -
        1 - ok increase -
        3 - invoke read -
        3 - ok read - 1
        4 - invoke read -
        4 - ok read - 3
        2 - ok increase -
        """);
  }

  @Test
  void aCountDoesNotGoBack() {
    expect(
        "went-back",
        """
        1 - invoke increase -
        2 - invoke read -
        2 - ok read - 1
        3 - invoke read -
        3 - ok read - 0
        1 - ok increase -
        """);
  }

  @Test
  void countersUnderDifferentKeysAreJudgedOneByOne() {
    expectValid(
        """
        1 - invoke increase a
        1 - ok increase a
        """
            + FINAL
            + """
            2 - invoke read b
            2 - ok read b 0
            2 - invoke read a
            2 - ok read a 1
            """);
  }

  @Test
  void withoutIncrementsOrFinalReadsItIsUnknown() {
    assertThat(judge("").reason()).isEqualTo("No increment was acknowledged.");
    String increase = "1/n1 - invoke increase -\n1/n1 - ok increase -\n";
    assertThat(judge(increase).reason()).isEqualTo("No node answered a read in a final phase.");
    String read = "2/n2 - invoke read -\n2/n2 - ok read - 1\n";
    assertThat(judge(increase + FINAL + read).reason())
        .isEqualTo("In the final phase no read was answered by n1.");
  }

  @Test
  void whatIsNoHistoryOfACounterIsUnknownWithItsIndex() {
    assertThat(judge("1 - invoke read -\n1 - ok read - 'a'").reason())
        .isEqualTo("The history cannot be judged: index 1: the value of read is not a number");
    assertThat(judge("1 - invoke add -").reason())
        .contains("index 0: a counter knows increase and read");
    assertThat(judge("1 - invoke read -\n1 - ok read - 9999999999999").reason())
        .contains("index 1: no counter counts to that");
  }
}
