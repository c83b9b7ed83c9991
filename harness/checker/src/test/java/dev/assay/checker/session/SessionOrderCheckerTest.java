package dev.assay.checker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of sessions. */
class SessionOrderCheckerTest {
  private static Guarantee judge(String table) {
    List<Entry> history = HistoryTable.of(table);
    return new SessionOrderChecker().check(history, Limits.DEFAULT).getFirst();
  }

  private static Guarantee expect(String anomaly, String table) {
    Guarantee guarantee = judge(table);
    assertThat(guarantee.anomaly()).as(guarantee.reason()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.story()).hasSizeGreaterThan(1);
    assertThat(guarantee.story().getLast()).startsWith("However, ");
    assertThat(guarantee.evidence())
        .isSortedAccordingTo((a, b) -> Long.compare(a.index(), b.index()));
    return guarantee;
  }

  private static void expectValid(String table) {
    Guarantee guarantee = judge(table);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aSessionThatSeesItsOwnWritesInOrderIsValid() {
    Guarantee guarantee =
        judge(
            """
            1 -   invoke init  - [['w','x',1]]
            1 0xa ok     init  - [['w','x',1,'ok',0]]
            1 0xa invoke burst - [['w','x',2],['r','x'],['sync'],['move','n2'],\
            ['w','x',3],['r','x']]
            2 0xb invoke burst - [['r','x']]
            2 0xb ok     burst - [['r','x',1,'ok',0]]
            1 0xa ok     burst - [['w','x',2,'ok',1],['r','x',2,'ok',1],['sync','ok'],\
            ['move','n2','ok'],['w','x',3,'ok',2],['r','x',3,'ok',2]]
            2 0xb invoke burst - [['r','x']]
            2 0xb ok     burst - [['r','x',1,'ok',0]]
            """);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.details())
        .containsAllEntriesOf(
            Map.of("bursts", 4L, "sessions", 2L, "moves", 1L, "reads", 4L, "writes", 3L))
        .containsEntry("indeterminateWrites", 0L);
  }

  @Test
  void aReadThatMissesTheSessionsAcknowledgedWriteLostIt() {
    Guarantee guarantee =
        expect(
            "lost-own-write",
            """
            2    0xb invoke burst - [['w','x',3]]
            2    0xb info   burst - [['w','x',3]]
            1/n1 0xa invoke burst - [['w','x',5],['r','x']]
            1/n1 0xa ok     burst - [['w','x',5,'ok',4],['r','x',3,'ok',3]]
            """);
    assertThat(guarantee.reason())
        .isEqualTo(
            "Session 0xa wrote 5 to key x, acknowledged as version 4, and then read 3 as version"
                + " 3.");
    assertThat(guarantee.story().getFirst())
        .isEqualTo(
            "Let session 0xa write 5 to key x (request 1 of the burst by process 1 on n1, from"
                + " 2.0 ms to 3.0 ms), acknowledged as version 4.");
    assertThat(guarantee.evidence()).hasSize(2);
  }

  @Test
  void aReadThatFindsNothingBehindAnAcknowledgedWriteLostItToo() {
    expect(
        "lost-own-write",
        """
        1 0xa invoke burst - [['w','x',5]]
        1 0xa ok     burst - [['w','x',5,'ok',0]]
        1 0xa invoke burst - [['r','x']]
        1 0xa ok     burst - [['r','x',null,'ok',-1]]
        """);
  }

  @Test
  void aReadMayMissAWriteOfUnknownOutcomeAndWhatOthersSaw() {
    expectValid(
        """
        2 0xb invoke burst - [['w','x',1],['w','x',2]]
        2 0xb ok     burst - [['w','x',1,'ok',0],['w','x',2,'ok',1]]
        1 0xa invoke burst - [['r','x'],['w','x',5],['r','x']]
        1 0xa ok     burst - [['r','x',1,'ok',0],['w','x',5,'info',-1],['r','x',1,'ok',0]]
        2 0xb invoke burst - [['r','x']]
        2 0xb ok     burst - [['r','x',5,'ok',2]]
        1 0xa invoke burst - [['r','x'],['r','x']]
        1 0xa ok     burst - [['r','x',2,'ok',1],['r','x',5,'ok',2]]
        """);
  }

  @Test
  void aSessionThatSeesAnOlderVersionWentBack() {
    expect(
        "went-back",
        """
        2 0xb invoke burst - [['w','x',1],['w','x',2]]
        2 0xb ok     burst - [['w','x',1,'ok',0],['w','x',2,'ok',1]]
        1 0xa invoke burst - [['r','x'],['move','n2'],['r','x']]
        1 0xa ok     burst - [['r','x',2,'ok',1],['move','n2','ok'],['r','x',1,'ok',0]]
        """);
  }

  @Test
  void twoSessionsMaySeeVersionsInAnyOrder() {
    expectValid(
        """
        2 0xb invoke burst - [['w','x',1],['w','x',2]]
        2 0xb ok     burst - [['w','x',1,'ok',0],['w','x',2,'ok',1]]
        1 0xa invoke burst - [['r','x'],['r','x']]
        1 0xa ok     burst - [['r','x',2,'ok',1],['r','x',2,'ok',1]]
        1 0xc invoke burst - [['r','x']]
        1 0xc ok     burst - [['r','x',1,'ok',0]]
        """);
  }

  @Test
  void aWriteThatBecomesOlderThanWhatItsSessionHadReadWentBack() {
    Guarantee guarantee =
        expect(
            "went-back",
            """
            2 0xb invoke burst - [['w','x',1],['w','x',2]]
            2 0xb ok     burst - [['w','x',1,'ok',0],['w','x',2,'ok',2]]
            1 0xa invoke burst - [['r','x'],['w','x',3]]
            1 0xa ok     burst - [['r','x',2,'ok',2],['w','x',3,'info',-1]]
            3 0xc invoke burst - [['r','x']]
            3 0xc ok     burst - [['r','x',3,'ok',1]]
            """);
    assertThat(guarantee.story())
        .anyMatch(each -> each.startsWith("It took effect, for session 0xc"));
  }

  @Test
  void aWriteThatTookEffectAfterTheNextAcknowledgedOneIsReordered() {
    String table =
        """
        1 0xa invoke burst - [['w','x',5],['move','n2'],['w','x',6]]
        1 0xa ok     burst - [['w','x',5,'info',-1],['move','n2','ok'],['w','x',6,'ok',3]]
        2 0xb invoke burst - [['r','y'],['r','y'],['r','x']]
        2 0xb ok     burst - [['r','y',null,'ok',-1],['r','y',null,'ok',-1],%s]
        """;
    expect("reordered", table.formatted("['r','x',5,'ok',4]"));
    expectValid(table.formatted("['r','x',5,'ok',2]"));
    expectValid(table.formatted("['r','x',6,'ok',3]"));
  }

  @Test
  void evenAFailedWriteIsReorderedWhenItIsSeenBehindALaterOne() {
    expect(
        "reordered",
        """
        1 0xa invoke burst - [['w','x',5],['move','n2'],['w','x',6]]
        1 0xa ok     burst - [['w','x',5,'fail',-1],['move','n2','ok'],['w','x',6,'ok',3]]
        2 0xb invoke burst - [['r','x']]
        2 0xb ok     burst - [['r','x',5,'ok',4]]
        """);
  }

  @Test
  void aReadThatShowsWhatItsSessionWritesLaterIsReordered() {
    expect(
        "reordered",
        """
        1 0xa invoke burst - [['r','x'],['w','x',6]]
        1 0xa ok     burst - [['r','x',6,'ok',3],['w','x',6,'ok',3]]
        """);
    expectValid(
        """
        2 0xb invoke burst - [['r','x']]
        1 0xa invoke burst - [['r','x'],['w','x',6],['r','x']]
        2 0xb ok     burst - [['r','x',6,'ok',3]]
        1 0xa ok     burst - [['r','x',null,'ok',-1],['w','x',6,'ok',3],['r','x',6,'ok',3]]
        """);
  }

  @Test
  void aBurstOfUnknownOutcomeIsOrderedOnlyWhenItSurelyStayedInOneSession() {
    String table =
        """
        1 0xa invoke burst - [['w','x',5],['w','x',6]]
        1 %s  info   burst - [['w','x',5],['w','x',6]]
        2 0xb invoke burst - [['r','x'],['r','x']]
        2 0xb ok     burst - [['r','x',6,'ok',3],['r','x',5,'ok',4]]
        """;
    expect("reordered", table.formatted("0xa"));
    expectValid(table.formatted("0xc"));
    expectValid(table.formatted("-"));
  }

  @Test
  void anAnswerBelongsToTheSessionThatItsCompletionNames() {
    expect(
        "went-back",
        """
        2 0xb invoke burst - [['w','x',1],['w','x',2]]
        2 0xb ok     burst - [['w','x',1,'ok',0],['w','x',2,'ok',1]]
        1 -   invoke burst - [['r','x']]
        1 0xa ok     burst - [['r','x',2,'ok',1]]
        1 0xa invoke burst - [['r','x']]
        1 -   ok     burst - [['r','x',1,'ok',0]]
        """);
  }

  @Test
  void twoValuesUnderOneVersionDiverge() {
    expect(
        "diverged",
        """
        1 0xa invoke burst - [['w','x',5]]
        1 0xa ok     burst - [['w','x',5,'ok',3]]
        2 0xb invoke burst - [['w','x',6],['r','x']]
        2 0xb ok     burst - [['w','x',6,'ok',3],['r','x',6,'ok',3]]
        """);
    expectValid(
        """
        1 0xa invoke burst - [['w','x',5],['w','y',6]]
        1 0xa ok     burst - [['w','x',5,'ok',3],['w','y',6,'ok',3]]
        1 0xa invoke burst - [['r','x']]
        1 0xa ok     burst - [['r','x',5,'ok',3]]
        """);
  }

  @Test
  void oneValueUnderTwoVersionsWasWrittenTwice() {
    expect(
        "repeated",
        """
        1 0xa invoke burst - [['w','x',5]]
        1 0xa ok     burst - [['w','x',5,'ok',3]]
        2 0xb invoke burst - [['r','x']]
        2 0xb ok     burst - [['r','x',5,'ok',4]]
        """);
  }

  @Test
  void aValueThatWasTriedAgainMayBeThereTwice() {
    expectValid(
        """
        1 0xa invoke init  - [['w','x',5]]
        1 0xa info   init  - [['w','x',5]]
        2 0xb invoke init  - [['w','x',5]]
        2 0xb ok     init  - [['w','x',5,'ok',1]]
        3 0xc invoke burst - [['r','x'],['r','x']]
        3 0xc ok     burst - [['r','x',5,'ok',0],['r','x',5,'ok',1]]
        """);
  }

  @Test
  void aValueThatNobodyWroteIsAPhantom() {
    expect(
        "phantom",
        """
        2 0xb invoke burst - [['r','x'],['r','x']]
        2 0xb ok     burst - [['r','x',0,'ok',0],['r','x',5,'ok',4]]
        """);
    expect(
        "phantom",
        """
        2 0xb invoke burst - [['r','x']]
        2 0xb ok     burst - [['r','x',5,'ok',4]]
        1 0xa invoke burst - [['w','x',5]]
        1 0xa ok     burst - [['w','x',5,'ok',4]]
        """);
    expect(
        "phantom",
        """
        1 0xa invoke burst - [['w','x',5]]
        1 0xa fail   burst - [['w','x',5]]
        2 0xb invoke burst - [['r','x']]
        2 0xb ok     burst - [['r','x',5,'ok',4]]
        """);
  }

  @Test
  void aWriteMayBeSeenBeforeItIsAnswered() {
    expectValid(
        """
        1 0xa invoke burst - [['w','x',5],['r','x']]
        2 0xb invoke burst - [['r','x']]
        2 0xb ok     burst - [['r','x',5,'ok',4]]
        1 0xa ok     burst - [['w','x',5,'ok',4],['r','x',5,'ok',4]]
        """);
  }

  @Test
  void withoutTwoAnswersOnOneKeyInOneSessionItIsUnknown() {
    Guarantee nothing = judge("nemesis - event end - {}");
    assertThat(nothing.verdict()).isEqualTo(Verdict.UNKNOWN);
    Guarantee guarantee =
        judge(
            """
            1 0xa invoke burst - [['w','x',5],['r','y']]
            1 0xa ok     burst - [['w','x',5,'ok',4],['r','y',null,'ok',-1]]
            """);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason()).contains("no order to look at", "1 bursts");
  }

  @Test
  void refusesWhatIsNoBurst() {
    for (String value : List.of("5", "[5]", "[['w','x']]", "[['w',1,2]]", "[['q','x']]")) {
      Guarantee guarantee = judge("1 0xa invoke burst - " + value);
      assertThat(guarantee.verdict()).as(value).isEqualTo(Verdict.UNKNOWN);
      assertThat(guarantee.reason()).contains("cannot be judged: index 0");
    }
    String invocation = "1 0xa invoke burst - [['r','x']]\n";
    for (String value :
        List.of("[['r','x',1,'ok']]", "[['r','x',1,'yes',2]]", "[['r','x',1,'ok','2']]")) {
      assertThat(judge(invocation + "1 0xa ok burst - " + value).reason()).contains("index 1");
    }
    assertThat(judge("1 0xa invoke read x").reason()).contains("sessions know init and burst");
  }

  @Test
  void givesUpWhenTheMemoryIsUsedUpAndSaysHowFarItCame() {
    List<Entry> history =
        HistoryTable.of(
            """
            1 0xa invoke burst - [['w','x',5],['r','x'],['r','x']]
            1 0xa ok     burst - [['w','x',5,'ok',4],['r','x',5,'ok',4],['r','x',5,'ok',4]]
            1 0xa invoke burst - [['r','x']]
            1 0xa ok     burst - [['r','x',5,'ok',4]]
            """);
    Guarantee guarantee =
        new SessionOrderChecker().check(history, new Limits(60_000, 1_300)).getFirst();
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason())
        .isEqualTo("Not decided: the memory was used up after 1 of 2 bursts.");
  }
}
