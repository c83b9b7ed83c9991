package dev.assay.workloads;

import static dev.assay.workloads.Script.ABSENT;
import static dev.assay.workloads.Script.BAD_VERSION;
import static dev.assay.workloads.Script.DONE;
import static dev.assay.workloads.Script.LOST;
import static dev.assay.workloads.Script.PRESENT;
import static dev.assay.workloads.Script.UNSENT;
import static dev.assay.workloads.Script.data;
import static dev.assay.workloads.Script.stat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Hint;
import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client of a queue makes of each kind of reply. */
class QueueOperationsTest {
  private static final Operation ENQUEUE = new Operation("enqueue", "q1", 5L);
  private static final Operation DEQUEUE = new Operation("dequeue", "q1", null);
  private static final Hint AT_77 = new Hint("zxid", "system", "77");

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Script.outcome("queue", operation, replies);
  }

  private static Reply names(String... names) {
    return new Reply.Names(List.of(names), stat(70, 0));
  }

  @Test
  void anEnqueueMakesTheFolderWhereThereIsNone() {
    Outcome put = new Outcome.Ok(null, AT_77);
    assertThat(outcome(ENQUEUE, DONE)).isEqualTo(put);
    assertThat(outcome(ENQUEUE, ABSENT, DONE, DONE)).isEqualTo(put);
    assertThat(outcome(ENQUEUE, ABSENT, PRESENT, DONE)).isEqualTo(put);
    assertThat(outcome(ENQUEUE, ABSENT, DONE, ABSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(ENQUEUE, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(ENQUEUE, LOST)).isInstanceOf(Outcome.Info.class);
  }

  @Test
  void aDequeueTakesTheLowestName() {
    Script script = new Script(DONE, names("n0000000003", "n0000000002"), data("5", 0), DONE);
    assertThat(script.play("queue", DEQUEUE)).isEqualTo(new Outcome.Ok(5L, AT_77));
    assertThat(script.requests.getLast())
        .isEqualTo(new Request.Delete("/assay/run/q1/n0000000002", 0));
  }

  @Test
  void whatSomebodyElseTookIsPassedOver() {
    Reply two = names("n0000000002", "n0000000003");
    Outcome six = new Outcome.Ok(6L, AT_77);
    assertThat(outcome(DEQUEUE, DONE, two, ABSENT, data("6", 0), DONE)).isEqualTo(six);
    assertThat(outcome(DEQUEUE, DONE, two, data("5", 0), ABSENT, data("6", 0), DONE))
        .isEqualTo(six);
    assertThat(outcome(DEQUEUE, DONE, two, ABSENT, ABSENT, DONE, names()))
        .isEqualTo(new Outcome.Ok(Nil.NIL, null));
    Reply one = names("n0000000002");
    assertThat(outcome(DEQUEUE, DONE, one, ABSENT, DONE, one, ABSENT, DONE, one, ABSENT))
        .isEqualTo(new Outcome.Fail("contended"));
  }

  @Test
  void anEmptyOrAbsentFolderIsAnEmptyQueue() {
    assertThat(outcome(DEQUEUE, DONE, names())).isEqualTo(new Outcome.Ok(Nil.NIL, null));
    assertThat(outcome(DEQUEUE, ABSENT, ABSENT)).isEqualTo(new Outcome.Ok(Nil.NIL, null));
  }

  @Test
  void aDeletionOfUnknownOutcomeNamesItsElement() {
    Reply two = names("n0000000002", "n0000000003");
    assertThat(outcome(DEQUEUE, DONE, two, data("5", 0), LOST))
        .isEqualTo(new Outcome.Info("connection lost", 5L));
    assertThat(outcome(DEQUEUE, DONE, two, data("5", 0), ABSENT, data("6", 0), LOST))
        .isEqualTo(new Outcome.Info("connection lost", 6L));
  }

  @Test
  void whatOnlyLookedOrWasRefusedHasFailed() {
    Reply two = names("n0000000002", "n0000000003");
    for (Reply reply : List.of(LOST, UNSENT)) {
      assertThat(outcome(DEQUEUE, reply)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(DEQUEUE, DONE, reply)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(DEQUEUE, DONE, two, reply)).isInstanceOf(Outcome.Fail.class);
    }
    assertThat(outcome(DEQUEUE, DONE, two, data("5", 0), UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(DEQUEUE, DONE, two, data("5", 0), BAD_VERSION))
        .isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whatIsNoOperationOfAQueueIsRefused() {
    assertThatThrownBy(() -> outcome(new Operation("dequeue", null, null)))
        .hasMessageContaining("a queue has a key");
    assertThatThrownBy(() -> outcome(new Operation("enqueue", "q1", null)))
        .hasMessageContaining("an element is a number");
    assertThatThrownBy(() -> outcome(new Operation("peek", "q1", null)))
        .hasMessageContaining("peek");
  }
}
