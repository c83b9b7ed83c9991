package dev.assay.server.tree;

import static dev.assay.server.tree.Replica.bytes;
import static dev.assay.server.tree.Replica.delete;
import static dev.assay.server.tree.Replica.failed;
import static dev.assay.server.tree.Replica.newNode;
import static dev.assay.server.tree.Replica.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.client.WatchType;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.TreePSet;

final class StateMachineTest {
  private final Replica replica = new Replica();

  @Test
  void createsANodeWithItsStat() {
    Result result = replica.result(newNode("/a"));
    assertThat(result)
        .isEqualTo(new Result.Created("/a", new Stat(2, 2, 1002, 1002, 0, 0, 0, 0, 1, 0, 2), true));
    assertThat(replica.children("/")).containsExactly("a", "zookeeper");
  }

  @Test
  void hasTheFixedNodesFromTheStart() {
    assertThat(replica.children("/")).containsExactly("zookeeper");
    assertThat(replica.children("/zookeeper")).containsExactly("config", "quota");
    assertThat(replica.stat("/").cversion()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config"})
  void neverDeletesAFixedNode(String path) {
    assertThat(replica.result(delete(path))).isEqualTo(failed(Code.BAD_ARGUMENTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "/zookeeper/",
        "//b",
        "/a\u0000b",
        "/\u0001",
        "/.",
        "/..",
        "/\u007f",
        "/\ud800",
        "/\ufff0",
        "/./zookeeper"
      })
  void refusesAPathThatZooKeeperRefuses(String path) {
    assertThat(replica.result(set(path, "x", -1))).isEqualTo(failed(Code.BAD_ARGUMENTS));
    assertThat(replica.result(new Request.Check(path, -1))).isEqualTo(failed(Code.BAD_ARGUMENTS));
    assertThat(replica.result(delete(path))).isEqualTo(failed(Code.BAD_ARGUMENTS));
    assertThat(replica.machine.state().read(new ReadRequest.Exists(path, true)))
        .isEqualTo(failed(Code.BAD_ARGUMENTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.a", "/..a", "/a.", "/a..b", "/...", "/ä", "/\uf900", "/ "})
  void takesUnusualPaths(String path) {
    assertThat(replica.result(newNode(path))).isInstanceOf(Result.Created.class);
  }

  @Test
  void looksForTheParentBeforeItLooksAtTheName() {
    assertThat(replica.result(newNode("/no/.."))).isEqualTo(failed(Code.NO_NODE));
    assertThat(replica.result(newNode("/.."))).isEqualTo(failed(Code.BAD_ARGUMENTS));
    assertThat(replica.result(newNode("noslash"))).isEqualTo(failed(Code.BAD_ARGUMENTS));
  }

  @Test
  void refusesWhatExistsBeforeItRefusesAnEphemeralParent() {
    replica.run(newNode("/e", CreateMode.EPHEMERAL));
    assertThat(replica.result(newNode("/e"))).isEqualTo(failed(Code.NODE_EXISTS));
    assertThat(replica.result(newNode("/e/c"))).isEqualTo(failed(Code.NO_CHILDREN_FOR_EPHEMERALS));
  }

  @Test
  void numbersSequentialNodesByTheCreationsOfTheParent() {
    replica.run(newNode("/q"));
    replica.run(newNode("/q/plain"));
    replica.run(delete("/q/plain"));
    replica.run(newNode("/q/plain/absent", CreateMode.PERSISTENT_SEQUENTIAL));
    Result result = replica.result(newNode("/q/n-", CreateMode.EPHEMERAL_SEQUENTIAL));
    assertThat(((Result.Created) result).path()).isEqualTo("/q/n-0000000001");
    result = replica.result(newNode("/q/", CreateMode.PERSISTENT_SEQUENTIAL));
    assertThat(((Result.Created) result).path()).isEqualTo("/q/0000000002");
  }

  @Test
  void refusesASequentialNameBeyondTenDigits() {
    Znode full = new Znode(bytes(""), 1, 1, 1, 1, 1, 0, Edit.MAX_SEQUENCE, 0, none());
    State state = State.initial();
    State prepared = new State(state.tree().found("/q", full), state.sessions(), 1, 0);
    StateMachine machine = new StateMachine(EnumSet.noneOf(SeededBug.class));
    machine.restore(0, new SnapshotWriter(prepared));
    Request next = newNode("/q/n-", CreateMode.PERSISTENT_SEQUENTIAL);
    assertThat(((Result.Created) guessed(machine, next)).path()).isEqualTo("/q/n-9999999999");
    machine.restore(0, new SnapshotWriter(withCreations(prepared, Edit.MAX_SEQUENCE + 1)));
    assertThat(guessed(machine, next)).isEqualTo(failed(Code.BAD_ARGUMENTS));
  }

  private static Result guessed(StateMachine machine, Request request) {
    return machine.guess(machine.state(), 1, request).applied().result();
  }

  private static TreePSet<String> none() {
    return TreePSet.empty();
  }

  private static State withCreations(State state, long creations) {
    Znode full = new Znode(bytes(""), 1, 1, 1, 1, 1, 0, creations, 0, none());
    return new State(state.tree().replaced("/q", full), state.sessions(), 1, 0);
  }

  @Test
  void countsCreationsAndDeletionsOfChildren() {
    replica.run(newNode("/p"));
    replica.run(newNode("/p/a"));
    replica.run(newNode("/p/b"));
    replica.run(delete("/p/a"));
    Stat stat = replica.stat("/p");
    assertThat(stat.cversion()).isEqualTo(3);
    assertThat(stat.numChildren()).isEqualTo(1);
    assertThat(stat.pzxid()).isEqualTo(replica.machine.position());
    assertThat(stat.mzxid()).isEqualTo(2);
    assertThat(stat.version()).isZero();
  }

  @Test
  void setsDataOfTheExpectedVersionOnly() {
    replica.run(newNode("/a"));
    assertThat(replica.result(set("/a", "yy", 1))).isEqualTo(failed(Code.BAD_VERSION));
    assertThat(replica.result(set("/a", "yy", 0))).isInstanceOf(Result.DataSet.class);
    assertThat(replica.result(set("/a", "zzz", -1))).isInstanceOf(Result.DataSet.class);
    Stat stat = replica.stat("/a");
    assertThat(stat).isEqualTo(new Stat(2, 5, 1002, 1005, 2, 0, 0, 0, 3, 0, 2));
    assertThat(replica.result(set("/none", "x", -1))).isEqualTo(failed(Code.NO_NODE));
  }

  @Test
  void refusesDataBeyondTheLimit() {
    byte[] large = new byte[StateMachine.MAX_DATA_BYTES + 1];
    assertThat(replica.result(new Request.Create("/a", large, CreateMode.PERSISTENT, false)))
        .isEqualTo(failed(Code.BAD_ARGUMENTS));
    assertThat(replica.result(new Request.SetData("/", large, -1)))
        .isEqualTo(failed(Code.BAD_ARGUMENTS));
  }

  @Test
  void deletesInTheOrderOfChecks() {
    replica.run(newNode("/p"));
    replica.run(newNode("/p/a"));
    assertThat(replica.result(delete("/none"))).isEqualTo(failed(Code.NO_NODE));
    assertThat(replica.result(new Request.Delete("/p", 7))).isEqualTo(failed(Code.BAD_VERSION));
    assertThat(replica.result(new Request.Delete("/p", 0))).isEqualTo(failed(Code.NOT_EMPTY));
    assertThat(replica.result(delete("/p/a"))).isEqualTo(new Result.Deleted());
    assertThat(replica.result(delete("/p"))).isEqualTo(new Result.Deleted());
  }

  @Test
  void checksAVersion() {
    replica.run(newNode("/a"));
    assertThat(replica.result(new Request.Check("/a", 0))).isEqualTo(new Result.Checked());
    assertThat(replica.result(new Request.Check("/a", -1))).isEqualTo(new Result.Checked());
    assertThat(replica.result(new Request.Check("/a", 2))).isEqualTo(failed(Code.BAD_VERSION));
    assertThat(replica.result(new Request.Check("/b", -1))).isEqualTo(failed(Code.NO_NODE));
  }

  @Test
  void aMultiSeesItsOwnChangesAtOnePosition() {
    Applied applied =
        replica.run(
            new Request.Multi(
                List.of(newNode("/a"), newNode("/a/b"), set("/a", "y", 0), delete("/a/b"))));
    assertThat(((Result.MultiDone) applied.result()).results()).hasSize(4);
    Stat stat = replica.stat("/a");
    assertThat(stat.czxid()).isEqualTo(stat.mzxid()).isEqualTo(stat.pzxid()).isEqualTo(2);
    assertThat(applied.changes())
        .containsExactly(
            new Change(WatchType.NODE_CREATED, "/a"),
            new Change(WatchType.NODE_CHILDREN_CHANGED, "/"),
            new Change(WatchType.NODE_CREATED, "/a/b"),
            new Change(WatchType.NODE_CHILDREN_CHANGED, "/a"),
            new Change(WatchType.NODE_DATA_CHANGED, "/a"),
            new Change(WatchType.NODE_DELETED, "/a/b"),
            new Change(WatchType.NODE_CHILDREN_CHANGED, "/a"));
  }

  @Test
  void aFailedMultiChangesNothing() {
    replica.run(newNode("/q"));
    Tree before = replica.machine.state().tree();
    Applied applied =
        replica.run(
            new Request.Multi(
                List.of(
                    newNode("/q/e-", CreateMode.EPHEMERAL_SEQUENTIAL),
                    set("/q", "y", 9),
                    delete("/q"))));
    assertThat(applied.result())
        .isEqualTo(
            new Result.MultiFailed(List.of(Code.OK, Code.BAD_VERSION, Code.RUNTIME_INCONSISTENCY)));
    assertThat(applied.changes()).isEmpty();
    assertThat(replica.machine.state().tree()).isSameAs(before);
    Result next = replica.result(newNode("/q/e-", CreateMode.EPHEMERAL_SEQUENTIAL));
    assertThat(((Result.Created) next).path()).isEqualTo("/q/e-0000000000");
  }

  @Test
  void anEmptyMultiSucceeds() {
    assertThat(replica.result(new Request.Multi(List.of())))
        .isEqualTo(new Result.MultiDone(List.of()));
  }

  @Test
  void firesWatchesOfANodeBeforeThoseOfItsParent() {
    assertThat(replica.run(newNode("/a")).changes())
        .containsExactly(
            new Change(WatchType.NODE_CREATED, "/a"),
            new Change(WatchType.NODE_CHILDREN_CHANGED, "/"));
    assertThat(replica.run(set("/a", "y", -1)).changes())
        .containsExactly(new Change(WatchType.NODE_DATA_CHANGED, "/a"));
    assertThat(replica.run(delete("/a")).changes())
        .containsExactly(
            new Change(WatchType.NODE_DELETED, "/a"),
            new Change(WatchType.NODE_CHILDREN_CHANGED, "/"));
    assertThat(replica.run(delete("/a")).changes()).isEmpty();
  }

  @Test
  void timeNeverRunsBack() {
    replica.time = 9_000;
    replica.run(newNode("/a"));
    replica.time = 10;
    replica.run(newNode("/b"));
    assertThat(replica.stat("/b").ctime()).isEqualTo(9_001);
  }

  @Test
  void stopsAtAnUnknownFeatureLevel() {
    Envelope newer = new Envelope(1, 1, 1, List.of(), 0, 3, newNode("/a"));
    assertThatThrownBy(() -> replica.machine.apply(9, newer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("feature level 3");
  }

  @Test
  void refusesAPositionThatDoesNotGrow() {
    Envelope envelope = new Envelope(1, 1, 1, List.of(), 0, 1, newNode("/a"));
    assertThatThrownBy(() -> replica.machine.apply(1, envelope))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void withItsSeededBugSetDataDoesNotCompare() {
    Replica wrong = new Replica(EnumSet.of(SeededBug.CAS_IGNORES_VERSION));
    wrong.run(newNode("/a"));
    assertThat(wrong.result(set("/a", "y", 7))).isInstanceOf(Result.DataSet.class);
  }
}
