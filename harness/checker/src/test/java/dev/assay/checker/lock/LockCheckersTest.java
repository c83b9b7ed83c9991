package dev.assay.checker.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.play.TextHistory;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of locks and of what they protect. */
class LockCheckersTest {
  private static Guarantee judge(Checker checker, String table) {
    return checker.check(TextHistory.of(table), Limits.DEFAULT).getFirst();
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
  }

  @Test
  void oneHolderAfterTheOtherIsValid() {
    Guarantee guarantee =
        exclusion(
            """
            invoke 1 acquire @a
            ok     1 acquire {"token":5} @a
            invoke 2 acquire @b
            fail   2 acquire @b
            invoke 1 work {"token":5} @a
            ok     1 work {"token":5} @a
            invoke 1 release @a
            ok     1 release @a
            invoke 2 acquire @b
            ok     2 acquire {"token":9} @b
            """);
    expect(guarantee, Verdict.VALID, "");
    assertThat(guarantee.details()).containsEntry("acquired", 2L).containsEntry("surelyHeld", 1L);
  }

  @Test
  void theLockGivenToAnotherWhileItIsHeldHasTwoHolders() {
    Guarantee guarantee =
        exclusion(
            """
            invoke 1 acquire on n1 @a
            ok     1 acquire {"token":5} on n1 @a
            invoke 2 acquire on n2 @b
            ok     2 acquire {"token":6} on n2 @b
            invoke 1 work {"token":5} on n1 @a
            ok     1 work {"token":5} on n1 @a
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
                + "with token 6 in session b, while the first one holds it.");
    assertThat(guarantee.evidence())
        .extracting(Entry::index)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aHolderThatIsNotSeenAliveAfterwardsMayHaveLostItsSession() {
    String table =
        """
        invoke 1 acquire @a
        ok     1 acquire {"token":5} @a
        invoke 1 work {"token":5} @a
        ok     1 work {"token":5} @a
        invoke 2 acquire @b
        ok     2 acquire {"token":6} @b
        invoke 1 work {"token":5} @a
        """;
    expect(exclusion(table), Verdict.VALID, "");
    expect(exclusion(table + "info 1 work {\"token\":5} @a"), Verdict.VALID, "");
    expect(exclusion(table + "fail 1 work {\"token\":5} @a"), Verdict.VALID, "");
    expect(exclusion(table + "ok 1 work {\"token\":5} @c"), Verdict.VALID, "");
    expect(exclusion(table + "ok 1 work {\"token\":5} @a"), Verdict.INVALID, "two-holders");
  }

  @Test
  void aReleaseThatHasBegunEndsWhatIsKnownWhateverBecomesOfIt() {
    for (String end : new String[] {"ok", "fail", "info"}) {
      Guarantee guarantee =
          exclusion(
              """
              invoke 1 acquire @a
              ok     1 acquire {"token":5} @a
              invoke 1 release @a
              invoke 2 acquire @b
              ok     2 acquire {"token":6} @b
              %s     1 release @a
              invoke 3 work {"token":5} @a
              ok     3 work {"token":5} @a
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
            invoke 1 acquire @a
            ok     1 acquire {"token":5} @a
            invoke 2 acquire @b
            ok     2 acquire {"token":6} @b
            invoke 1 release @a
            ok     1 release @a
            """),
        Verdict.INVALID,
        "two-holders");
  }

  @Test
  void twoThatOverlapAndAreBothAliveAfterwardsHoldBoth() {
    String table =
        """
        invoke 1 acquire @a
        invoke 2 acquire @b
        ok     1 acquire {"token":5} @a
        ok     2 acquire {"token":6} @b
        invoke 1 work {"token":5} @a
        ok     1 work {"token":5} @a
        """;
    expect(exclusion(table), Verdict.VALID, "");
    Guarantee guarantee =
        exclusion(
            table
                + """
                invoke 2 work {"token":6} @b
                ok     2 work {"token":6} @b
                """);
    expect(guarantee, Verdict.INVALID, "two-holders");
    assertThat(guarantee.story().getLast()).endsWith("At 3.0 ms both hold it.");
  }

  @Test
  void whoHoldsItMayNotGetItAgain() {
    expect(
        exclusion(
            """
            invoke 1 acquire @a
            ok     1 acquire {"token":5} @a
            invoke 1 acquire @a
            ok     1 acquire {"token":6} @a
            invoke 1 work {"token":6} @a
            ok     1 work {"token":6} @a
            """),
        Verdict.INVALID,
        "two-holders");
  }

  @Test
  void aLongHoldIsNotForgottenForAShorterOneThatBeginsLater() {
    expect(
        exclusion(
            """
            invoke 1 acquire key=x @a
            ok     1 acquire key=x {"token":5} @a
            invoke 4 acquire key=y @d
            ok     4 acquire key=y {"token":6} @d
            invoke 4 release key=y @d
            ok     4 release key=y @d
            invoke 2 acquire key=x @b
            ok     2 acquire key=x {"token":7} @b
            invoke 1 work key=x {"token":5} @a
            ok     1 work key=x {"token":5} @a
            """),
        Verdict.INVALID,
        "two-holders");
  }

  @Test
  void anAcquisitionWhoseSessionChangedOrIsNotNamedProvesNothing() {
    String table =
        """
        invoke 1 acquire %s
        ok     1 acquire {"token":5} %s
        invoke 2 acquire @b
        ok     2 acquire {"token":6} @b
        invoke 1 work {"token":5} @a
        ok     1 work {"token":5} @a
        invoke 2 work {"token":6} @b
        ok     2 work {"token":6} @b
        """;
    expect(exclusion(table.formatted("@z", "@a")), Verdict.VALID, "");
    expect(exclusion(table.formatted("", "")), Verdict.VALID, "");
    expect(exclusion(table.formatted("", "@a")), Verdict.INVALID, "two-holders");
  }

  @Test
  void tokensGrowAlongRealTimeAndComeOnce() {
    String table =
        """
        invoke 1 acquire @a
        ok     1 acquire {"token":5} @a
        invoke 1 release @a
        ok     1 release @a
        invoke 2 acquire @b
        ok     2 acquire {"token":%d} @b
        """;
    expect(exclusion(table.formatted(6)), Verdict.VALID, "");
    expect(exclusion(table.formatted(5)), Verdict.INVALID, "token-order");
    Guarantee guarantee = exclusion(table.formatted(4));
    expect(guarantee, Verdict.INVALID, "token-order");
    assertThat(guarantee.reason())
        .isEqualTo("The lock was acquired with token 4 after it had been with token 5.");
    assertThat(guarantee.details()).containsEntry("token-order", 1L);
  }

  @Test
  void locksUnderDifferentKeysDoNotExcludeEachOther() {
    expect(
        exclusion(
            """
            invoke 1 acquire key=x @a
            ok     1 acquire key=x {"token":5} @a
            invoke 2 acquire key=y @b
            ok     2 acquire key=y {"token":4} @b
            invoke 1 work key=x {"token":5} @a
            ok     1 work key=x {"token":5} @a
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
                    invoke 1 acquire
                    ok     1 acquire {"token":5}
                    invoke 2 acquire
                    ok     2 acquire {"token":6}
                    """)
                .reason())
        .contains("Of no holder it is known");
    assertThat(exclusion("invoke 1 acquire\nok 1 acquire 7").reason())
        .contains("index 1: the value of acquire is not a map");
    assertThat(exclusion("invoke 1 read").reason()).contains("a lock knows acquire, work, release");
  }

  @Test
  void workUnderALowerTokenAfterAHigherOneIsThatOfAStaleHolder() {
    String table =
        """
        invoke 2 work {"token":6}
        ok     2 work {"token":6}
        invoke 1 work {"token":5}
        %s     1 work {"token":5}
        invoke 2 work {"token":7}
        ok     2 work {"token":7}
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
                + "whoever holds it holds the lock no more.");
  }

  @Test
  void workThatOverlapsMayBeDoneInEitherOrder() {
    expect(
        fencing(
            """
            invoke 1 work {"token":5}
            invoke 2 work {"token":6}
            ok     2 work {"token":6}
            ok     1 work {"token":5}
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
            invoke 1 work {"token":5}
            ok     1 work {"token":5}
            invoke 1 work key=other {"token":6}
            ok     1 work key=other {"token":6}
            """),
        Verdict.UNKNOWN,
        "");
  }
}
