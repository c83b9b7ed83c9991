package dev.assay.checker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of replicas. */
class ReplicaCheckerTest {
  private static final String A =
      "'path':'/a','data':'d1','czxid':5,'mzxid':7,'pzxid':9,'ctime':100,'mtime':120,"
          + "'version':2,'childVersion':3,'owner':'','children':1";
  private static final String B =
      "'path':'/a/b','data':'d2','czxid':9,'mzxid':9,'pzxid':9,'ctime':140,'mtime':140,"
          + "'version':0,'childVersion':0,'owner':'0x1','children':0";

  private static Guarantee judge(String... tables) {
    return new ReplicaChecker()
        .check(HistoryTable.of(String.join("\n", tables)), Limits.DEFAULT)
        .getFirst();
  }

  private static void expect(Guarantee guarantee, Verdict verdict, String anomaly) {
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(verdict);
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
  }

  private static String inspected(int server, String... nodes) {
    String value = "[{" + String.join("},{", nodes) + "}]";
    return "%1$d/n%1$d - invoke inspect -\n%1$d/n%1$d - ok inspect - %2$s"
        .formatted(server, nodes.length == 0 ? "[]" : value);
  }

  private static String looked(int server, String node) {
    return "%1$d/n%1$d - invoke look - {'path':'/a'}\n%1$d/n%1$d - ok look - {%2$s}"
        .formatted(server, node);
  }

  @Test
  void serversThatShowTheSameAgree() {
    Guarantee guarantee = judge(inspected(1, A, B), inspected(2, B, A), looked(1, A));
    expect(guarantee, Verdict.VALID, "");
    assertThat(guarantee.details())
        .containsEntry("inspections", 2L)
        .containsEntry("shownAgain", 3L);
  }

  @Test
  void aNodeThatChangedBetweenIsNotCompared() {
    String later = A.replace("'mzxid':7", "'mzxid':8").replace("'version':2", "'version':3");
    expect(judge(inspected(1, A), inspected(2, later), looked(1, A)), Verdict.VALID, "");
  }

  @Test
  void onePositionWithTwoStatesDiverged() {
    for (String[] change :
        new String[][] {
          {"'data':'d1'", "'data':'d0'"},
          {"'version':2", "'version':1"},
          {"'mtime':120", "'mtime':121"},
          {"'ctime':100", "'ctime':101"},
          {"'owner':''", "'owner':'0x2'"},
          {"'childVersion':3", "'childVersion':0"},
          {"'children':1", "'children':2"}
        }) {
      expect(
          judge(inspected(1, A), inspected(2, A.replace(change[0], change[1]))),
          Verdict.INVALID,
          "diverged");
    }
  }

  @Test
  void whatALookShowsIsComparedTooHoweverLateItIs() {
    String look = A.replace("'data':'d1',", "");
    expect(judge(inspected(1, A), inspected(2, A), looked(2, look)), Verdict.VALID, "");
    Guarantee guarantee =
        judge(
            inspected(1, A), inspected(2, A), looked(2, look.replace("'mtime':120", "'mtime':1")));
    expect(guarantee, Verdict.INVALID, "diverged");
    assertThat(guarantee.reason())
        .isEqualTo("Two servers disagree on mtime of /a, last changed at position 7: 120 and 1.");
    assertThat(guarantee.story())
        .containsExactly(
            "Let the inspect by process 1 on n1, from 0.0 ms to 1.0 ms, show /a, "
                + "last changed at position 7, with mtime 120.",
            "However, the look by process 2 on n2, from 4.0 ms to 5.0 ms, shows it, "
                + "last changed at position 7 too, with mtime 1: one position stands for one"
                + " state.");
    assertThat(guarantee.evidence()).extracting(Entry::index).containsExactly(0L, 1L, 4L, 5L);
  }

  @Test
  void aDifferentCreationTimeIsSeenThoughTheNodeChangedSince() {
    String later = A.replace("'mzxid':7", "'mzxid':8").replace("'ctime':100", "'ctime':99");
    expect(judge(inspected(1, A), inspected(2, later)), Verdict.INVALID, "diverged");
  }

  @Test
  void anInspectionThatIsOlderThanOneThatWasOverDiverged() {
    String older =
        A.replace("'pzxid':9", "'pzxid':5").replace("'childVersion':3", "'childVersion':0");
    expect(judge(inspected(1, A), inspected(2, older)), Verdict.INVALID, "diverged");
    expect(
        judge(
            """
            1/n1 - invoke inspect -
            2/n2 - invoke inspect -
            1/n1 - ok inspect - [{%s}]
            2/n2 - ok inspect - [{%s}]
            """
                .formatted(A, older)),
        Verdict.VALID,
        "");
    expect(judge(inspected(1, A), inspected(2, A), looked(2, older)), Verdict.VALID, "");
  }

  @Test
  void aNodeThatIsGoneWithoutADeletionIsMissing() {
    Guarantee guarantee = judge(inspected(1, A, B), inspected(2, B));
    expect(guarantee, Verdict.INVALID, "missing");
    assertThat(guarantee.story())
        .containsExactly(
            "Let the inspect by process 1 on n1, from 0.0 ms to 1.0 ms, show /a, "
                + "created at position 5, a node without owner.",
            "Then nobody deletes it.",
            "However, the inspect by process 2 on n2, from 2.0 ms to 3.0 ms, "
                + "which began later, does not show it.");
  }

  @Test
  void aNodeWithAnOwnerMayGo() {
    expect(judge(inspected(1, A, B), inspected(2, A)), Verdict.VALID, "");
  }

  @Test
  void aDeletionThatMayHaveHappenedBetweenExcusesIt() {
    String delete = "3 - invoke change - {'op':'delete','path':'/a'}";
    String multi = "3 - invoke change - {'op':'multi','parts':[{'op':'delete','path':'/a'}]}";
    String first = inspected(1, A, B);
    String second = inspected(2, B);
    for (String change : new String[] {delete, multi}) {
      String ok = change.replace("invoke", "ok");
      expect(judge(first, change, ok, second), Verdict.VALID, "");
      expect(judge(change, first, second, ok), Verdict.VALID, "");
      expect(judge(change, change.replace("invoke", "info"), first, second), Verdict.VALID, "");
      expect(judge(change, first, second), Verdict.VALID, "");
      expect(judge(change, ok, first, second), Verdict.INVALID, "missing");
      expect(judge(first, second, change, ok), Verdict.INVALID, "missing");
      expect(
          judge(first, change, change.replace("invoke", "fail"), second),
          Verdict.INVALID,
          "missing");
    }
    expect(
        judge(
            first,
            delete.replace("/a", "/b"),
            delete.replace("/a", "/b").replace("invoke", "ok"),
            second),
        Verdict.INVALID,
        "missing");
  }

  @Test
  void aDeletionThatOverlapsTheSecondInspectionExcusesItAlone() {
    String table =
        """
        2/n2 - invoke inspect -
        4/n1 - invoke inspect -
        4/n1 - ok inspect - [%s]
        3 - invoke change - {'op':'delete','path':'/a'}
        3 - ok change - {'op':'delete','path':'/a'}
        2/n2 - ok inspect - []
        """;
    String seen = "{" + A + "}";
    expect(judge(inspected(1, A), table.formatted(seen)), Verdict.VALID, "");
    expect(judge(inspected(1, A), table.formatted("")), Verdict.INVALID, "missing");
  }

  @Test
  void aNodeThatWasCreatedAnewIsAnotherOne() {
    String anew = A.replace("'czxid':5", "'czxid':6");
    expect(judge(inspected(1, A), inspected(2, anew)), Verdict.INVALID, "missing");
    expect(
        judge(
            inspected(1, A),
            "3 - invoke change - {'op':'delete','path':'/a'}",
            inspected(2, anew),
            inspected(1, anew)),
        Verdict.VALID,
        "");
  }

  @Test
  void onlyInspectionsThatBeganLaterAreHeldAgainstEarlierOnes() {
    expect(
        judge(
            """
            1/n1 - invoke inspect -
            2/n2 - invoke inspect -
            1/n1 - ok inspect - [{%s}]
            2/n2 - ok inspect - []
            """
                .formatted(A),
            inspected(3, A)),
        Verdict.VALID,
        "");
  }

  @Test
  void serversThatWereNeverInspectedLeaveItUnknown() {
    expect(judge(""), Verdict.UNKNOWN, "");
    expect(judge(inspected(1, A), looked(2, A)), Verdict.UNKNOWN, "");
    String run = "nemesis - event run - {'nodes':['n1','n2','n3']}";
    Guarantee guarantee = judge(run, inspected(1, A), inspected(2, A));
    expect(guarantee, Verdict.UNKNOWN, "");
    assertThat(guarantee.reason()).isEqualTo("Not inspected were the servers n3.");
    expect(judge(inspected(1), inspected(2)), Verdict.UNKNOWN, "");
    expect(judge(run, inspected(1, A), inspected(2)), Verdict.INVALID, "missing");
  }

  @Test
  void aLookThatShowsNothingSaysNothing() {
    expect(judge(inspected(1, A), inspected(2, A), looked(2, "'path':'/a'")), Verdict.VALID, "");
  }

  @Test
  void whatIsNoTreeIsUnknownWithItsIndex() {
    assertThat(judge(inspected(1, "'data':'x'")).reason()).contains("index 1: a node has no path");
    assertThat(judge(inspected(1, A.replace("5", "'5'"))).reason())
        .contains("index 1: czxid of /a of inspect is not a number");
    assertThat(judge("1 - invoke read -").reason()).contains("index 0: a tree knows change, look");
  }
}
