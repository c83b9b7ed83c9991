package dev.assay.checker.ephemeral;

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

/** Good, bad and boundary histories of ephemeral nodes. */
class EphemeralCheckerTest {
  /** A session that lives, and one that leaves; both are looked for. */
  private static final String GOOD =
      """
      @0 8 0xe event  session - {'state':'connected','session':'0xe','timeoutMillis':2000}
      @0 8 0xe invoke own   - 'g1'
      @0 8 0xe ok     own   - 'g1'
      @0 9 0xf invoke own   - 'g2'
      @0 9 0xf ok     own   - 'g2'
      @0 9 0xf invoke leave -
      @0 9 -   ok     leave -
      @0 8 0xe invoke list  -
      @0 8 0xe ok     list  - ['g1']
      @0 8 0xe invoke own   - 'g3'
      @0 8 0xe ok     own   - 'g3'
      """;

  private static Guarantee judge(String table) {
    List<Entry> history = HistoryTable.of(table);
    return new EphemeralChecker().check(history, Limits.DEFAULT).getFirst();
  }

  private static Guarantee expect(String anomaly, String table) {
    Guarantee guarantee = judge(GOOD + table);
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
    Guarantee guarantee = judge(GOOD + table);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
  }

  @Test
  void nodesThatLiveAndEndWithTheirSessionsAreValid() {
    Guarantee guarantee = judge(GOOD);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.details())
        .containsAllEntriesOf(
            Map.of(
                "nodes", 3L, "lists", 1L, "sessions", 2L, "sessionsLeft", 1L, "hadToBeThere", 1L))
        .containsEntry("hadToBeGone", 1L);
  }

  @Test
  void aNodeThatIsMissingWhileItsSessionLivesVanished() {
    String table =
        """
        @10 1/n1 0xa invoke own  - 'a'
        @11 1/n1 0xa ok     own  - 'a'
        @12 2/n2 0xb invoke list -
        @13 2/n2 0xb ok     list - []
        @14 1/n1 %s  invoke %s   - %s
        @15 1/n1 %s  ok     %s   - %s
        """;
    Guarantee guarantee =
        expect("vanished", table.formatted("0xa", "own", "'b'", "0xa", "own", "'b'"));
    assertThat(guarantee.reason())
        .isEqualTo(
            "Node a is missing from the list by process 2 on n2 from 12.0 ms to 13.0 ms, though"
                + " its session 0xa was alive after that.");
    assertThat(guarantee.story().getFirst())
        .isEqualTo("Let session 0xa own node a (process 1), acknowledged at 11.0 ms.");
    assertThat(guarantee.evidence()).hasSize(6);
    expect("vanished", table.formatted("-", "list", "", "0xa", "list", "['a','b']"));
    expectValid(table.formatted("0xa", "own", "'b'", "0xc", "own", "'b'"));
    expectValid(table.formatted("0xa", "touch", "", "0xa", "touch", ""));
    expectValid(table.formatted("0xa", "die", "", "0xa", "die", "'0xa'"));
    expectValid(table.formatted("0xa", "leave", "", "0xa", "leave", ""));
  }

  @Test
  void aNodeOfASessionThatAServerSaysHasExpiredMustBeGone() {
    String table =
        """
        @10   1/n1 0xa invoke own     - 'a'
        @11   1/n1 0xa ok     own     - 'a'
        @3000 1/n1 0xa event  session - {'state':'%s','session':'0xa'}
        @3001 2/n2 0xb invoke list    -
        @3002 2/n2 0xb ok     list    - ['a']
        """;
    Guarantee guarantee = expect("survives", table.formatted("expired"));
    assertThat(guarantee.reason()).contains("a server had said that its session had expired");
    assertThat(guarantee.evidence()).hasSize(5);
    expectValid(table.formatted("disconnected"));
    expectValid(
        """
        @10   1/n1 0xa invoke own     - 'a'
        @11   1/n1 0xa ok     own     - 'a'
        @3000 2/n2 0xb invoke list    -
        @3001 1/n1 0xa event  session - {'state':'expired','session':'0xa'}
        @3002 2/n2 0xb ok     list    - ['a']
        """);
  }

  @Test
  void aSignOfLifeThatBeganBeforeTheListWasOverProvesNothing() {
    expectValid(
        """
        @10 1 0xa invoke own  - 'a'
        @11 1 0xa ok     own  - 'a'
        @12 2 0xb invoke list -
        @13 1 0xa invoke own  - 'b'
        @14 2 0xb ok     list - []
        @15 1 0xa ok     own  - 'b'
        """);
  }

  @Test
  void aNodeNeedNotBeThereBeforeItIsAcknowledged() {
    expectValid(
        """
        @10 1 0xa invoke own  - 'a'
        @12 2 0xb invoke list -
        @13 1 0xa ok     own  - 'a'
        @14 2 0xb ok     list - []
        @15 1 0xa invoke own  - 'b'
        @16 1 0xa info   own  - 'b'
        @17 2 0xb invoke list -
        @18 2 0xb ok     list - ['a']
        @19 1 0xa invoke own  - 'c'
        @20 1 0xa ok     own  - 'c'
        """);
  }

  @Test
  void aNodeThatIsThereAfterItsSessionLeftSurvives() {
    String table =
        """
        @10 1 0xa invoke own   - 'a'
        @11 1 0xa %s     own   - 'a'
        @12 1 0xa invoke leave -
        %s
        @14 1 %s  %s     leave - %s
        @15 2 0xb invoke list  -
        @16 2 0xb ok     list  - ['a']
        """;
    Guarantee guarantee = expect("survives", table.formatted("ok", "", "0xc", "ok", ""));
    assertThat(guarantee.reason()).contains("Node a is in the list", "had been ended before");
    assertThat(guarantee.evidence()).hasSize(6);
    expect("survives", table.formatted("info", "", "-", "ok", ""));
    expectValid(table.formatted("ok", "", "0xc", "info", ""));
    expectValid(table.formatted("ok", "", "0xc", "fail", ""));
    expectValid(table.formatted("ok", "", "0xc", "ok", "'0xd'"));
    expectValid(
        """
        @10 1 0xa invoke own   - 'a'
        @11 1 0xa ok     own   - 'a'
        @12 1 0xa invoke leave -
        @13 2 0xb invoke list  -
        @14 1 0xc ok     leave -
        @15 2 0xb ok     list  - ['a']
        """);
  }

  @Test
  void aNodeOfASessionThatDiedMayBeThereForLong() {
    expectValid(
        """
        @10     1 0xa invoke own  - 'a'
        @11     1 0xa ok     own  - 'a'
        @12     1 0xa invoke die  -
        @12     1 -   ok     die  - '0xa'
        @990000 2 0xb invoke list -
        @990001 2 0xb ok     list - ['a']
        """);
  }

  private static String finalPhase(String death, long listedAt) {
    return """
    @10    1 0xa event  session - {'state':'connected','session':'0xa','timeoutMillis':2000}
    @10    1 0xa invoke own     - 'a'
    %s
    @15000 nemesis - event healed - {}
    @16000 nemesis - event serving - {}
    @16000 nemesis - event phase - 'final'
    @%d    3 0xc invoke list - \s
    @30000 3 0xc ok     list - ['a']
    """
        .formatted(death, listedAt);
  }

  @Test
  void longAfterTheEndNoNodeOfAClientThatHasGoneMayBeThere() {
    String acknowledged = "@11 1 0xa ok own - 'a'";
    Guarantee guarantee = expect("survives", finalPhase(acknowledged, 23_001));
    assertThat(guarantee.story())
        .containsExactly(
            "Let session 0xa own node a (process 1), acknowledged at 11.0 ms.",
            "Then let its client be gone at 15000.0 ms, and the system serve from 16000.0 ms on.",
            "Then the session had 7000 ms to end (twice its timeout, and 3 s).",
            "However, the list by process 3 from 23001.0 ms to 30000.0 ms still shows it.");
    expectValid(finalPhase(acknowledged, 23_000));
    expect("survives", finalPhase("@11 1 0xa info own - 'a'", 23_001));
    expect("survives", finalPhase("@11 1 0xb fail own - 'a'", 23_001));
    expect("survives", finalPhase("", 23_001));
    String died = acknowledged + "\n@12 1 0xa invoke die -\n@12 1 - ok die - '0xa'";
    expect("survives", finalPhase(died, 23_001));
    assertThat(judge(GOOD + finalPhase(died, 23_001).replace("['a']", "[]")).details())
        .containsEntry("hadToBeGone", 4L);
  }

  @Test
  void aSessionThatGoesOnInTheFinalPhaseHasNotEnded() {
    String goesOn =
        finalPhase("@11 1 0xa ok own - 'a'", 23_001)
            .replace(
                "@16000 nemesis - event phase",
                "@16000 1 0xa event watch x\n@16000 nemesis - event phase");
    expectValid(goesOn);
  }

  @Test
  void withoutServingOrATimeoutNobodyKnowsWhenASessionMustEnd() {
    String table = finalPhase("@11 1 0xa ok own - 'a'", 99_000);
    expectValid(table.replace("event serving", "event served"));
    expectValid(table.replace("event healed", "event heals"));
    String all = GOOD + table;
    assertThat(judge(all.replace("timeoutMillis", "t")).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aSessionThatExpiresSoonAfterASignOfLifeExpiredEarly() {
    String table =
        """
        @10   1 0xa event  session - {'state':'connected','session':'0xa','timeoutMillis':2000}
        @1000 1 0xa invoke own     - 'a'
        @1100 1 0xa ok     own     - 'a'
        @%d   1 0xc event  session - {'state':'expired','session':'0xa'}
        """;
    Guarantee guarantee = expect("expired-early", table.formatted(2_399));
    assertThat(guarantee.reason())
        .isEqualTo(
            "Session 0xa expired 1399 ms after it had shown a sign of life; its timeout is 2000"
                + " ms.");
    assertThat(guarantee.evidence()).hasSize(3);
    expectValid(table.formatted(2_400));
    expectValid(table.formatted(2_399).replace("own     - 'a'", "touch   -"));
    expectValid(table.formatted(2_399).replace("ok     own", "info   own"));
    expectValid(table.formatted(2_399).replace(",'timeoutMillis':2000", ""));
    expectValid(table.formatted(2_399).replace("'expired','session':'0xa'", "'expired'"));
    assertThat(judge(GOOD + table.formatted(2_400)).details()).containsEntry("expiriesTimed", 1L);
  }

  @Test
  void itIsUnknownWhenNothingHadToBeThereOrToBeGone() {
    assertThat(judge("").verdict()).isEqualTo(Verdict.UNKNOWN);
    Guarantee nobodyLives =
        judge(
            """
            1 0xa invoke own   - 'a'
            1 0xa ok     own   - 'a'
            1 0xa invoke leave -
            1 0xa ok     leave -
            1 0xb invoke list  -
            1 0xb ok     list  - []
            """);
    assertThat(nobodyLives.reason())
        .isEqualTo(
            "No list was made while a session that owned a node was known to live, so that nothing"
                + " was exercised (1 nodes, 1 lists).");
    Guarantee nobodyEnds =
        judge(
            """
            1 0xa invoke own  - 'a'
            1 0xa ok     own  - 'a'
            1 0xa invoke list -
            1 0xa ok     list - ['a']
            1 0xa invoke list -
            1 0xa ok     list - ['a']
            """);
    assertThat(nobodyEnds.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(nobodyEnds.reason()).contains("known to have ended");
  }

  @Test
  void idsAreComparedAsTexts() {
    assertThat(judge(GOOD.replace("'g1'", "17")).verdict()).isEqualTo(Verdict.VALID);
    assertThat(judge(GOOD.replace("['g1']", "[17]").replace("'g1'", "'17'")).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(judge("1 0xa invoke add - 'a'").reason()).contains("index 0: nodes know");
    assertThat(judge("1 0xa invoke own -").reason()).contains("index 0: own has no id");
    assertThat(judge("1 0xa invoke own - 'a'\n2 0xb invoke own - 'a'").reason())
        .contains("index 1: the id a was used before");
    assertThat(judge("1 0xa invoke list -\n1 0xa ok list - 'a'").reason())
        .contains("index 1: the value of a list is a list");
  }

  @Test
  void givesUpWhenTheMemoryIsUsedUp() {
    Guarantee guarantee =
        new EphemeralChecker().check(HistoryTable.of(GOOD), new Limits(60_000, 900)).getFirst();
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason()).contains("the memory was used up after 0 of 1 lists");
  }
}
