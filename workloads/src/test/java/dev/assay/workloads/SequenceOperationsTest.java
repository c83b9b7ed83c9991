package dev.assay.workloads;

import static dev.assay.workloads.Script.ABSENT;
import static dev.assay.workloads.Script.DONE;
import static dev.assay.workloads.Script.LOST;
import static dev.assay.workloads.Script.PRESENT;
import static dev.assay.workloads.Script.UNSENT;
import static dev.assay.workloads.Script.stat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Hint;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import org.junit.jupiter.api.Test;

/** What a client of a sequence makes of each kind of reply. */
class SequenceOperationsTest {
  private static final Operation NEXT = new Operation("next", "q1", 100L);
  private static final Operation DROP = new Operation("drop", "q1", 7L);

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Script.outcome("sequence", operation, replies);
  }

  private static Reply created(String path) {
    return new Reply.Done(path, stat(77, 0), "77");
  }

  @Test
  void theNumberIsThatOfTheNameWhichTheServiceChose() {
    Outcome seven = new Outcome.Ok(7L, new Hint("zxid", "system", "77"));
    Reply created = created("/assay/run/q1/n0000000007");
    assertThat(outcome(NEXT, created)).isEqualTo(seven);
    assertThat(outcome(NEXT, ABSENT, DONE, created)).isEqualTo(seven);
    assertThat(outcome(NEXT, ABSENT, PRESENT, created)).isEqualTo(seven);
  }

  @Test
  void aNameThatIsNoNumberLeavesItUnknown() {
    assertThat(outcome(NEXT, created("/assay/run/q1/n"))).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(NEXT, created("/elsewhere/n0000000007"))).isInstanceOf(Outcome.Info.class);
  }

  @Test
  void aNumberThatMayHaveBeenGivenIsUnknown() {
    assertThat(outcome(NEXT, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(NEXT, ABSENT, DONE, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(NEXT, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(NEXT, PRESENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(NEXT, ABSENT, DONE, ABSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aDropDeletesTheNodeOfTheNumber() {
    Script script = new Script(DONE);
    assertThat(script.play("sequence", DROP)).isInstanceOf(Outcome.Ok.class);
    assertThat(script.requests)
        .containsExactly(new Request.Delete("/assay/run/q1/n0000000007", -1));
    assertThat(outcome(DROP, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(DROP, ABSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(DROP, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whatIsNoOperationOfASequenceIsRefused() {
    assertThatThrownBy(() -> outcome(new Operation("next", "q1", null)))
        .hasMessageContaining("a sequence has a key, and a number");
    assertThatThrownBy(() -> outcome(new Operation("skip", "q1", 1L))).hasMessageContaining("skip");
  }
}
