package dev.assay.workloads;

import static dev.assay.workloads.Replies.ABSENT;
import static dev.assay.workloads.Replies.DONE;
import static dev.assay.workloads.Replies.LOST;
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
import org.junit.jupiter.api.Test;

/** What a member of a group makes of each kind of reply. */
class MembershipOperationsTest {
  private static final Operation JOIN = new Operation("join", "g0", 7L);
  private static final Operation QUIT = new Operation("quit", "g0", 7L);

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Replies.outcome("membership", operation, replies);
  }

  @Test
  void aMemberIsAnEphemeralNodeBelowItsGroup() {
    ScriptedSession session = new ScriptedSession(ABSENT, DONE, DONE);
    assertThat(Replies.outcome("membership", JOIN, session)).isInstanceOf(Outcome.Ok.class);
    Request.Create create = (Request.Create) session.requests.getLast();
    assertThat(create.path()).isEqualTo("/assay/run/g0/o7");
    assertThat(create.mode()).isEqualTo(Mode.EPHEMERAL);
    assertThat(outcome(JOIN, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(JOIN, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whoQuitsDeletesItsNode() {
    ScriptedSession session = new ScriptedSession(DONE);
    assertThat(Replies.outcome("membership", QUIT, session)).isInstanceOf(Outcome.Ok.class);
    assertThat(session.requests).containsExactly(new Request.Delete("/assay/run/g0/o7", -1));
    assertThat(outcome(QUIT, ABSENT)).isEqualTo(new Outcome.Fail(MembershipOperations.GONE));
    assertThat(outcome(QUIT, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(QUIT, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void theMembersAreReadAfterASync() {
    ScriptedSession session = new ScriptedSession(DONE, names(3, "o10", "o9"));
    assertThat(Replies.outcome("membership", new Operation("members", "g0", null), session))
        .isEqualTo(new Outcome.Ok(List.of(9L, 10L), null));
    assertThat(session.kinds).containsExactly("Sync", "GetChildren");
  }

  @Test
  void withTheSessionAllMembershipsEnd() {
    for (String f : List.of("leave", "die")) {
      ScriptedSession session = new ScriptedSession(new Reply.Done(null, null, null));
      Outcome outcome = Replies.outcome("membership", new Operation(f, null, null), session);
      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
      assertThat(session.requests).containsExactly(new Request.End(f.equals("leave")));
    }
  }

  @Test
  void whatIsNoOperationOfAGroupIsRefused() {
    assertThatThrownBy(() -> outcome(new Operation("join", null, 7L)))
        .hasMessageContaining("a group has a key");
    assertThatThrownBy(() -> outcome(new Operation("join", "g0", "seven")))
        .hasMessageContaining("named by a number");
    assertThatThrownBy(() -> outcome(new Operation("own", "g0", 7L))).hasMessageContaining("own");
  }
}
