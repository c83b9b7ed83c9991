package dev.assay.checker.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a majority that is left alone serves in time: good, bad and boundary histories. */
class ProgressCheckerTest {
  private static final String RUN =
      "@0 nemesis - event run - {'faults':['core','kill'],'nodes':['n1','n2','n3']}\n";

  private static final String DEAD =
      """
      @10000 nemesis - invoke core - {'fault':1,'phase':'begin','deadlineMillis':5000}
      @10100 nemesis - info   core - {'fault':1,'phase':'begin','applied':true,'proven':true,\
      'nodes':['n3'],'deadlineMillis':5000}
      """;

  private static final String BACK =
      """
      @17000 nemesis - invoke core - {'fault':1,'phase':'end'}
      @17500 nemesis - info   core - {'fault':1,'phase':'end','proven':true}
      """;

  private static Guarantee judge(String... tables) {
    List<Entry> history = HistoryTable.of(String.join("", tables));
    return new ProgressChecker().check(history, Limits.DEFAULT).getFirst();
  }

  private static void expectUnknown(String why, String... tables) {
    Guarantee guarantee = judge(tables);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason()).contains("none can be judged", why);
  }

  private static String read(int process, String node, long from, long to, String outcome) {
    return "@%d %d/%s - invoke read x\n@%d %d/%s - %s read x\n"
        .formatted(from, process, node, to, process, node, outcome);
  }

  @Test
  void withoutSuchAFaultThereIsNothingToLookAt() {
    Guarantee guarantee =
        judge("@0 nemesis - event run - {'faults':['kill']}\n", read(1, "n1", 1, 2, "ok"));
    assertThat(guarantee.verdict()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.reason()).contains("No fault left a healthy majority alone");
    assertThat(judge().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void oneOperationThatSucceedsInTimeIsProgress() {
    Guarantee guarantee =
        judge(
            RUN,
            DEAD,
            read(1, "n1", 10_200, 14_000, "info"),
            read(2, "n2", 15_000, 15_100, "ok"),
            BACK);
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.details())
        .containsAllEntriesOf(Map.of("millis", 5_000L, "judged", 1L, "faults", 1L));
  }

  @Test
  void aMajorityThatDoesNotServeInTimeMakesNoProgress() {
    Guarantee guarantee =
        judge(
            RUN,
            DEAD,
            read(1, "n1", 10_200, 14_000, "info"),
            read(2, "n2", 15_000, 15_101, "ok"),
            BACK);
    assertThat(guarantee.anomaly()).isEqualTo("no-progress");
    assertThat(guarantee.reason())
        .isEqualTo(
            "With n3 dead and all else healed, none of 2 operations on the other nodes succeeded"
                + " within 5000 ms.");
    assertThat(guarantee.story()).hasSize(3);
    assertThat(guarantee.evidence()).hasSize(3);
  }

  @Test
  void anOperationOnTheDeadNodeOrFromBeforeProvesNothing() {
    String tried = read(1, "n1", 10_200, 10_300, "fail");
    Guarantee dead = judge(RUN, DEAD, tried, read(2, "n3", 11_000, 11_100, "ok"), BACK);
    assertThat(dead.anomaly()).isEqualTo("no-progress");
    Guarantee before =
        judge(RUN, "@10050 2/n2 - invoke read x\n", DEAD, tried, "@10500 2/n2 - ok read x\n", BACK);
    assertThat(before.anomaly()).isEqualTo("no-progress");
  }

  @Test
  void aSessionThatHasMovedIsAskedWhereItIsNow() {
    String toDead = "@9000 1/n1 - invoke move - 'n3'\n@9010 1/n1 - ok move - 'n3'\n";
    String toAlive = "@10150 2/n3 - event session - {'state':'connected','node':'n2'}\n";
    String tried = read(1, "n1", 10_200, 14_000, "fail");
    String burst =
        "@9000 1/n1 - invoke burst - [['w','x',1],['move','n3']]\n@9010 1/n1 - ok burst -\n";
    expectUnknown("nobody asked the majority", RUN, toDead, DEAD, tried, BACK);
    expectUnknown("nobody asked the majority", RUN, burst, DEAD, tried, BACK);
    assertThat(
            judge(RUN, DEAD, toAlive, tried, read(2, "n3", 11_000, 11_100, "ok"), BACK).verdict())
        .isEqualTo(Verdict.VALID);
    assertThat(judge(RUN, DEAD, toAlive, read(2, "n3", 11_000, 11_100, "fail"), BACK).anomaly())
        .isEqualTo("no-progress");
  }

  @Test
  void aFaultThatWasShorterIsNotJudgedUnlessTheCoreServed() {
    String shorter = BACK.replace("@17000", "@15099");
    expectUnknown(
        "it lasted only 4999 ms, and 5000 ms were given",
        RUN,
        DEAD,
        read(1, "n1", 10_200, 14_000, "info"),
        shorter);
    assertThat(judge(RUN, DEAD, read(1, "n1", 10_200, 10_300, "ok"), shorter).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void aFaultWithAnotherOneBesideItIsNotJudged() {
    String other = "@%d nemesis - invoke kill#7 - {'fault':2,'phase':'begin'}\n";
    String over =
        """
        @%1$d nemesis - invoke kill#8 - {'fault':2,'phase':'end'}
        @%1$d nemesis - info   kill#8 - {'fault':2,'phase':'end'}
        """;
    String tried = read(1, "n1", 10_200, 14_000, "info");
    expectUnknown("the fault kill was active", RUN, DEAD, tried, other.formatted(14_500), BACK);
    expectUnknown("kill", RUN, other.formatted(9_000), DEAD, over.formatted(10_101), tried, BACK);
    Guarantee before = judge(RUN, other.formatted(9_000), over.formatted(9_500), DEAD, tried, BACK);
    assertThat(before.anomaly()).isEqualTo("no-progress");
    Guarantee after = judge(RUN, DEAD, tried, other.formatted(15_101), BACK);
    assertThat(after.anomaly()).isEqualTo("no-progress");
  }

  @Test
  void whoWasNotAskedInTimeIsNotBlamed() {
    expectUnknown("nobody asked the majority", RUN, DEAD, BACK);
    expectUnknown("nobody asked", RUN, DEAD, read(1, "n1", 12_601, 16_000, "info"), BACK);
    Guarantee asked = judge(RUN, DEAD, read(1, "n1", 12_600, 16_000, "info"), BACK);
    assertThat(asked.anomaly()).isEqualTo("no-progress");
  }

  @Test
  void aHistoryThatEndsEarlyIsNotJudged() {
    expectUnknown("the history ends before", RUN, DEAD, read(1, "n1", 10_200, 14_000, "info"));
  }

  @Test
  void aFaultThatWasNeverBegunOrNeverProvenIsNotJudged() {
    expectUnknown("no such fault was begun", RUN, read(1, "n1", 1, 2, "ok"));
    expectUnknown(
        "it was never proven", RUN, DEAD.replace("'proven':true", "'proven':false"), BACK);
    expectUnknown(
        "does not say by when", RUN, DEAD.replace("'deadlineMillis'", "'deadline'"), BACK);
  }

  @Test
  void oneFaultThatCouldBeJudgedIsEnough() {
    String second =
        """
        @20000 nemesis - invoke core - {'fault':3,'phase':'begin','deadlineMillis':5000}
        @20100 nemesis - info   core - {'fault':3,'phase':'begin','proven':true,'nodes':['n1']}
        """;
    Guarantee guarantee =
        judge(
            RUN,
            DEAD,
            BACK.replace("@17000", "@12000"),
            second,
            read(2, "n2", 20_200, 20_300, "ok"));
    assertThat(guarantee.verdict()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.reason()).contains("within 200 ms (1 of 2 such faults");
  }
}
