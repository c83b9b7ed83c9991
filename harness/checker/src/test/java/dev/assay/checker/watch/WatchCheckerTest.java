package dev.assay.checker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of watches. */
class WatchCheckerTest {
  /** A session that was told of a change and saw it, so that something was exercised. */
  static final String GOOD =
      """
      9 0xf invoke observe z
      9 0xf ok     observe z {'value':1,'version':0}
      9 0xf event  watch   z {'change':'data-changed'}
      9 0xf invoke observe z
      9 0xf ok     observe z {'value':2,'version':1}
      """;

  static Guarantee judge(String table) {
    return new WatchChecker().check(HistoryTable.of(table), Limits.DEFAULT).getFirst();
  }

  static Guarantee expect(String anomaly, String table) {
    Guarantee guarantee = judge(GOOD + table);
    assertThat(guarantee.anomaly()).as(guarantee.reason()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(guarantee.story().getLast()).startsWith("However, ");
    assertThat(guarantee.evidence())
        .isSortedAccordingTo((a, b) -> Long.compare(a.index(), b.index()));
    return guarantee;
  }

  static void expectValid(String table) {
    Guarantee guarantee = judge(GOOD + table);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
  }

  @Test
  void whoIsToldOfEachChangeBeforeItIsSeenIsWellServed() {
    Guarantee guarantee =
        judge(
            GOOD
                + """
                1 0xa invoke observe x
                1 0xa ok     observe x {'value':null,'version':-1}
                2 0xb invoke write   x 5
                1 0xa event  watch   x {'change':'created'}
                2 0xb ok     write   x [5,0]
                1 0xa invoke observe x
                1 0xa ok     observe x {'value':5,'version':0}
                1 0xa invoke list    d
                1 0xa ok     list    d {'children':[],'version':0}
                2 0xb invoke add     d
                2 0xb ok     add     d
                1 0xa event  watch   d {'change':'children-changed'}
                1 0xa invoke list    d
                1 0xa ok     list    d {'children':['c'],'version':1}
                """);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.details())
        .containsAllEntriesOf(
            Map.of("registrations", 6L, "events", 3L, "looksAfterEvents", 3L, "sessions", 2L));
  }

  @Test
  void aChangeThatIsSeenAndWasNotToldOfIsMissed() {
    Guarantee guarantee =
        expect(
            "missed",
            """
            1/n2 0xa invoke observe x
            1/n2 0xa ok     observe x {'value':5,'version':3}
            1/n2 0xa invoke observe x
            1/n2 0xa ok     observe x {'value':6,'version':4}
            """);
    assertThat(guarantee.reason())
        .isEqualTo(
            "Session 0xa saw the data of x change from 5 as version 3 to 6 as version 4, and no"
                + " event told it.");
    assertThat(guarantee.story().getFirst())
        .isEqualTo(
            "Let session 0xa observe x and set a watch (process 1 on n2, from 5.0 ms to 6.0 ms),"
                + " which shows 5 as version 3.");
    assertThat(guarantee.evidence()).hasSize(4);
    expect(
        "missed",
        """
        1 0xa invoke list d
        1 0xa ok     list d {'children':[],'version':0}
        1 0xa invoke list d
        1 0xa ok     list d {'children':['c'],'version':1}
        """);
    expect(
        "missed",
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':null,'version':-1}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':0}
        """);
  }

  @Test
  void anEventOfAnotherKeyOrKindOrSessionDoesNotCount() {
    String table =
        """
        2 0xb invoke observe x
        2 0xb ok     observe x {'value':5,'version':3}
        1 0xa invoke list x
        1 0xa ok     list x {'children':[],'version':0}
        1 0xa invoke observe y
        1 0xa ok     observe y {'value':1,'version':0}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        %s
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':6,'version':4}
        """;
    expect("missed", table.formatted("2 0xb event watch x {'change':'data-changed'}"));
    expect("missed", table.formatted("1 0xa event watch x {'change':'children-changed'}"));
    expect("missed", table.formatted("1 0xa event watch y {'change':'data-changed'}"));
    expectValid(table.formatted("1 0xa event watch x {'change':'data-changed'}"));
  }

  @Test
  void anEventThatComesAfterTheChangeWasSeenComesTooLate() {
    expect(
        "missed",
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':6,'version':4}
        1 0xa event  watch   x {'change':'data-changed'}
        """);
  }

  @Test
  void severalChangesMayBeOneEvent() {
    expectValid(
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa event  watch   x {'change':'data-changed'}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':9,'version':7}
        """);
  }

  @Test
  void twoRegistrationsAreOneWatch() {
    String table =
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa event  watch   x {'change':'data-changed'}
        """;
    expectValid(table);
    Guarantee guarantee = expect("twice", table + "1 0xa event watch x {'change':'data-changed'}");
    assertThat(guarantee.reason())
        .isEqualTo(
            "Session 0xa was told at 10.0 ms that the data of x changed, and had not asked for"
                + " that again.");
    assertThat(guarantee.story()).hasSize(3);
  }

  @Test
  void anEventThatNobodyEverAskedForIsOneTooMany() {
    Guarantee guarantee = expect("twice", "1 0xa event watch x {'change':'created'}");
    assertThat(guarantee.story()).hasSize(2);
    assertThat(guarantee.reason()).contains("x was created, and had not asked for that.");
  }

  @Test
  void anEventMayComeWhileTheNextRegistrationIsUnderWay() {
    String table =
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa invoke observe x
        1 0xa event  watch   x {'change':'data-changed'}
        1 0xa ok     observe x {'value':6,'version':4}
        1 0xa event  watch   x {'change':'data-changed'}
        """;
    expectValid(table);
    expect("twice", table + "1 0xa event watch x {'change':'data-changed'}");
  }

  @Test
  void whoWasToldAndStillSeesTheOldWasToldBeforeTheData() {
    String table =
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa event  watch   x {'change':'data-changed'}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':%s,'version':%d}
        """;
    Guarantee guarantee = expect("before-data", table.formatted("5", 3));
    assertThat(guarantee.reason())
        .isEqualTo(
            "Session 0xa was told at 7.0 ms that the data of x changed, and then still saw 5 as"
                + " version 3.");
    assertThat(guarantee.evidence()).hasSize(5);
    expect("before-data", table.formatted("4", 2));
    expect("before-data", table.formatted("null", -1));
    expectValid(table.formatted("6", 4));
    expect(
        "before-data",
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa invoke observe x
        1 0xa event  watch   x {'change':'data-changed'}
        1 0xa ok     observe x {'value':5,'version':3}
        """);
  }

  @Test
  void anEventAfterWhichTheConnectionWasLostPromisesNothing() {
    String table =
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa event  watch   x {'change':'data-changed'}
        %s1 0xa event  session - {'state':'disconnected','session':'%s'}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        """;
    String write = "1 0xa invoke write y 1\n1 0xa %s write y 1\n";
    expectValid(table.formatted("", "0xa"));
    expectValid(table.formatted(write.formatted("info"), "0xa"));
    expect("before-data", table.formatted(write.formatted("ok"), "0xa"));
    expect("before-data", table.formatted("", "0xb"));
    expect(
        "before-data",
        table.formatted("", "0xa")
            + """
            1 0xa event  watch   x {'change':'data-changed'}
            1 0xa invoke observe x
            1 0xa ok     observe x {'value':5,'version':3}
            """);
  }

  @Test
  void whatIsDeletedMayBeginAgain() {
    String table =
        """
        2 0xb invoke delete  x
        2 0xb info   delete  x
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa event  watch   x {'change':'%s'}
        1 0xa invoke observe x
        1 0xa ok     observe x %s
        """;
    expectValid(table.formatted("deleted", "{'value':6,'version':0}"));
    expectValid(table.formatted("data-changed", "{'value':6,'version':3}"));
    expectValid(table.formatted("data-changed", "{'value':null,'version':-1}"));
    expect("before-data", table.formatted("deleted", "{'value':5,'version':3}"));
    expect(
        "missed",
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':6,'version':0}
        2 0xb invoke observe x
        2 0xb ok     observe x {'value':5,'version':3}
        2 0xb event  watch   x {'change':'deleted'}
        """);
  }

  @Test
  void aDeletionUsesUpTheWatchOfTheChildrenToo() {
    String table =
        """
        1 0xa invoke observe d
        1 0xa ok     observe d {'value':5,'version':0}
        1 0xa invoke list    d
        1 0xa ok     list    d {'children':['c'],'version':1}
        1 0xa event  watch   d {'change':'deleted'}
        """;
    expectValid(table);
    expect("twice", table + "1 0xa event watch d {'change':'children-changed'}");
    expect("twice", table + "1 0xa event watch d {'change':'deleted'}");
  }

  @Test
  void theWatchesOfASessionEndWithIt() {
    expectValid(
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xb event  session - {'state':'expired','session':'0xa'}
        1 0xb invoke observe x
        1 0xb ok     observe x {'value':6,'version':4}
        """);
    expect(
        "missed",
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa event  session - {'state':'disconnected','session':'0xa'}
        1 0xa event  session - {'state':'connected','session':'0xa'}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':6,'version':4}
        """);
  }

  @Test
  void aRegistrationOfUnknownOutcomeExcusesOneEventAndOwesNone() {
    for (String outcome : List.of("info", "fail")) {
      String table =
          """
          1 0xa invoke observe x
          1 0xa %s     observe x
          """
              .formatted(outcome);
      String event = "1 0xa event watch x {'change':'data-changed'}\n";
      expectValid(table);
      expectValid(table + event);
      expect("twice", table + event + event);
      expectValid(
          table
              + """
              1 0xa invoke observe x
              1 0xa ok     observe x {'value':6,'version':4}
              """
              + event
              + event);
    }
  }

  @Test
  void aRegistrationThatFailedDoesNotDisarmTheOneBefore() {
    expect(
        "missed",
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa invoke observe x
        1 0xa fail   observe x
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':6,'version':4}
        """);
  }

  @Test
  void aVersionThatGrowsSmallerIsNoMatterOfWatches() {
    expectValid(
        """
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':5,'version':3}
        1 0xa invoke observe x
        1 0xa ok     observe x {'value':4,'version':2}
        """);
  }

  @Test
  void withoutAnEventAndALookAfterItItIsUnknown() {
    Guarantee guarantee =
        judge(
            """
            1 0xa invoke observe x
            1 0xa ok     observe x {'value':5,'version':3}
            1 0xa event  watch   x {'change':'data-changed'}
            """);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason()).contains("nothing was exercised (1 registrations, 1 events)");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(judge("1 0xa invoke lock x").reason()).contains("index 0: watches know write");
    assertThat(judge("1 0xa invoke observe -").reason()).contains("index 0: observe has no key");
    assertThat(judge("1 0xa event watch x {'change':'moved'}").reason()).contains("no change");
    String invocation = "1 0xa invoke observe x\n";
    assertThat(judge(invocation + "1 0xa ok observe x {'value':5}").reason())
        .contains("index 1: the value of observe has a version");
  }

  @Test
  void givesUpWhenTheMemoryIsUsedUp() {
    Guarantee guarantee =
        new WatchChecker().check(HistoryTable.of(GOOD), new Limits(60_000, 700)).getFirst();
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason()).contains("the memory was used up after 1 of 5 lines");
  }
}
