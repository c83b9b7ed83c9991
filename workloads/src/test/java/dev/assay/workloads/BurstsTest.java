package dev.assay.workloads;

import static dev.assay.workloads.Replies.ABSENT;
import static dev.assay.workloads.Replies.DONE;
import static dev.assay.workloads.Replies.LOST;
import static dev.assay.workloads.Replies.OTHER;
import static dev.assay.workloads.Replies.PRESENT;
import static dev.assay.workloads.Replies.UNSENT;
import static dev.assay.workloads.Replies.data;
import static dev.assay.workloads.Replies.done;
import static dev.assay.workloads.Replies.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination.Notice;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurstsTest {
  private static final List<Object> WRITE = List.of("w", "k1", 7L);
  private static final List<Object> READ = List.of("r", "k1");
  private static final List<Object> SYNC = List.of("sync");
  private static final List<Object> MOVE = List.of("move", "n2");

  private static Operation burst(Object... steps) {
    return new Operation("burst", null, List.of(steps));
  }

  private static Operation init() {
    return new Operation("init", null, List.of(WRITE, List.of("w", "k2", 8L)));
  }

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Replies.outcome("session", operation, replies);
  }

  private static Outcome ok(Object... steps) {
    return new Outcome.Ok(List.of(steps), null);
  }

  /** What the history says of one request in a burst that was done otherwise. */
  private static Object answer(List<Object> step, Reply reply) {
    Outcome outcome = outcome(burst(SYNC, step), DONE, reply);
    return outcome instanceof Outcome.Ok(List<?> steps, _) ? steps.getLast() : outcome;
  }

  @Test
  void allRequestsAreSubmittedInOrderAndEachIsAnswered() {
    ScriptedSession session =
        new ScriptedSession(done(4), data(7, 4), DONE, new Reply.Done(null, null, null));
    assertThat(Replies.outcome("session", burst(WRITE, READ, SYNC, MOVE), session))
        .isEqualTo(
            ok(
                List.of("w", "k1", 7L, "ok", 4L),
                List.of("r", "k1", 7L, "ok", 4L),
                List.of("sync", "ok"),
                List.of("move", "n2", "ok")));
    assertThat(session.requests.get(1)).isEqualTo(new Request.GetData("/assay/run/k1"));
    assertThat(session.requests.get(2)).isEqualTo(new Request.Sync("/assay/run"));
    assertThat(session.requests.get(3)).isEqualTo(new Request.Move("n2"));
    assertThat(session.kinds).containsExactly("SetData", "GetData", "Sync", "Move");
  }

  @Test
  void whatIsNotSentFailsAndWhatIsNotAnsweredIsUnknown() {
    assertThat(answer(WRITE, UNSENT)).isEqualTo(List.of("w", "k1", 7L, "fail", -1L));
    assertThat(answer(WRITE, ABSENT)).isEqualTo(List.of("w", "k1", 7L, "fail", -1L));
    assertThat(answer(WRITE, LOST)).isEqualTo(List.of("w", "k1", 7L, "info", -1L));
    assertThat(answer(READ, UNSENT)).isEqualTo(List.of("r", "k1", Nil.NIL, "fail", -1L));
    assertThat(answer(READ, OTHER)).isEqualTo(List.of("r", "k1", Nil.NIL, "fail", -1L));
    assertThat(answer(READ, LOST)).isEqualTo(List.of("r", "k1", Nil.NIL, "info", -1L));
    assertThat(answer(SYNC, LOST)).isEqualTo(List.of("sync", "info"));
    assertThat(answer(MOVE, LOST)).isEqualTo(List.of("move", "n2", "info"));
    assertThat(answer(MOVE, UNSENT)).isEqualTo(List.of("move", "n2", "fail"));
  }

  @Test
  void aReadOfWhatIsAbsentIsAnswered() {
    assertThat(answer(READ, ABSENT)).isEqualTo(List.of("r", "k1", Nil.NIL, "ok", -1L));
  }

  @Test
  void aReplyThatARequestCannotHaveSaysNothing() {
    assertThat(answer(READ, names(0))).isEqualTo(List.of("r", "k1", Nil.NIL, "info", -1L));
  }

  @Test
  void aBurstOfWhichNothingWasDoneFails() {
    assertThat(outcome(burst(WRITE, READ), UNSENT, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(burst(WRITE, READ), LOST, UNSENT)).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void aBurstThatItsSessionDidNotOutliveIsUnknown() {
    ScriptedSession replaced = new ScriptedSession(done(1));
    replaced.meanwhile(() -> replaced.id = "0x2");
    replaced.answers(done(2));
    assertThat(Replies.outcome("session", burst(WRITE, WRITE), replaced))
        .isInstanceOf(Outcome.Info.class);
    ScriptedSession expired = new ScriptedSession(done(1));
    expired.meanwhile(() -> expired.tell(new Notice.Expired("0x1")));
    expired.answers(UNSENT);
    assertThat(Replies.outcome("session", burst(WRITE, WRITE), expired))
        .isInstanceOf(Outcome.Info.class);
  }

  @Test
  void theFirstBurstOfASessionIsItsOwn() {
    ScriptedSession first = new ScriptedSession();
    first.id = "";
    first.meanwhile(() -> first.id = "0x1");
    first.answers(done(1));
    assertThat(Replies.outcome("session", burst(WRITE), first)).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void theFirstBurstAfterAnExpiryIsOfTheNextSession() {
    ScriptedSession session = new ScriptedSession();
    Client client = Workloads.named("session").client(session);
    client.listen(_ -> {});
    session.tell(new Notice.Expired("0x1"));
    session.meanwhile(() -> {
      session.id = "0x2";
      session.tell(new Notice.Connected("0x2", 2_000, "n1"));
    });
    session.answers(done(1));
    assertThat(Replies.outcome(client, burst(WRITE), session)).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void theFirstBurstOfAllCreatesTheKeysAndCanBeDoneAgain() {
    Outcome created = ok(List.of("w", "k1", 7L, "ok", 0L), List.of("w", "k2", 8L, "ok", 0L));
    assertThat(outcome(init(), done(0), done(0))).isEqualTo(created);
    assertThat(outcome(init(), done(0), PRESENT)).isEqualTo(created);
    assertThat(outcome(init(), PRESENT, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(init(), PRESENT, UNSENT)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(init(), UNSENT, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(init(), ABSENT, ABSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whatIsNoBurstIsRefused() {
    assertThatThrownBy(() -> outcome(burst())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> outcome(burst(List.of("x", "k1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[x, k1]");
    assertThatThrownBy(() -> outcome(new Operation("read", null, List.of(READ))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
