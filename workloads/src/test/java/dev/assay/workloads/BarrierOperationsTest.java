package dev.assay.workloads;

import static dev.assay.workloads.Replies.ABSENT;
import static dev.assay.workloads.Replies.DONE;
import static dev.assay.workloads.Replies.LOST;
import static dev.assay.workloads.Replies.PRESENT;
import static dev.assay.workloads.Replies.UNSENT;
import static dev.assay.workloads.Replies.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a party of a barrier makes of each kind of reply. */
class BarrierOperationsTest {
  private static final Outcome OK = new Outcome.Ok(null, null);
  private static final Outcome WAITS = new Outcome.Fail(BarrierOperations.WAITS);

  private static Operation operation(String f) {
    return new Operation(f, "b0-1", Map.of("party", 2L, "parties", 3L));
  }

  private static Outcome outcome(String f, Reply... replies) {
    return Replies.outcome("barrier", operation(f), replies);
  }

  @Test
  void whoEntersHasAnEphemeralNodeInTheRoundsFolder() {
    ScriptedSession session = new ScriptedSession(ABSENT, DONE, DONE);
    assertThat(Replies.outcome("barrier", operation("enter"), session))
        .isInstanceOf(Outcome.Ok.class);
    Request.Create create = (Request.Create) session.requests.getLast();
    assertThat(create.path()).isEqualTo("/assay/run/b0-1/o2");
    assertThat(create.mode()).isEqualTo(Mode.EPHEMERAL);
    assertThat(outcome("enter", LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome("enter", UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whoSeesAllPassesAndTellsTheOthers() {
    for (Reply reply : List.of(DONE, PRESENT, LOST, UNSENT)) {
      ScriptedSession session = new ScriptedSession(DONE, names(3, "o0", "o1", "o2"), reply);
      assertThat(Replies.outcome("barrier", operation("pass"), session)).isEqualTo(OK);
      Request.Create create = (Request.Create) session.requests.getLast();
      assertThat(create.path()).isEqualTo("/assay/run/b0-1/ready");
      assertThat(create.mode()).isEqualTo(Mode.PERSISTENT);
    }
  }

  @Test
  void whoDoesNotSeeAllWaitsUnlessSomebodyElseDid() {
    assertThat(outcome("pass", DONE, names(3, "o0", "o2"))).isEqualTo(WAITS);
    assertThat(outcome("pass", DONE, names(3, "o2", "ready"))).isEqualTo(OK);
    for (Reply error : List.of(LOST, UNSENT, ABSENT)) {
      assertThat(outcome("pass", DONE, error)).isInstanceOf(Outcome.Fail.class);
    }
    assertThat(outcome("pass", LOST)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whoLeavesDeletesItsNodeAndExitsWhenNobodyIsThere() {
    ScriptedSession session = new ScriptedSession(DONE);
    Replies.outcome("barrier", operation("leave"), session);
    assertThat(session.requests).containsExactly(new Request.Delete("/assay/run/b0-1/o2", -1));
    assertThat(outcome("leave", ABSENT)).isEqualTo(new Outcome.Fail(MembershipOperations.GONE));
    assertThat(outcome("leave", LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome("exit", DONE, names(9, "ready"))).isEqualTo(OK);
    assertThat(outcome("exit", DONE, ABSENT)).isEqualTo(OK);
    assertThat(outcome("exit", DONE, names(9, "o1", "ready"))).isEqualTo(WAITS);
    assertThat(outcome("exit", DONE, LOST)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whatIsNoOperationOfABarrierIsRefused() {
    assertThatThrownBy(() -> outcome("wait")).hasMessageContaining("wait");
    assertThatThrownBy(() -> Replies.outcome("barrier", new Operation("enter", null, null)))
        .hasMessageContaining("a round has a key");
    assertThatThrownBy(() -> Replies.outcome("barrier", new Operation("enter", "b", null)))
        .hasMessageContaining("there is no party");
  }
}
