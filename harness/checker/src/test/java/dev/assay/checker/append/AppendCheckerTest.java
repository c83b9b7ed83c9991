package dev.assay.checker.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of lists. */
class AppendCheckerTest {
  private static final String TWO =
      """
      1 - invoke append - 1
      1 - ok append - 1
      2 - invoke append - 2
      2 - ok append - 2
      """;

  private static Guarantee judge(String table) {
    return new AppendChecker().check(HistoryTable.of(table), Limits.DEFAULT).getFirst();
  }

  private static String finalRead(String list) {
    return """
    nemesis - event phase - 'final'
    9 - invoke read -
    9 - ok read - %s
    """
        .formatted(list);
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
  void readsThatShowWhatWasAppendedInOrderAreValid() {
    expectValid("3 - invoke read -\n3 - ok read - []\n" + TWO + finalRead("[1, 2]"));
  }

  @Test
  void operationsThatOverlapMayBeInEitherOrder() {
    for (String list : new String[] {"[1, 2]", "[2, 1]"}) {
      for (String early : new String[] {"[]", list}) {
        expectValid(
            """
            1 - invoke append - 1
            2 - invoke append - 2
            3 - invoke read -
            2 - ok append - 2
            1 - ok append - 1
            3 - ok read - %s
            """
                    .formatted(early)
                + finalRead(list));
      }
    }
  }

  @Test
  void whatNobodyKnowsMayComeLateOrNever() {
    String table =
        """
        1 - invoke append - 7
        1 - info append - 7
        """
            + TWO;
    expectValid(table + finalRead("[1, 2]"));
    expectValid(table + "3 - invoke read -\n3 - ok read - [1, 2]\n" + finalRead("[1, 2, 7]"));
    expect("stale", table + "3 - invoke read -\n3 - ok read - [1]\n" + finalRead("[1, 7, 2]"));
  }

  @Test
  void anAcknowledgedElementThatNoReadShowsIsLost() {
    Guarantee guarantee =
        expect(
            "lost",
            """
            1/n1 - invoke append a 1
            1/n1 - ok append a 1
            2/n2 - invoke append a 2
            2/n2 - ok append a 2
            3/n3 - invoke read a
            3/n3 - ok read a [2]
            """);
    assertThat(guarantee.reason())
        .isEqualTo(
            "Element 1 of a, acknowledged at 1.0 ms, is lost, and the read by process 3 on n3, "
                + "from 4.0 ms to 5.0 ms does not show it.");
    assertThat(guarantee.story())
        .containsExactly(
            "Let element 1 of a be appended by process 1 on n1, acknowledged at 1.0 ms.",
            "However, the read by process 3 on n3, from 4.0 ms to 5.0 ms does not show it.");
    assertThat(guarantee.evidence()).extracting(Entry::index).containsExactly(0L, 1L, 4L, 5L);
  }

  @Test
  void anElementThatIsMissingBeforeALaterOneIsLost() {
    expect(
        "lost",
        """
        3 - invoke read -
        1 - invoke append - 1
        1 - ok append - 1
        2 - invoke append - 2
        2 - ok append - 2
        3 - ok read - [2]
        """);
  }

  @Test
  void aReadThatShowsLessThanAnotherOneBeforeItIsStale() {
    String last = finalRead("[1, 2]");
    String shorter = "4 - invoke read -\n4 - ok read - [1]\n";
    expect("stale", TWO + shorter + last);
    expect(
        "stale",
        """
        1 - invoke append - 1
        1 - ok append - 1
        2 - invoke append - 2
        3 - invoke read -
        3 - ok read - [1, 2]
        """
            + shorter
            + "2 - ok append - 2\n"
            + last);
  }

  @Test
  void readsThatDisagreeHaveIncompatibleOrders() {
    Guarantee guarantee =
        expect(
            "incompatible-order",
            """
            1 - invoke append - 1
            2 - invoke append - 2
            3 - invoke read -
            3 - ok read - [1]
            4 - invoke read -
            4 - ok read - [2, 1]
            1 - ok append - 1
            2 - ok append - 2
            """);
    assertThat(guarantee.reason())
        .isEqualTo(
            "Two reads show different orders: after 0 elements one has element 2 and the other "
                + "has element 1.");
  }

  @Test
  void anElementThatComesTwiceIsDuplicated() {
    expect("duplicated", TWO + finalRead("[1, 2, 1]"));
  }

  @Test
  void anElementThatNobodyCanHaveAppendedIsAPhantom() {
    expect("phantom", TWO + finalRead("[1, 2, 3]"));
    expect("phantom", TWO + "1 - invoke append - 3\n1 - fail append - 3\n" + finalRead("[1,2,3]"));
    expect("phantom", "3 - invoke read -\n3 - ok read - [1]\n" + TWO + finalRead("[1, 2]"));
  }

  @Test
  void whatWasAppendedAfterwardsDoesNotComeBefore() {
    Guarantee guarantee = expect("out-of-order", TWO + finalRead("[2, 1]"));
    assertThat(guarantee.story())
        .containsExactly(
            "Let element 1 be appended by process 1, acknowledged at 1.0 ms.",
            "However, element 2 comes before it, which was begun later.");
  }

  @Test
  void listsUnderDifferentKeysAreJudgedOneByOne() {
    expectValid(
        """
        1 - invoke append a 1
        1 - ok append a 1
        1 - invoke append b 1
        1 - ok append b 1
        nemesis - event phase - 'final'
        9 - invoke read a
        9 - ok read a [1]
        """);
  }

  @Test
  void withoutAppendsOrFinalReadsItIsUnknown() {
    assertThat(judge("").reason()).isEqualTo("No append was acknowledged.");
    assertThat(judge(TWO).reason()).isEqualTo("No node answered a read in a final phase.");
  }

  @Test
  void whatIsNoHistoryOfAListIsUnknownWithItsIndex() {
    assertThat(judge("1 - invoke push - 1").reason())
        .contains("index 0: a list knows append and read");
    assertThat(judge("1 - invoke append -").reason()).contains("index 0: an append has");
    assertThat(judge("1 - invoke read -\n1 - ok read - 1").reason())
        .contains("index 1: the value of read is not a list");
  }
}
