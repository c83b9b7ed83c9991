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

/** What a client of a counter makes of each kind of reply. */
class CounterOperationsTest {
  private static final Operation INCREASE = new Operation("increase", "c1", null);
  private static final Operation READ = new Operation("read", "c1", null);
  private static final Outcome DONE_AT_77 = new Outcome.Ok(null, new Hint("zxid", "system", "77"));

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Script.outcome("counter", operation, replies);
  }

  @Test
  void anIncreaseWritesOneMoreUnderTheVersionThatItRead() {
    Script script = new Script(data("41", 7), DONE);
    assertThat(script.play("counter", INCREASE)).isEqualTo(DONE_AT_77);
    Request.SetData set = (Request.SetData) script.requests.getLast();
    assertThat(set.version()).isEqualTo(7);
    assertThat(new String(set.data(), StandardCharsets.US_ASCII)).isEqualTo("42");
  }

  @Test
  void aRefusedVersionIsReadAgainAfterASync() {
    assertThat(outcome(INCREASE, data("4", 4), BAD_VERSION, DONE, data("5", 5), DONE))
        .isEqualTo(DONE_AT_77);
    assertThat(outcome(INCREASE, ABSENT, PRESENT, DONE, data("1", 0), DONE)).isEqualTo(DONE_AT_77);
    assertThat(outcome(INCREASE, ABSENT, DONE)).isEqualTo(DONE_AT_77);
  }

  @Test
  void whoAlwaysComesSecondGivesUp() {
    Reply four = data("4", 4);
    Reply no = BAD_VERSION;
    assertThat(
            outcome(
                INCREASE, four, no, DONE, four, no, DONE, four, no, DONE, four, no, DONE, four, no))
        .isEqualTo(new Outcome.Fail("contended"));
  }

  @Test
  void anIncreaseIsNotTriedAgainAfterAnUnknownReply() {
    assertThat(outcome(INCREASE, data("4", 4), LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(INCREASE, ABSENT, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(INCREASE, data("4", 4), BAD_VERSION, DONE, data("5", 5), LOST))
        .isInstanceOf(Outcome.Info.class);
  }

  @Test
  void whatOnlyLookedHasFailed() {
    for (Reply reply : List.of(LOST, UNSENT, OTHER)) {
      assertThat(outcome(INCREASE, reply)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(INCREASE, data("4", 4), BAD_VERSION, reply))
          .isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(READ, reply)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(READ, DONE, reply)).isInstanceOf(Outcome.Fail.class);
    }
    assertThat(outcome(INCREASE, data("4", 4), UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(INCREASE, data("4", 4), OTHER)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aReadIsSyncAndReadAndNothingIsZero() {
    assertThat(outcome(READ, DONE, data("4", 2)))
        .isEqualTo(new Outcome.Ok(4L, new Hint("zxid", "system", "76")));
    assertThat(outcome(READ, ABSENT, ABSENT)).isEqualTo(new Outcome.Ok(0L, null));
  }

  @Test
  void whatIsNoOperationOfACounterIsRefused() {
    assertThatThrownBy(() -> outcome(new Operation("read", null, null)))
        .hasMessageContaining("a counter has a key");
    assertThatThrownBy(() -> outcome(new Operation("reset", "c1", null)))
        .hasMessageContaining("reset");
  }
}
