package dev.assay.workloads;

import static dev.assay.workloads.Replies.ABSENT;
import static dev.assay.workloads.Replies.DONE;
import static dev.assay.workloads.Replies.LOST;
import static dev.assay.workloads.Replies.OTHER;
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
import org.junit.jupiter.api.Test;

class EphemeralOperationsTest {
  private static final Operation OWN = new Operation("own", null, 7L);
  private static final Operation TOUCH = new Operation("touch", null, null);
  private static final Operation LEAVE = new Operation("leave", null, null);
  private static final Operation DIE = new Operation("die", null, null);
  private static final Operation LIST = new Operation("list", null, null);
  private static final Outcome OK = new Outcome.Ok(null, null);

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Replies.outcome("ephemeral", operation, replies);
  }

  @Test
  void whatIsOwnedIsAnEphemeralNodeInAFolderThatItMakes() {
    ScriptedSession session = new ScriptedSession(ABSENT, DONE, DONE);
    assertThat(Replies.outcome("ephemeral", OWN, session)).isInstanceOf(Outcome.Ok.class);
    List<Request.Create> creations =
        session.requests.stream().map(request -> (Request.Create) request).toList();
    assertThat(creations)
        .extracting(Request.Create::path)
        .containsExactly("/assay/run/owned/o7", "/assay/run/owned", "/assay/run/owned/o7");
    assertThat(creations)
        .extracting(Request.Create::mode)
        .containsExactly(Mode.EPHEMERAL, Mode.PERSISTENT, Mode.EPHEMERAL);
  }

  @Test
  void aCreationWithoutAnAnswerIsUnknownAndOneThatWasNotDoneFails() {
    assertThat(outcome(OWN, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(OWN, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(OWN, PRESENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(OWN, ABSENT, DONE, ABSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aSignOfLifeCountsWhenTheServerAnswersWhateverItSays() {
    assertThat(outcome(TOUCH, DONE)).isEqualTo(OK);
    assertThat(outcome(TOUCH, ABSENT)).isEqualTo(OK);
    assertThat(outcome(TOUCH, LOST)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(TOUCH, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aMoveThatFailsHasChangedNothing() {
    Operation move = new Operation("move", null, "n2");
    ScriptedSession session = new ScriptedSession(new Reply.Done(null, null, null));
    assertThat(Replies.outcome("ephemeral", move, session)).isEqualTo(OK);
    assertThat(session.requests).containsExactly(new Request.Move("n2"));
    assertThat(outcome(move, LOST)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(move, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aSessionHasLeftWhenTheServerSaysSo() {
    ScriptedSession session = new ScriptedSession(new Reply.Done(null, null, null));
    assertThat(Replies.outcome("ephemeral", LEAVE, session)).isEqualTo(OK);
    assertThat(session.requests).containsExactly(new Request.End(true));
    assertThat(outcome(LEAVE, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(LEAVE, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(LEAVE, OTHER)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whoDiesNamesTheSessionThatIsLeft() {
    ScriptedSession session = new ScriptedSession();
    session.id = "0x5";
    session.meanwhile(() -> session.id = "0x6");
    session.answers(new Reply.Done(null, null, null));
    assertThat(Replies.outcome("ephemeral", DIE, session)).isEqualTo(new Outcome.Ok("0x5", null));
    assertThat(session.requests).containsExactly(new Request.End(false));
    assertThat(outcome(DIE, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aListComesAfterASyncAndIsInTheOrderOfNumbers() {
    ScriptedSession session = new ScriptedSession(DONE, names(3, "o10", "o9"));
    assertThat(Replies.outcome("ephemeral", LIST, session))
        .isEqualTo(new Outcome.Ok(List.of(9L, 10L), null));
    assertThat(session.kinds).containsExactly("Sync", "GetChildren");
    assertThat(outcome(LIST, ABSENT, ABSENT)).isEqualTo(new Outcome.Ok(List.of(), null));
    for (Reply error : List.of(LOST, UNSENT, OTHER)) {
      assertThat(outcome(LIST, error)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(LIST, DONE, error)).isInstanceOf(Outcome.Fail.class);
    }
  }

  @Test
  void anOwnerCannotDoAnythingElse() {
    assertThatThrownBy(() -> outcome(new Operation("own", null, "seven")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> outcome(new Operation("read", null, null)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
