package dev.assay.server.tree;

import static dev.assay.server.tree.Replica.bytes;
import static dev.assay.server.tree.Replica.delete;
import static dev.assay.server.tree.Replica.failed;
import static dev.assay.server.tree.Replica.newNode;
import static dev.assay.server.tree.Replica.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the seeded bugs of the state machine change, and that nothing else does. */
final class TreeBugsTest {
  private static Replica replica(SeededBug bug, boolean on) {
    return on ? new Replica(EnumSet.of(bug)) : new Replica();
  }

  private static StateMachine restored(Replica replica, SeededBug bug, boolean on) {
    StateMachine copy = new StateMachine(on ? EnumSet.of(bug) : EnumSet.noneOf(SeededBug.class));
    copy.restore(replica.machine.position(), replica.machine.snapshot());
    return copy;
  }

  private static String created(Result result) {
    return ((Result.Created) result).path();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRepeatIsCarriedOutOnlyWithWriteRepeated(boolean on) {
    Replica replica = replica(SeededBug.WRITE_REPEATED, on);
    replica.run(newNode("/a"));
    replica.run(set("/a", "y", -1));
    Result repeat = replica.apply(1, 1, 2, set("/a", "y", -1)).result();
    assertThat(repeat instanceof Result.DataSet).isEqualTo(on);
    assertThat(replica.stat("/a").version()).isEqualTo(on ? 2 : 1);
    assertThat(replica.apply(1, 1, 4, set("/a", "gap", -1)).result())
        .isEqualTo(failed(Code.SYSTEM_ERROR));
    assertThat(replica.result(set("/a", "z", -1))).isInstanceOf(Result.DataSet.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEarlierAttachmentIsHeardOnlyWithMovedSessionAccepted(boolean on) {
    Replica replica = replica(SeededBug.MOVED_SESSION_ACCEPTED, on);
    replica.apply(1, 0, 0, new Request.AttachSession(5, Replica.PASSWORD));
    Result late = replica.apply(1, 1, 7, newNode("/late")).result();
    assertThat(late instanceof Result.Created).isEqualTo(on);
    assertThat(replica.apply(1, 2, 2, newNode("/gap")).result())
        .isEqualTo(failed(Code.SYSTEM_ERROR));
    assertThat(replica.apply(1, 2, 1, newNode("/next")).result())
        .isInstanceOf(Result.Created.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEphemeralNodeComesAfterTheEndOnlyWithEphemeralAfterClose(boolean on) {
    Replica replica = replica(SeededBug.EPHEMERAL_AFTER_CLOSE, on);
    replica.apply(1, 0, 0, new Request.CloseSession());
    Result late = replica.result(newNode("/e", CreateMode.EPHEMERAL));
    assertThat(late instanceof Result.Created).isEqualTo(on);
    assertThat(replica.result(newNode("/stays"))).isEqualTo(failed(Code.SESSION_EXPIRED));
    assertThat(replica.apply(9, 1, 1, newNode("/e9", CreateMode.EPHEMERAL)).result())
        .isEqualTo(failed(Code.SESSION_EXPIRED));
    StateMachine copy = restored(replica, SeededBug.EPHEMERAL_AFTER_CLOSE, on);
    assertThat(copy.digest()).isEqualTo(replica.machine.digest());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ephemeralsOfASnapshotOutliveTheirSessionOnlyWithSnapshotForgetsEphemerals(boolean on) {
    SeededBug bug = SeededBug.SNAPSHOT_FORGETS_EPHEMERALS;
    Replica replica = replica(bug, on);
    replica.run(newNode("/e", CreateMode.EPHEMERAL));
    replica.run(newNode("/gone", CreateMode.EPHEMERAL));
    StateMachine copy = restored(replica, bug, on);
    assertThat(copy.digest()).isEqualTo(replica.machine.digest());
    long next = copy.position() + 1;
    copy.apply(next, new Envelope(1, 1, 3, List.of(), 0, 1, delete("/gone")));
    copy.apply(next + 1, new Envelope(1, 0, 0, List.of(), 0, 1, new Request.CloseSession()));
    assertThat(copy.state().stat("/e") != null).isEqualTo(on);
    assertThat(copy.state().stat("/gone")).isNull();
    StateMachine again = new StateMachine(EnumSet.of(bug));
    again.restore(copy.position(), copy.snapshot());
    assertThat(again.digest()).isEqualTo(copy.digest());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void changesOfChildrenAreForgottenOnlyWithSnapshotForgetsChildrenVersion(boolean on) {
    SeededBug bug = SeededBug.SNAPSHOT_FORGETS_CHILDREN_VERSION;
    Replica replica = replica(bug, on);
    replica.run(newNode("/p"));
    replica.run(newNode("/p/a"));
    replica.run(newNode("/p/b"));
    replica.run(delete("/p/a"));
    Stat before = replica.stat("/p");
    Stat after = restored(replica, bug, on).state().stat("/p");
    assertThat(before.cversion()).isEqualTo(3);
    assertThat(after)
        .isEqualTo(
            new Stat(
                before.czxid(),
                before.mzxid(),
                before.ctime(),
                before.mtime(),
                before.version(),
                on ? 1 : 3,
                0,
                0,
                before.dataLength(),
                1,
                on ? before.czxid() : before.pzxid()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNumberIsUsedTwiceOnlyWithSequenceReused(boolean on) {
    Replica replica = replica(SeededBug.SEQUENCE_REUSED, on);
    replica.run(newNode("/q"));
    Request next = newNode("/q/n-", CreateMode.PERSISTENT_SEQUENTIAL);
    assertThat(created(replica.result(next))).isEqualTo("/q/n-0000000000");
    assertThat(created(replica.result(next))).isEqualTo("/q/n-0000000001");
    replica.run(delete("/q/n-0000000001"));
    String third = on ? "/q/n-0000000001" : "/q/n-0000000002";
    assertThat(created(replica.result(next))).isEqualTo(third);
    replica.run(delete("/q/n-0000000000"));
    String fourth = on ? "/q/n-0000000002" : "/q/n-0000000003";
    assertThat(created(replica.result(next))).isEqualTo(fourth);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailedMultiLeavesItsFirstChangesOnlyWithMultiTorn(boolean on) {
    Replica replica = replica(SeededBug.MULTI_TORN, on);
    Applied applied =
        replica.run(
            new Request.Multi(
                List.of(
                    newNode("/e", CreateMode.EPHEMERAL),
                    new Request.SetData("/e", bytes("y"), 9),
                    newNode("/never"))));
    assertThat(applied.result())
        .isEqualTo(
            new Result.MultiFailed(List.of(Code.OK, Code.BAD_VERSION, Code.RUNTIME_INCONSISTENCY)));
    assertThat(applied.changes()).hasSize(on ? 2 : 0);
    assertThat(replica.children("/"))
        .isEqualTo(on ? List.of("e", "zookeeper") : List.of("zookeeper"));
    replica.run(new Request.CloseSession());
    assertThat(replica.children("/")).containsExactly("zookeeper");
  }
}
