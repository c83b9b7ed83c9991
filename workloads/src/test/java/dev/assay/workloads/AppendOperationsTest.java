package dev.assay.workloads;

import static dev.assay.workloads.Script.ABSENT;
import static dev.assay.workloads.Script.BAD_VERSION;
import static dev.assay.workloads.Script.DONE;
import static dev.assay.workloads.Script.LOST;
import static dev.assay.workloads.Script.OTHER;
import static dev.assay.workloads.Script.PRESENT;
import static dev.assay.workloads.Script.UNSENT;
import static dev.assay.workloads.Script.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Hint;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client of a list makes of each kind of reply. */
class AppendOperationsTest {
  private static final Operation APPEND = new Operation("append", "a1", 9L);
  private static final Operation READ = new Operation("read", "a1", null);
  private static final Outcome DONE_AT_77 = new Outcome.Ok(null, new Hint("zxid", "system", "77"));

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Script.outcome("append", operation, replies);
  }

  @Test
  void anAppendWritesTheListAndOneMoreUnderTheVersionThatItRead() {
    Script script = new Script(data("1 2", 7), DONE);
    assertThat(script.play("append", APPEND)).isEqualTo(DONE_AT_77);
    Request.SetData set = (Request.SetData) script.requests.getLast();
    assertThat(set.version()).isEqualTo(7);
    assertThat(new String(set.data(), StandardCharsets.US_ASCII)).isEqualTo("1 2 9");
  }

  @Test
  void theFirstAppendCreatesTheList() {
    Script script = new Script(ABSENT, DONE);
    assertThat(script.play("append", APPEND)).isEqualTo(DONE_AT_77);
    Request.Create create = (Request.Create) script.requests.getLast();
    assertThat(new String(create.data(), StandardCharsets.US_ASCII)).isEqualTo("9");
  }

  @Test
  void aRefusedVersionIsReadAgainAfterASync() {
    assertThat(outcome(APPEND, data("1", 0), BAD_VERSION, DONE, data("1 2", 1), DONE))
        .isEqualTo(DONE_AT_77);
    assertThat(outcome(APPEND, ABSENT, PRESENT, DONE, data("1", 0), DONE)).isEqualTo(DONE_AT_77);
    Reply one = data("1", 0);
    Reply no = BAD_VERSION;
    assertThat(outcome(APPEND, one, no, DONE, one, no, DONE, one, no, DONE, one, no, DONE, one, no))
        .isEqualTo(new Outcome.Fail("contended"));
  }

  @Test
  void anAppendIsNotTriedAgainAfterAnUnknownReply() {
    assertThat(outcome(APPEND, data("1", 0), LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(APPEND, ABSENT, LOST)).isInstanceOf(Outcome.Info.class);
  }

  @Test
  void whatOnlyLookedHasFailed() {
    for (Reply reply : List.of(LOST, UNSENT, OTHER)) {
      assertThat(outcome(APPEND, reply)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(READ, reply)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(READ, DONE, reply)).isInstanceOf(Outcome.Fail.class);
    }
    assertThat(outcome(APPEND, data("1", 0), UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aReadIsSyncAndReadAndNothingIsAnEmptyList() {
    assertThat(outcome(READ, DONE, data("4 2", 2)))
        .isEqualTo(new Outcome.Ok(List.of(4L, 2L), new Hint("zxid", "system", "76")));
    assertThat(outcome(READ, ABSENT, ABSENT)).isEqualTo(new Outcome.Ok(List.of(), null));
  }

  @Test
  void whatIsNoOperationOfAListIsRefused() {
    assertThatThrownBy(() -> outcome(new Operation("append", null, 1L)))
        .hasMessageContaining("a list has a key");
    assertThatThrownBy(() -> outcome(new Operation("append", "a1", null)))
        .hasMessageContaining("an element is a number");
    assertThatThrownBy(() -> outcome(new Operation("remove", "a1", null)))
        .hasMessageContaining("remove");
  }
}
