package dev.assay.checker.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of sequences. */
class SequenceCheckerTest {
  private static Guarantee judge(String table) {
    return new SequenceChecker().check(HistoryTable.of(table), Limits.DEFAULT).getFirst();
  }

  private static void expectValid(String table) {
    assertThat(judge(table).verdict()).as(judge(table).reason()).isEqualTo(Verdict.VALID);
  }

  private static Guarantee expect(String anomaly, String table) {
    Guarantee guarantee = judge(table);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
    return guarantee;
  }

  @Test
  void numbersThatGrowWithGapsAndDropsAreValid() {
    expectValid(
        """
        1 - invoke next - 100
        1 - ok next - 0
        1 - invoke drop - 0
        1 - ok drop - 0
        2 - invoke next - 101
        2 - ok next - 5
        """);
  }

  @Test
  void operationsThatOverlapMayBeNumberedEitherWay() {
    expectValid(
        """
        1 - invoke next -
        2 - invoke next -
        1 - ok next - 8
        2 - ok next - 7
        """);
  }

  @Test
  void sequencesUnderDifferentKeysAreJudgedOneByOne() {
    expectValid(
        """
        1 - invoke next a
        1 - ok next a 3
        1 - invoke next b
        1 - ok next b 3
        """);
  }

  @Test
  void aNumberThatIsGivenAgainAfterItWasDroppedIsDuplicated() {
    Guarantee guarantee =
        expect(
            "duplicated",
            """
            1/n1 - invoke next q
            1/n1 - ok next q 4
            1/n1 - invoke drop q 4
            1/n1 - ok drop q 4
            2/n2 - invoke next q
            2/n2 - ok next q 4
            """);
    assertThat(guarantee.reason())
        .isEqualTo(
            "The number 4 of q was given twice: to process 1 on n1, from 0.0 ms to 1.0 ms, "
                + "and to process 2 on n2, from 4.0 ms to 5.0 ms.");
    assertThat(guarantee.story())
        .containsExactly(
            "Let process 1 on n1 be given the number 4 of q, from 0.0 ms to 1.0 ms.",
            "Then let process 1 on n1 drop it, from 2.0 ms to 3.0 ms.",
            "However, process 2 on n2 is given the number 4 of q, from 4.0 ms to 5.0 ms: "
                + "a number is given once.");
    assertThat(guarantee.evidence())
        .extracting(Entry::index)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(guarantee.details()).containsEntry("duplicated", 1L).containsEntry("names", 2L);
  }

  @Test
  void twoThatOverlapAndGetTheSameNumberAreDuplicatedToo() {
    expect(
        "duplicated",
        """
        1 - invoke next -
        2 - invoke next -
        2 - ok next - 7
        1 - ok next - 7
        """);
  }

  @Test
  void aSmallerNumberAfterAGreaterOneIsOutOfOrder() {
    Guarantee guarantee =
        expect(
            "out-of-order",
            """
            1 - invoke next -
            1 - ok next - 9
            3 - invoke next -
            3 - ok next - 11
            2 - invoke next -
            2 - ok next - 7
            """);
    assertThat(guarantee.story())
        .containsExactly(
            "Let process 3 be given the number 11, from 2.0 ms to 3.0 ms.",
            "Then let process 2 ask for the next number at 4.0 ms, after that.",
            "However, it is given 7, which is smaller.");
  }

  @Test
  void theWorstIsToldAndAllAreCounted() {
    Guarantee guarantee =
        expect(
            "duplicated",
            """
            1 - invoke next -
            1 - ok next - 9
            1 - invoke next -
            1 - ok next - 7
            1 - invoke next -
            1 - ok next - 9
            1 - invoke next -
            1 - ok next - 9
            """);
    assertThat(guarantee.reason()).endsWith("(and 1 more like it).");
    assertThat(guarantee.details())
        .containsEntry("duplicated", 2L)
        .containsEntry("out-of-order", 1L);
  }

  @Test
  void nothingIsConcludedFromWhatNobodyKnowsOrWhatFailed() {
    expectValid(
        """
        1 - invoke next -
        1 - info next -
        2 - invoke next -
        2 - fail next -
        3 - invoke next -
        3 - ok next - 0
        4 - invoke next -
        """);
  }

  @Test
  void withoutAnAcknowledgedNumberItIsUnknown() {
    assertThat(judge("").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge("1 - invoke next -\n1 - info next -").verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatIsNoHistoryOfASequenceIsUnknownWithItsIndex() {
    assertThat(judge("1 - invoke next -\n1 - ok next - 'a'").reason())
        .isEqualTo("The history cannot be judged: index 1: the value of next is not a number");
    assertThat(judge("1 - invoke add - 1").reason())
        .contains("index 0: a sequence knows next and drop");
    assertThat(judge("1 - ok next - 1").reason()).contains("index 0: it completes an operation");
  }
}
