package dev.assay.checker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of configuration. */
class ConfigCheckerTest {
  private static final String WRITES =
      """
      1/n1 a invoke write k 10
      1/n1 a ok     write k [10,0]
      1/n1 a invoke write k 11
      1/n1 a ok     write k [11,1]
      """;

  private static final String END =
      """
      nemesis - event phase - 'final'
      9/n1 z invoke observe k {'synced':true}
      9/n1 z ok     observe k {'value':11,'version':1}
      """;

  private static Guarantee judge(String table) {
    return new ConfigChecker().check(HistoryTable.of(table), Limits.DEFAULT).getFirst();
  }

  private static Guarantee expect(String anomaly, String table) {
    Guarantee guarantee = judge(table + END);
    assertThat(guarantee.anomaly()).as(guarantee.reason()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
    assertThat(guarantee.verdict()).isEqualTo(anomaly.isEmpty() ? Verdict.VALID : Verdict.INVALID);
    return guarantee;
  }

  private static String look(int process, String session, String value, int version) {
    return look(process, session, "", value, version);
  }

  private static String synced(int process, String session, String value, int version) {
    return look(process, session, "{'synced':true}", value, version);
  }

  private static String look(int process, String session, String how, String value, int version) {
    return """
    %d/n1 %s invoke observe k %s
    %d/n1 %s ok     observe k {'value':%s,'version':%d}
    """
        .formatted(process, session, how, process, session, value, version);
  }

  @Test
  void changesThatAreSeenInOrderAreValid() {
    Guarantee guarantee =
        expect(
            "", look(2, "b", "null", -1) + WRITES + look(2, "b", "10", 0) + look(2, "b", "11", 1));
    assertThat(guarantee.details()).containsEntry("changes", 2L).containsEntry("looks", 4L);
  }

  @Test
  void aLookWithoutASyncMayBeLateButNotGoBack() {
    expect("", WRITES + look(2, "b", "10", 0));
    Guarantee back = expect("went-back", WRITES + look(2, "b", "11", 1) + look(2, "b", "10", 0));
    assertThat(back.reason())
        .isEqualTo(
            "The observe by process 2 on n1, from 6.0 ms to 7.0 ms has value 10 as version 0 of k,"
                + " after the observe by process 2 on n1, from 4.0 ms to 5.0 ms had value 11 as"
                + " version 1.");
    expect("", WRITES + look(2, "b", "11", 1) + look(2, "c", "10", 0));
    expect("went-back", WRITES + look(1, "a", "10", 0));
    expect("went-back", WRITES + look(1, "a", "null", -1));
  }

  @Test
  void aSyncedLookShowsWhatWasThereBefore() {
    expect("stale", WRITES + synced(2, "b", "10", 0));
    expect("stale", WRITES + synced(2, "b", "null", -1));
    expect("", synced(2, "b", "null", -1) + WRITES + synced(2, "b", "11", 1));
    String seen =
        """
        1 a invoke write k 12
        1 a info   write k 12
        """;
    assertThat(judge(WRITES + seen + look(2, "b", "12", 2) + synced(3, "c", "11", 1)).anomaly())
        .isEqualTo("stale");
    assertThat(judge(WRITES + seen + synced(3, "c", "11", 1)).anomaly()).isEmpty();
  }

  @Test
  void whatNobodyWroteIsAPhantom() {
    assertThat(expect("phantom", WRITES + look(2, "b", "99", 1)).story().getFirst())
        .isEqualTo("Let nobody write 99.");
    expect("phantom", look(2, "b", "10", 0) + WRITES);
    String failed =
        """
        1 a invoke write k 12
        1 a fail   write k 12
        """;
    expect("phantom", WRITES + failed + look(2, "b", "12", 2));
  }

  @Test
  void aVersionHasOneValueAndAValueOneVersion() {
    expect("forked", WRITES + look(2, "b", "10", 1));
    expect("forked", WRITES + look(2, "b", "11", 2));
  }

  @Test
  void versionsOfChangesGrow() {
    String shrinking =
        """
        1 a invoke write k 10
        1 a ok     write k [10,5]
        2 b invoke write k 12
        2 b ok     write k [12,4]
        """;
    assertThat(judge(shrinking).anomaly()).isEqualTo("out-of-order");
    String overlapping =
        """
        1 a invoke write k 10
        2 b invoke write k 11
        1 a ok     write k [10,1]
        2 b ok     write k [11,0]
        """;
    assertThat(judge(overlapping).anomaly()).isEmpty();
  }

  @Test
  void aRunThatEndsWithoutALastLookIsUnknown() {
    assertThat(judge(WRITES).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge(WRITES).reason()).contains("final phase");
    assertThat(judge(END).verdict()).isEqualTo(Verdict.INVALID);
    assertThat(judge("1 a invoke write k 10").reason()).contains("No change");
    assertThat(judge(WRITES + "1 a invoke write k 10").reason()).contains("a value of its own");
    assertThat(judge(WRITES + "1 a invoke read k").reason()).contains("write and observe");
  }
}
