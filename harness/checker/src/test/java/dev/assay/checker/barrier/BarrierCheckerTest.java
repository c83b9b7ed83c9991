package dev.assay.checker.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of rounds of two parties. */
class BarrierCheckerTest {
  private static Guarantee judge(String... lines) {
    return new BarrierChecker()
        .check(HistoryTable.of(String.join("\n", lines)), Limits.DEFAULT)
        .getFirst();
  }

  private static void expect(String anomaly, String... lines) {
    Guarantee guarantee = judge(lines);
    assertThat(guarantee.anomaly()).as(guarantee.reason()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
    assertThat(guarantee.verdict() == Verdict.INVALID).isEqualTo(!anomaly.isEmpty());
  }

  private static String line(int party, String type, String f) {
    return "%d %s %s %s r {'party':%d,'parties':2}"
        .formatted(party, party == 0 ? "a" : "b", type, f, party);
  }

  private static String did(int party, String... fs) {
    StringBuilder lines = new StringBuilder();
    for (String f : fs) {
      lines.append(line(party, "invoke", f)).append('\n').append(line(party, "ok", f)).append('\n');
    }
    return lines.toString();
  }

  /** In another round. */
  private static String lives(int party) {
    return did(party, "enter").replace(" r ", " later ");
  }

  @Test
  void aRoundThatAllEnterAndLeaveIsValid() {
    Guarantee guarantee =
        judge(
            did(0, "enter"),
            did(1, "enter", "pass"),
            did(0, "pass", "leave"),
            did(1, "leave", "exit"),
            did(0, "exit"));
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.VALID);
    assertThat(guarantee.details()).containsEntry("passed", 2L).containsEntry("exited", 2L);
  }

  @Test
  void nobodyPassesBeforeAllHaveBegunToEnter() {
    expect("entered-early", did(0, "enter", "pass"), did(1, "enter"));
    expect("", did(0, "enter"), line(1, "invoke", "enter"), did(0, "pass"));
    expect(
        "",
        did(0, "enter"),
        line(0, "invoke", "pass"),
        line(1, "invoke", "enter"),
        line(0, "ok", "pass"));
    expect(
        "entered-early",
        did(0, "enter"),
        line(1, "invoke", "enter"),
        line(1, "fail", "enter"),
        did(0, "pass"));
    assertThat(judge(did(0, "enter", "pass")).reason())
        .isEqualTo(
            "Process 0 passed the barrier of r, of 2 parties, when only [0] had begun to"
                + " enter.");
  }

  @Test
  void nobodyExitsBeforeAllHaveBegunToLeave() {
    String[] entered = {did(0, "enter"), did(1, "enter"), did(0, "pass", "leave", "exit")};
    String all = String.join("\n", entered);
    expect("left-early", all, did(1, "leave"));
    expect("left-early", all, lives(1));
    expect("", all, line(1, "invoke", "leave"), line(1, "fail", "leave"));
    expect("", all, line(1, "invoke", "leave"), line(1, "info", "leave"));
    expect("", all, lives(1).replace(" b ", " c "));
    assertThat(judge(all, did(1, "leave")).story().getLast())
        .startsWith("However, the exit by process 0")
        .endsWith("before party 1 begins to leave.");
  }

  @Test
  void aPartyThatHasNotSurelyEnteredMayBeAbsent() {
    String begun = line(1, "invoke", "enter");
    expect("", begun, did(0, "enter", "pass", "leave", "exit"), line(1, "ok", "enter"), lives(1));
    expect("", begun, line(1, "info", "enter"), did(0, "enter", "pass", "leave", "exit"), lives(1));
    String another = begun + "\n" + line(1, "ok", "enter").replace(" b ", " c ");
    expect("", another, did(0, "enter", "pass", "leave", "exit"), lives(1).replace(" b ", " c "));
  }

  @Test
  void whoBeganToLeaveBeforeTheExitWasOverIsNoViolation() {
    expect(
        "",
        did(0, "enter"),
        did(1, "enter"),
        did(0, "pass", "leave"),
        line(0, "invoke", "exit"),
        line(1, "invoke", "leave"),
        line(0, "ok", "exit"),
        line(1, "ok", "leave"));
  }

  @Test
  void whatWasNotTriedIsUnknown() {
    assertThat(judge(did(0, "enter")).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge("0 a invoke wait r {'party':0,'parties':2}").reason())
        .contains("enter, pass, leave and exit");
    assertThat(judge("0 a invoke enter r {'party':0}").reason()).contains("parties");
  }
}
