package dev.assay.workloads;

import static dev.assay.workloads.Script.ABSENT;
import static dev.assay.workloads.Script.DONE;
import static dev.assay.workloads.Script.LOST;
import static dev.assay.workloads.Script.OTHER;
import static dev.assay.workloads.Script.UNSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Coordination.Stat;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client of the tree makes of each kind of reply. */
class ReplicaOperationsTest {
  private static final Stat STAT = new Stat(5, 7, 9, 100, 120, 2, 3, "0x1", 0);
  private static final Map<String, Object> SHOWN =
      Map.of(
          "path",
          "/a",
          "czxid",
          5L,
          "mzxid",
          7L,
          "pzxid",
          9L,
          "ctime",
          100L,
          "mtime",
          120L,
          "version",
          2L,
          "childVersion",
          3L,
          "owner",
          "0x1",
          "children",
          0L);
  private static final Operation LOOK = new Operation("look", null, Map.of("path", "/a"));
  private static final Operation INSPECT = new Operation("inspect", null, null);

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Script.outcome("replicas", operation, replies);
  }

  private static Operation change(Map<String, Object> value) {
    return new Operation("change", null, value);
  }

  private static Reply data(String text, int children) {
    Stat stat = new Stat(5, 7, 9, 100, 120, 2, 3, "", children);
    return new Reply.Data(text.getBytes(StandardCharsets.UTF_8), stat);
  }

  private static Reply names(String... names) {
    return new Reply.Names(List.of(names), STAT);
  }

  private static List<String> paths(Outcome outcome) {
    Object shown = ((Outcome.Ok) outcome).value();
    List<?> nodes = shown instanceof List<?> list ? list : List.of();
    return nodes.stream().map(node -> String.valueOf(((Map<?, ?>) node).get("path"))).toList();
  }

  @Test
  void eachKindOfChangeIsOneRequest() {
    Map<String, Object> set = Map.of("op", "set", "path", "/a", "data", "d1");
    Map<String, Object> delete = Map.of("op", "delete", "path", "/a/b");
    Script script = new Script(DONE);
    assertThat(
            script.play("replicas", change(Map.of("op", "multi", "parts", List.of(set, delete)))))
        .isInstanceOf(Outcome.Ok.class);
    List<Request.Single> parts = ((Request.Multi) script.requests.getFirst()).requests();
    assertThat(parts.getFirst()).isInstanceOf(Request.SetData.class);
    assertThat(parts.getLast()).isEqualTo(new Request.Delete("/assay/run/a/b", -1));
  }

  @Test
  void aCreationTellsWhichPathTheServiceChose() {
    Map<String, Object> create =
        Map.of("op", "create", "path", "/a/s", "data", "d", "mode", "ephemeral-sequential");
    Script script = new Script(new Reply.Done("/assay/run/a/s0000000003", STAT, "9"));
    Outcome outcome = script.play("replicas", change(create));
    assertThat(((Request.Create) script.requests.getFirst()).mode())
        .isEqualTo(Mode.EPHEMERAL_SEQUENTIAL);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Ok.class,
            ok ->
                assertThat((Map<?, ?>) ok.value())
                    .extracting(value -> value.get("created"))
                    .isEqualTo("/a/s0000000003"));
  }

  @Test
  void aChangeWithoutAnAnswerIsUnknownAndOneThatIsRefusedFails() {
    Operation delete = change(Map.of("op", "delete", "path", "/a"));
    assertThat(outcome(delete, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome(delete, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(delete, ABSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(delete, OTHER)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aLookShowsAllFieldsOrThatThereIsNoSuchNode() {
    assertThat(outcome(LOOK, new Reply.Done(null, STAT, "7")))
        .isEqualTo(new Outcome.Ok(SHOWN, null));
    assertThat(outcome(LOOK, ABSENT)).isEqualTo(new Outcome.Ok(Map.of("path", "/a"), null));
    for (Reply error : List.of(LOST, UNSENT, OTHER, new Reply.Done(null, null, null))) {
      assertThat(outcome(LOOK, error)).isInstanceOf(Outcome.Fail.class);
    }
  }

  @Test
  void anInspectionWalksTheWholeTreeAfterASync() {
    Script script =
        new Script(
            DONE,
            data("", 2),
            names("b", "a"),
            data("da", 1),
            names("c"),
            data("db", 0),
            data("dc", 0));
    Outcome outcome = script.play("replicas", INSPECT);
    assertThat(script.requests.getFirst()).isEqualTo(new Request.Sync("/assay/run"));
    assertThat(paths(outcome)).containsExactly("/", "/a", "/b", "/a/c");
  }

  @Test
  void whatGoesDuringAnInspectionIsLeftOut() {
    Outcome outcome =
        outcome(INSPECT, DONE, data("", 2), names("a", "b"), ABSENT, data("db", 1), ABSENT);
    assertThat(paths(outcome)).containsExactly("/", "/b");
  }

  @Test
  void anInspectionThatIsCutOffFails() {
    for (Reply error : List.of(LOST, UNSENT, OTHER)) {
      assertThat(outcome(INSPECT, error)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(INSPECT, DONE, error)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(INSPECT, DONE, data("", 1), error)).isInstanceOf(Outcome.Fail.class);
    }
  }

  @Test
  void whatIsNoChangeIsRefused() {
    assertThatThrownBy(() -> outcome(change(Map.of("op", "rename", "path", "/a"))))
        .hasMessageContaining("no such change");
    assertThatThrownBy(() -> outcome(new Operation("change", null, null)))
        .hasMessageContaining("not a map");
    assertThatThrownBy(() -> outcome(new Operation("watch", null, null)))
        .hasMessageContaining("a tree cannot do");
  }
}
