package dev.assay.checker.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of elections. */
class ElectionCheckersTest {
  /** Candidate 1 of session a leads under epoch 5; candidate 2 of session b stands too. */
  private static final String FIRST =
      """
      1/n1 a invoke campaign e {'candidate':1}
      1/n1 a ok     campaign e {'candidate':1,'epoch':5}
      2/n2 b invoke campaign e {'candidate':2}
      2/n2 b ok     campaign e {'candidate':2,'epoch':6}
      1/n1 a invoke lead     e {'candidate':1}
      1/n1 a ok     lead     e {'candidate':1,'epoch':5}
      """;

  private static final String SECOND_LEADS =
      """
      2/n2 b invoke lead e {'candidate':2}
      2/n2 b ok     lead e {'candidate':2,'epoch':6}
      """;

  private static final String FIRST_PUBLISHES =
      """
      1/n1 a invoke publish e {'epoch':5,'item':7}
      1/n1 a %s     publish e {'epoch':5,'item':7}
      """;

  private static Guarantee judge(int checker, String table) {
    return ElectionCheckers.all()
        .get(checker)
        .check(HistoryTable.of(table), Limits.DEFAULT)
        .getFirst();
  }

  private static void expect(String table, Verdict verdict, String anomaly) {
    Guarantee guarantee = judge(0, table);
    assertThat(guarantee.name()).isEqualTo("one-leader");
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(verdict);
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
  }

  @Test
  void oneLeaderAfterTheOtherIsValid() {
    String resigned =
        """
        1/n1 a invoke resign e {'candidate':1,'epoch':5}
        1/n1 a ok     resign e {'candidate':1,'epoch':5}
        """;
    expect(FIRST + FIRST_PUBLISHES.formatted("ok") + resigned + SECOND_LEADS, Verdict.VALID, "");
    expect(FIRST + FIRST_PUBLISHES.formatted("ok"), Verdict.UNKNOWN, "");
  }

  @Test
  void aSecondLeaderWhileTheFirstOneSurelyLeadsIsOneTooMany() {
    String table = FIRST + SECOND_LEADS + FIRST_PUBLISHES.formatted("ok");
    expect(table, Verdict.INVALID, "two-leaders");
    assertThat(judge(0, table).reason())
        .isEqualTo(
            "Two are the leader of e at 7.0 ms: process 1 on n1, since 5.0 ms, and process 2 on"
                + " n2.");
    assertThat(judge(0, table).story().getLast())
        .isEqualTo(
            "However, process 2 on n2 becomes the leader of e, from 6.0 ms to 7.0 ms, with epoch 6"
                + " in session b, while the first one holds.");
  }

  @Test
  void aLeaderThatIsNotSeenAliveMayHaveLostItsSession() {
    for (String outcome : new String[] {"fail", "info"}) {
      String table = FIRST + FIRST_PUBLISHES.formatted("ok") + SECOND_LEADS;
      expect(table + FIRST_PUBLISHES.formatted(outcome), Verdict.VALID, "");
    }
  }

  @Test
  void whoWasToldInAnotherSessionThanItsNodeEndsWithDoesNotSurelyLead() {
    String table = FIRST + SECOND_LEADS + FIRST_PUBLISHES.formatted("ok");
    String moved = table.replace("1/n1 a ok     campaign", "1/n1 c ok     campaign");
    expect(moved, Verdict.UNKNOWN, "");
    String unknown = table.replace("1/n1 a ok     campaign", "1/n1 a info   campaign");
    expect(unknown, Verdict.UNKNOWN, "");
  }

  @Test
  void aResignationThatHasBegunEndsWhatIsKnown() {
    String begun = "1/n1 a invoke resign e {'candidate':1,'epoch':5}\n";
    String alive =
        """
        1/n1 a info   resign e {'candidate':1,'epoch':5}
        3/n1 a invoke campaign e {'candidate':3}
        3/n1 a ok     campaign e {'candidate':3,'epoch':9}
        """;
    String published = FIRST + FIRST_PUBLISHES.formatted("ok");
    expect(published + begun + SECOND_LEADS + alive, Verdict.VALID, "");
    expect(published + SECOND_LEADS + begun + alive, Verdict.INVALID, "two-leaders");
  }

  @Test
  void anEpochBelongsToOneLeaderAndEpochsGrow() {
    String again = SECOND_LEADS.replace("'epoch':6", "'epoch':%d");
    expect(FIRST + again.formatted(5), Verdict.INVALID, "epoch-order");
    expect(FIRST + again.formatted(4), Verdict.INVALID, "epoch-order");
    expect(FIRST + again.formatted(6) + again.formatted(6), Verdict.VALID, "");
  }

  @Test
  void whoAsksAgainIsStillTheSameLeader() {
    String leads =
        """
        1/n1 a invoke lead e {'candidate':1}
        1/n1 a ok     lead e {'candidate':1,'epoch':5}
        """;
    expect(FIRST + leads + SECOND_LEADS, Verdict.VALID, "");
  }

  @Test
  void workOfAnEarlierEpochIsNotAcceptedAfterThatOfALaterOne() {
    String later =
        """
        2/n2 b invoke publish e {'epoch':6,'item':8}
        2/n2 b ok     publish e {'epoch':6,'item':8}
        """;
    Guarantee stale = judge(1, FIRST + later + FIRST_PUBLISHES.formatted("ok"));
    assertThat(stale.name()).isEqualTo("fenced");
    assertThat(stale.anomaly()).isEqualTo("stale-leader");
    assertThat(stale.reason())
        .isEqualTo(
            "Work under epoch 5 was accepted by the resource of e after work under epoch 6.");
    assertThat(judge(1, FIRST + FIRST_PUBLISHES.formatted("ok") + later).verdict())
        .isEqualTo(Verdict.VALID);
    assertThat(judge(1, FIRST + later + FIRST_PUBLISHES.formatted("info")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatIsNoElectionIsUnknown() {
    assertThat(judge(0, FIRST + "1 a invoke acquire e {'item':5}").reason())
        .contains("known are campaign, lead, publish, resign");
    assertThat(judge(0, FIRST + "3 c invoke lead e {'item':5}\n3 c ok lead e {'epoch':5}").reason())
        .contains("there is no candidate");
  }
}
