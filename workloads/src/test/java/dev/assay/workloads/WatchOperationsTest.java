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

import dev.assay.checker.history.Hint;
import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination.Change;
import dev.assay.core.spi.Coordination.Notice;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchOperationsTest {
  private static final Operation WRITE = new Operation("write", "k1", 7L);
  private static final Operation OBSERVE = new Operation("observe", "k1", null);
  private static final Operation ADD = new Operation("add", "d1", 7L);
  private static final Operation LIST = new Operation("list", "d1", null);

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Replies.outcome("watch", operation, replies);
  }

  @Test
  void aWriteTellsTheVersionItMade() {
    Hint hint = new Hint("zxid", "system", "77");
    assertThat(outcome(WRITE, done(3))).isEqualTo(new Outcome.Ok(List.of(7L, 3L), hint));
    assertThat(outcome(WRITE, ABSENT, done(0))).isEqualTo(new Outcome.Ok(List.of(7L, 0L), hint));
    assertThat(outcome(WRITE, ABSENT, PRESENT, done(1)))
        .isEqualTo(new Outcome.Ok(List.of(7L, 1L), hint));
  }

  @Test
  void aWriteWithoutAnAnswerIsUnknownAndOneThatWasNotDoneFails() {
    assertThat(outcome(WRITE, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(WRITE, ABSENT, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(WRITE, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(WRITE, ABSENT, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(WRITE, OTHER)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(WRITE, ABSENT, PRESENT, ABSENT, PRESENT, ABSENT, PRESENT))
        .isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void anObservationSetsOneWatchOnWhatIsThereOrOnWhatIsNot() {
    ScriptedSession present = new ScriptedSession(data(4, 2));
    assertThat(Replies.outcome("watch", OBSERVE, present))
        .isEqualTo(new Outcome.Ok(Map.of("value", 4L, "version", 2L), null));
    assertThat(present.requests).containsExactly(new Request.GetData("/assay/run/k1", true));
    ScriptedSession absent = new ScriptedSession(ABSENT, ABSENT);
    assertThat(Replies.outcome("watch", OBSERVE, absent))
        .isEqualTo(new Outcome.Ok(Map.of("value", Nil.NIL, "version", -1L), null));
    assertThat(absent.requests)
        .containsExactly(
            new Request.GetData("/assay/run/k1", true), new Request.Exists("/assay/run/k1", true));
  }

  @Test
  void whatIsShownSaysWhereASystemMayTellOfItsChangeLater() {
    ScriptedSession observing = new ScriptedSession(data(4, 2));
    observing.tellsBeforeAnswers = false;
    assertThat(Replies.outcome("watch", OBSERVE, observing))
        .isEqualTo(new Outcome.Ok(Map.of("value", 4L, "version", 2L, "late", true), null));
    ScriptedSession listing = new ScriptedSession(names(5, "7"));
    listing.tellsBeforeAnswers = false;
    assertThat(Replies.outcome("watch", LIST, listing))
        .isEqualTo(
            new Outcome.Ok(Map.of("children", List.of("7"), "version", 5L, "late", true), null));
  }

  @Test
  void anObservationOfWhatComesToBeMeanwhileSaysNothing() {
    assertThat(outcome(OBSERVE, ABSENT, DONE)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void anObservationThatErrsFailsSinceItChangesNothing() {
    for (Reply error : List.of(LOST, UNSENT, OTHER)) {
      assertThat(outcome(OBSERVE, error)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(OBSERVE, ABSENT, error)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(LIST, error)).isInstanceOf(Outcome.Fail.class);
    }
  }

  @Test
  void anAdditionMakesItsFolder() {
    ScriptedSession session = new ScriptedSession(ABSENT, DONE, DONE);
    assertThat(Replies.outcome("watch", ADD, session)).isInstanceOf(Outcome.Ok.class);
    assertThat(session.requests)
        .map(request -> ((Request.Create) request).path())
        .containsExactly("/assay/run/d1/7", "/assay/run/d1", "/assay/run/d1/7");
    assertThat(outcome(ADD, ABSENT, PRESENT, DONE)).isInstanceOf(Outcome.Ok.class);
    assertThat(outcome(ADD, ABSENT, DONE, ABSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(ADD, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(ADD, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aListIsSortedAndHasTheVersionOfTheChildren() {
    ScriptedSession session = new ScriptedSession(names(5, "8", "7"));
    assertThat(Replies.outcome("watch", LIST, session))
        .isEqualTo(new Outcome.Ok(Map.of("children", List.of("7", "8"), "version", 5L), null));
    assertThat(session.requests).containsExactly(new Request.GetChildren("/assay/run/d1", true));
    assertThat(outcome(LIST, ABSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void anOperationThatHasNoKeyOrNoNumberIsRefused() {
    assertThatThrownBy(() -> outcome(new Operation("observe", null, null)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> outcome(new Operation("write", "k1", "7")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> outcome(new Operation("read", "k1", null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatASessionTellsBecomesEventsOfTheHistory() {
    ScriptedSession session = new ScriptedSession();
    Client client = Workloads.named("watch").client(session);
    List<Client.Notice> told = new ArrayList<>();
    client.listen(told::add);
    session.tell(new Notice.Connected("0x1", 2_000, "n2"));
    session.tell(new Notice.Fired(Change.DATA_CHANGED, "/assay/run/k1"));
    session.tell(new Notice.Fired(Change.CHILDREN_CHANGED, "/elsewhere"));
    session.tell(new Notice.Disconnected("0x1"));
    session.tell(new Notice.Expired("0x1"));
    assertThat(told)
        .containsExactly(
            new Client.Notice(
                "session",
                null,
                Map.of(
                    "state", "connected", "session", "0x1", "timeoutMillis", 2_000L, "node", "n2")),
            new Client.Notice("watch", "k1", Map.of("change", "data-changed")),
            new Client.Notice("watch", "/elsewhere", Map.of("change", "children-changed")),
            new Client.Notice("session", null, Map.of("state", "disconnected", "session", "0x1")),
            new Client.Notice("session", null, Map.of("state", "expired", "session", "0x1")));
  }
}
