package dev.assay.checker.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.play.TextHistory;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of sequences. */
class SequenceCheckerTest {
  private static Guarantee judge(String table) {
    return new SequenceChecker().check(TextHistory.of(table), Limits.DEFAULT).getFirst();
  }

  private static void expectValid(String table) {
    assertThat(judge(table).verdict()).as(judge(table).reason()).isEqualTo(Verdict.VALID);
  }

  private static Guarantee expect(String anomaly, String table) {
    Guarantee guarantee = judge(table);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    return guarantee;
  }

  @Test
  void numbersThatGrowWithGapsAndDropsAreValid() {
    expectValid(
        """
        invoke 1 next 100
        ok     1 next 0
        invoke 1 drop 0
        ok     1 drop 0
        invoke 2 next 101
        ok     2 next 5
        """);
  }

  @Test
  void operationsThatOverlapMayBeNumberedEitherWay() {
    expectValid(
        """
        invoke 1 next
        invoke 2 next
        ok     1 next 8
        ok     2 next 7
        """);
  }

  @Test
  void sequencesUnderDifferentKeysAreJudgedOneByOne() {
    expectValid(
        """
        invoke 1 next key=a
        ok     1 next key=a 3
        invoke 1 next key=b
        ok     1 next key=b 3
        """);
  }

  @Test
  void aNumberThatIsGivenAgainAfterItWasDroppedIsDuplicated() {
    Guarantee guarantee =
        expect(
            "duplicated",
            """
            invoke 1 next key=q on n1
            ok     1 next key=q 4 on n1
            invoke 1 drop key=q 4 on n1
            ok     1 drop key=q 4 on n1
            invoke 2 next key=q on n2
            ok     2 next key=q 4 on n2
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
        invoke 1 next
        invoke 2 next
        ok     2 next 7
        ok     1 next 7
        """);
  }

  @Test
  void aSmallerNumberAfterAGreaterOneIsOutOfOrder() {
    Guarantee guarantee =
        expect(
            "out-of-order",
            """
            invoke 1 next
            ok     1 next 9
            invoke 3 next
            ok     3 next 11
            invoke 2 next
            ok     2 next 7
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
            invoke 1 next
            ok     1 next 9
            invoke 1 next
            ok     1 next 7
            invoke 1 next
            ok     1 next 9
            invoke 1 next
            ok     1 next 9
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
        invoke 1 next
        info   1 next
        invoke 2 next
        fail   2 next
        invoke 3 next
        ok     3 next 0
        invoke 4 next
        """);
  }

  @Test
  void withoutAnAcknowledgedNumberItIsUnknown() {
    assertThat(judge("").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge("invoke 1 next\ninfo 1 next").verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatIsNoHistoryOfASequenceIsUnknownWithItsIndex() {
    assertThat(judge("invoke 1 next\nok 1 next \"a\"").reason())
        .isEqualTo("The history cannot be judged: index 1: the value of next is not a number");
    assertThat(judge("invoke 1 add 1").reason())
        .contains("index 0: a sequence knows next and drop");
    assertThat(judge("ok 1 next 1").reason()).contains("index 0: it completes an operation");
  }
}
