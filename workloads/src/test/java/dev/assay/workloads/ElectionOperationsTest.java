package dev.assay.workloads;

import static dev.assay.workloads.Replies.ABSENT;
import static dev.assay.workloads.Replies.DONE;
import static dev.assay.workloads.Replies.LOST;
import static dev.assay.workloads.Replies.OTHER;
import static dev.assay.workloads.Replies.UNSENT;
import static dev.assay.workloads.Replies.names;
import static dev.assay.workloads.Replies.stat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client of an election makes of each kind of reply. */
class ElectionOperationsTest {
  private static final Operation CAMPAIGN =
      new Operation("campaign", "e0", Map.of("candidate", 7L));
  private static final Operation LEAD = new Operation("lead", "e0", Map.of("candidate", 7L));
  private static final Operation RESIGN =
      new Operation("resign", "e0", Map.of("candidate", 7L, "epoch", 12L));
  private static final Operation PUBLISH =
      new Operation("publish", "e0", Map.of("candidate", 7L, "epoch", 12L, "item", 9L));
  private static final Map<String, Object> ELECTED = Map.of("candidate", 7L, "epoch", 12L);

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Replies.outcome("election", operation, replies);
  }

  private static Reply created(String name) {
    return new Reply.Done("/assay/run/e0/" + name, stat(0), "80");
  }

  private static Reply published(String text) {
    return new Reply.Data(text.getBytes(StandardCharsets.US_ASCII), stat(3));
  }

  @Test
  void aCandidateIsAnEphemeralNodeWhoseNumberIsItsEpoch() {
    ScriptedSession session = new ScriptedSession(ABSENT, DONE, created("c7-0000000012"));
    Outcome outcome = Replies.outcome("election", CAMPAIGN, session);
    assertThat(outcome)
        .isInstanceOfSatisfying(Outcome.Ok.class, ok -> assertThat(ok.value()).isEqualTo(ELECTED));
    Request.Create create = (Request.Create) session.requests.getLast();
    assertThat(create.path()).isEqualTo("/assay/run/e0/c7-");
    assertThat(create.mode()).isEqualTo(Mode.EPHEMERAL_SEQUENTIAL);
  }

  @Test
  void aCandidacyThatMayHaveHappenedIsUnknown() {
    assertThat(outcome(CAMPAIGN, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(CAMPAIGN, created("nonsense"))).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(CAMPAIGN, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(CAMPAIGN, ABSENT, DONE, ABSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void theFirstOfThoseThatAreThereLeads() {
    ScriptedSession session =
        new ScriptedSession(DONE, names(4, "c9-0000000013", "c7-0000000012", "junk"));
    assertThat(Replies.outcome("election", LEAD, session)).isEqualTo(new Outcome.Ok(ELECTED, null));
    assertThat(session.kinds).containsExactly("Sync", "GetChildren");
    assertThat(outcome(LEAD, DONE, names(4, "c9-0000000011", "c7-0000000012")))
        .isEqualTo(new Outcome.Fail(ElectionOperations.WAITS));
  }

  @Test
  void whoIsNotThereDoesNotLead() {
    Outcome gone = new Outcome.Fail(ElectionOperations.GONE);
    assertThat(outcome(LEAD, DONE, names(4, "c77-0000000012"))).isEqualTo(gone);
    assertThat(outcome(LEAD, ABSENT, ABSENT)).isEqualTo(gone);
    for (Reply error : List.of(LOST, UNSENT, OTHER)) {
      assertThat(outcome(LEAD, error)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(LEAD, DONE, error)).isInstanceOf(Outcome.Fail.class);
    }
  }

  @Test
  void whoResignsDeletesItsOwnNode() {
    ScriptedSession session = new ScriptedSession(DONE);
    assertThat(Replies.outcome("election", RESIGN, session)).isInstanceOf(Outcome.Ok.class);
    assertThat(session.requests)
        .containsExactly(new Request.Delete("/assay/run/e0/c7-0000000012", -1));
    assertThat(outcome(RESIGN, ABSENT)).isEqualTo(new Outcome.Fail(ElectionOperations.GONE));
    assertThat(outcome(RESIGN, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(RESIGN, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whatIsPublishedIsRefusedUnderAnEarlierEpoch() {
    assertThat(outcome(PUBLISH, published("13 4"))).isEqualTo(new Outcome.Fail("fenced"));
    ScriptedSession session = new ScriptedSession(published("12 4"), DONE);
    assertThat(Replies.outcome("election", PUBLISH, session)).isInstanceOf(Outcome.Ok.class);
    assertThat(session.requests.getFirst())
        .isEqualTo(new Request.GetData("/assay/run/e0-resource"));
    Request.SetData set = (Request.SetData) session.requests.getLast();
    assertThat(new String(set.data(), StandardCharsets.US_ASCII)).isEqualTo("12 9");
    assertThat(set.version()).isEqualTo(3);
    assertThat(outcome(PUBLISH, ABSENT, LOST)).isInstanceOf(Outcome.Info.class);
  }

  @Test
  void whatIsNoOperationOfAnElectionIsRefused() {
    assertThatThrownBy(() -> outcome(new Operation("campaign", null, Map.of("candidate", 1L))))
        .hasMessageContaining("an election has a key");
    assertThatThrownBy(() -> outcome(new Operation("lead", "e0", null), DONE))
        .hasMessageContaining("there is no candidate");
    assertThatThrownBy(() -> outcome(new Operation("vote", "e0", null)))
        .hasMessageContaining("vote");
  }
}
