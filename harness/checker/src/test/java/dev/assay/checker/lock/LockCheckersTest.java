package dev.assay.checker.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of locks and of what they protect. */
class LockCheckersTest {
  private static Guarantee judge(Checker checker, String table) {
    return checker.check(HistoryTable.of(table), Limits.DEFAULT).getFirst();
  }

  private static Guarantee exclusion(String table) {
    return judge(new MutualExclusionChecker(), table);
  }

  private static Guarantee fencing(String table) {
    return judge(new FencingChecker(), table);
  }

  private static void expect(Guarantee guarantee, Verdict verdict, String anomaly) {
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(verdict);
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
  }

  @Test
  void oneHolderAfterTheOtherIsValid() {
    Guarantee guarantee =
        exclusion(
            """
            1 a invoke acquire -
            1 a ok acquire - {'token':5}
            2 b invoke acquire -
            2 b fail acquire -
            1 a invoke work - {'token':5}
            1 a ok work - {'token':5}
            1 a invoke release -
            1 a ok release -
            2 b invoke acquire -
            2 b ok acquire - {'token':9}
            """);
    expect(guarantee, Verdict.VALID, "");
    assertThat(guarantee.details()).containsEntry("acquired", 2L).containsEntry("surelyHeld", 1L);
  }

  @Test
  void theLockGivenToAnotherWhileItIsHeldHasTwoHolders() {
    Guarantee guarantee =
        exclusion(
            """
            1/n1 a invoke acquire -
            1/n1 a ok acquire - {'token':5}
            2/n2 b invoke acquire -
            2/n2 b ok acquire - {'token':6}
            1/n1 a invoke work - {'token':5}
            1/n1 a ok work - {'token':5}
            """);
    expect(guarantee, Verdict.INVALID, "two-holders");
    assertThat(guarantee.reason())
        .isEqualTo(
            "Two hold the lock at 3.0 ms: process 1 on n1, since 1.0 ms, and process 2 on n2.");
    assertThat(guarantee.story())
        .containsExactly(
            "Let process 1 on n1 acquire the lock, from 0.0 ms to 1.0 ms, with token 5 in session"
                + " a.",
            "Then let the work of session a that begins at 4.0 ms succeed: "
                + "the session is alive until then.",
            "Before 3.0 ms it begins no release.",
            "However, process 2 on n2 acquires the lock, from 2.0 ms to 3.0 ms, "
                + "with token 6 in session b, while the first one holds.");
    assertThat(guarantee.evidence())
        .extracting(Entry::index)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void oneThatIsAliveWhenAnotherHoldsDidNotHoldBefore() {
    String table =
        """
        1 a invoke acquire -
        2 b invoke acquire -
        2 b ok acquire - {'token':5}
        3 a invoke work - {'token':5}
        3 a ok work - {'token':5}
        1 a ok acquire - {'token':6}
        """;
    expect(exclusion(table), Verdict.UNKNOWN, "");
    Guarantee guarantee =
        exclusion(
            table
                + """
                2 b invoke work - {'token':5}
                2 b ok work - {'token':5}
                """);
    expect(guarantee, Verdict.INVALID, "two-holders");
    assertThat(guarantee.story().getLast())
        .endsWith(
            "and is alive too: its work that begins at 3.0 ms succeeds."
                + " So it did not hold and end before 2.0 ms, and after that the first one holds.");
  }

  @Test
  void aHolderThatIsNotSeenAliveAfterwardsMayHaveLostItsSession() {
    String table =
        """
        1 a invoke acquire -
        1 a ok acquire - {'token':5}
        1 a invoke work - {'token':5}
        1 a ok work - {'token':5}
        2 b invoke acquire -
        2 b ok acquire - {'token':6}
        1 a invoke work - {'token':5}
        """;
    expect(exclusion(table), Verdict.VALID, "");
    expect(exclusion(table + "1 a info work - {'token':5}"), Verdict.VALID, "");
    expect(exclusion(table + "1 a fail work - {'token':5}"), Verdict.VALID, "");
    expect(exclusion(table + "1 c ok work - {'token':5}"), Verdict.VALID, "");
    expect(exclusion(table + "1 a ok work - {'token':5}"), Verdict.INVALID, "two-holders");
  }

  @Test
  void aReleaseThatHasBegunEndsWhatIsKnownWhateverBecomesOfIt() {
    for (String end : new String[] {"ok", "fail", "info"}) {
      Guarantee guarantee =
          exclusion(
              """
              1 a invoke acquire -
              1 a ok acquire - {'token':5}
              1 a invoke release -
              2 b invoke acquire -
              2 b ok acquire - {'token':6}
              1 a %s release -
              3 a invoke work - {'token':5}
              3 a ok work - {'token':5}
              """
                  .formatted(end));
      expect(guarantee, Verdict.VALID, "");
    }
  }

  @Test
  void aReleaseThatBeginsAfterwardsAndSucceedsShowsThatItWasHeld() {
    expect(
        exclusion(
            """
            1 a invoke acquire -
            1 a ok acquire - {'token':5}
            2 b invoke acquire -
            2 b ok acquire - {'token':6}
            1 a invoke release -
            1 a ok release -
            """),
        Verdict.INVALID,
        "two-holders");
  }

  @Test
  void twoThatOverlapAndAreBothAliveAfterwardsHoldBoth() {
    String table =
        """
        1 a invoke acquire -
        2 b invoke acquire -
        1 a ok acquire - {'token':5}
        2 b ok acquire - {'token':6}
        1 a invoke work - {'token':5}
        1 a ok work - {'token':5}
        """;
    expect(exclusion(table), Verdict.VALID, "");
    Guarantee guarantee =
        exclusion(
            table
                + """
                2 b invoke work - {'token':6}
                2 b ok work - {'token':6}
                """);
    expect(guarantee, Verdict.INVALID, "two-holders");
    assertThat(guarantee.story().getLast()).endsWith("At 3.0 ms both hold it.");
  }

  @Test
  void whoHoldsItMayNotGetItAgain() {
    expect(
        exclusion(
            """
            1 a invoke acquire -
            1 a ok acquire - {'token':5}
            1 a invoke acquire -
            1 a ok acquire - {'token':6}
            1 a invoke work - {'token':6}
            1 a ok work - {'token':6}
            """),
        Verdict.INVALID,
        "two-holders");
  }

  @Test
  void aLongHoldIsNotForgottenForAShorterOneThatBeginsLater() {
    expect(
        exclusion(
            """
            1 a invoke acquire x
            1 a ok acquire x {'token':5}
            4 d invoke acquire y
            4 d ok acquire y {'token':6}
            4 d invoke release y
            4 d ok release y
            2 b invoke acquire x
            2 b ok acquire x {'token':7}
            1 a invoke work x {'token':5}
            1 a ok work x {'token':5}
            """),
        Verdict.INVALID,
        "two-holders");
  }

  @Test
  void anAcquisitionWhoseSessionChangedOrIsNotNamedProvesNothing() {
    String table =
        """
        1 %s invoke acquire -
        1 %s ok acquire - {'token':5}
        2 b invoke acquire -
        2 b ok acquire - {'token':6}
        1 a invoke work - {'token':5}
        1 a ok work - {'token':5}
        2 b invoke work - {'token':6}
        2 b ok work - {'token':6}
        """;
    expect(exclusion(table.formatted("z", "a")), Verdict.VALID, "");
    expect(exclusion(table.formatted("-", "-")), Verdict.VALID, "");
    expect(exclusion(table.formatted("-", "a")), Verdict.INVALID, "two-holders");
  }

  @Test
  void tokensGrowAlongRealTimeAndComeOnce() {
    String table =
        """
        1 a invoke acquire -
        1 a ok acquire - {'token':5}
        1 a invoke release -
        1 a ok release -
        2 b invoke acquire -
        2 b ok acquire - {'token':%d}
        """;
    expect(exclusion(table.formatted(6)), Verdict.VALID, "");
    expect(exclusion(table.formatted(5)), Verdict.INVALID, "token-order");
    Guarantee guarantee = exclusion(table.formatted(4));
    expect(guarantee, Verdict.INVALID, "token-order");
    assertThat(guarantee.reason()).isEqualTo("Token 4 was given to a holder after token 5.");
    assertThat(guarantee.details()).containsEntry("token-order", 1L);
  }

  @Test
  void locksUnderDifferentKeysDoNotExcludeEachOther() {
    expect(
        exclusion(
            """
            1 a invoke acquire x
            1 a ok acquire x {'token':5}
            2 b invoke acquire y
            2 b ok acquire y {'token':4}
            1 a invoke work x {'token':5}
            1 a ok work x {'token':5}
            """),
        Verdict.UNKNOWN,
        "");
  }

  @Test
  void withoutHoldersThatAreKnownItIsUnknown() {
    assertThat(exclusion("").reason()).isEqualTo("No lock was acquired more than once.");
    assertThat(
            exclusion(
                    """
                    1 - invoke acquire -
                    1 - ok acquire - {'token':5}
                    2 - invoke acquire -
                    2 - ok acquire - {'token':6}
                    """)
                .reason())
        .contains("Of no holder it is known");
    assertThat(exclusion("1 - invoke acquire -\n1 - ok acquire - 7").reason())
        .contains("index 1: the value of acquire is not a map");
    assertThat(exclusion("1 - invoke read -").reason())
        .contains("known are acquire, work, release");
  }

  @Test
  void workUnderALowerTokenAfterAHigherOneIsThatOfAStaleHolder() {
    String table =
        """
        2 - invoke work - {'token':6}
        2 - ok work - {'token':6}
        1 - invoke work - {'token':5}
        1 - %s work - {'token':5}
        2 - invoke work - {'token':7}
        2 - ok work - {'token':7}
        """;
    expect(fencing(table.formatted("fail")), Verdict.VALID, "");
    expect(fencing(table.formatted("info")), Verdict.VALID, "");
    Guarantee guarantee = fencing(table.formatted("ok"));
    expect(guarantee, Verdict.INVALID, "stale-holder");
    assertThat(guarantee.reason())
        .isEqualTo("Work under token 5 was accepted by the resource after work under token 6.");
    assertThat(guarantee.story())
        .containsExactly(
            "Let work of process 2 under token 6 be accepted by the resource, "
                + "from 0.0 ms to 1.0 ms.",
            "Then let process 1 ask for work under token 5 at 2.0 ms, after that.",
            "However, it is accepted, though the token is lower: "
                + "somebody else came after its holder.");
  }

  @Test
  void workThatOverlapsMayBeDoneInEitherOrder() {
    expect(
        fencing(
            """
            1 - invoke work - {'token':5}
            2 - invoke work - {'token':6}
            2 - ok work - {'token':6}
            1 - ok work - {'token':5}
            """),
        Verdict.VALID,
        "");
  }

  @Test
  void workUnderOneTokenAloneSaysNothingOfFencing() {
    expect(fencing(""), Verdict.UNKNOWN, "");
    expect(
        fencing(
            """
            1 - invoke work - {'token':5}
            1 - ok work - {'token':5}
            1 - invoke work other {'token':6}
            1 - ok work other {'token':6}
            """),
        Verdict.UNKNOWN,
        "");
  }
}
