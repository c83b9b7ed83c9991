package dev.assay.server.tree;

import static dev.assay.server.tree.Replica.delete;
import static dev.assay.server.tree.Replica.failed;
import static dev.assay.server.tree.Replica.newNode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.WatchType;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SessionsTest {
  private final Replica replica = new Replica();

  private Result attach(long session, byte[] password) {
    return replica.apply(session, 0, 0, new Request.AttachSession(5, password)).result();
  }

  @Test
  void givesSessionsIdsByCounting() {
    Result result =
        replica.apply(0, 0, 0, new Request.CreateSession(7, 4000, Replica.PASSWORD)).result();
    assertThat(result).isEqualTo(new Result.SessionCreated(2, 4000, 1));
  }

  @Test
  void aFailedRequestStillTakesItsNumber() {
    assertThat(replica.result(delete("/none"))).isEqualTo(failed(Code.NO_NODE));
    assertThat(replica.result(newNode("/a"))).isInstanceOf(Result.Created.class);
  }

  @Test
  void refusesGapsAndRepeatsWithoutATrace() {
    State before = replica.machine.state();
    assertThat(replica.apply(1, 1, 2, newNode("/a")).result()).isEqualTo(failed(Code.SYSTEM_ERROR));
    assertThat(replica.apply(1, 1, 0, newNode("/a")).result()).isEqualTo(failed(Code.SYSTEM_ERROR));
    assertThat(replica.machine.state().tree()).isSameAs(before.tree());
    assertThat(replica.machine.state().sessions()).isSameAs(before.sessions());
    assertThat(replica.apply(1, 1, 1, newNode("/a")).result()).isInstanceOf(Result.Created.class);
    assertThat(replica.apply(1, 1, 1, newNode("/b")).result()).isEqualTo(failed(Code.SYSTEM_ERROR));
  }

  @Test
  void refusesASessionThatIsNotOpen() {
    assertThat(replica.apply(9, 1, 1, newNode("/a")).result())
        .isEqualTo(failed(Code.SESSION_EXPIRED));
    assertThat(replica.apply(0, 0, 0, newNode("/a")).result())
        .isEqualTo(failed(Code.SESSION_EXPIRED));
  }

  @Test
  void attachesWithThePasswordAndCountsAnew() {
    replica.run(newNode("/a"));
    assertThat(attach(1, Replica.PASSWORD)).isEqualTo(new Result.SessionAttached(4000, 2));
    assertThat(replica.apply(1, 2, 1, newNode("/b")).result()).isInstanceOf(Result.Created.class);
  }

  @Test
  void doesNotAttachWithAnotherPasswordOrNoSession() {
    assertThat(attach(1, new byte[16])).isEqualTo(failed(Code.SESSION_EXPIRED));
    assertThat(attach(2, Replica.PASSWORD)).isEqualTo(failed(Code.SESSION_EXPIRED));
    assertThat(replica.result(newNode("/a"))).isInstanceOf(Result.Created.class);
  }

  @Test
  void refusesTheOldConnectionOfASessionThatMoved() {
    attach(1, Replica.PASSWORD);
    assertThat(replica.result(newNode("/a"))).isEqualTo(failed(Code.SESSION_MOVED));
    assertThat(replica.apply(1, 1, 2, new Request.CloseSession()).result())
        .isEqualTo(failed(Code.SESSION_MOVED));
  }

  @Test
  void theEndOfASessionDeletesItsEphemeralsInTheOrderOfPaths() {
    replica.run(newNode("/z", CreateMode.EPHEMERAL));
    replica.run(newNode("/p"));
    replica.run(newNode("/p/e", CreateMode.EPHEMERAL));
    replica.run(newNode("/a", CreateMode.EPHEMERAL));
    replica.run(delete("/a"));
    Applied applied = replica.run(new Request.CloseSession());
    assertThat(applied.result()).isEqualTo(new Result.SessionClosed());
    assertThat(applied.changes())
        .containsExactly(
            new Change(WatchType.NODE_DELETED, "/p/e"),
            new Change(WatchType.NODE_CHILDREN_CHANGED, "/p"),
            new Change(WatchType.NODE_DELETED, "/z"),
            new Change(WatchType.NODE_CHILDREN_CHANGED, "/"));
    assertThat(replica.children("/")).containsExactly("p", "zookeeper");
    assertThat(replica.stat("/p").pzxid()).isEqualTo(replica.machine.position());
    assertThat(replica.machine.state().sessions()).isEmpty();
    assertThat(replica.result(newNode("/late"))).isEqualTo(failed(Code.SESSION_EXPIRED));
  }

  @Test
  void expiryAsksForNoTurn() {
    replica.run(newNode("/e", CreateMode.EPHEMERAL));
    attach(1, Replica.PASSWORD);
    assertThat(replica.apply(1, 0, 0, new Request.CloseSession()).result())
        .isEqualTo(new Result.SessionClosed());
    assertThat(replica.apply(1, 0, 0, new Request.CloseSession()).result())
        .isEqualTo(failed(Code.SESSION_EXPIRED));
    assertThat(replica.children("/")).containsExactly("zookeeper");
  }

  @Test
  void anotherSessionMayDeleteAnEphemeralNode() {
    replica.run(newNode("/e", CreateMode.EPHEMERAL));
    assertThat(replica.stat("/e").ephemeralOwner()).isEqualTo(1);
    long other = replica.openSession();
    replica.apply(other, 1, 1, delete("/e"));
    replica.apply(other, 1, 2, newNode("/e", CreateMode.EPHEMERAL));
    replica.run(new Request.CloseSession());
    assertThat(replica.stat("/e").ephemeralOwner()).isEqualTo(other);
  }

  @Test
  void withItsSeededBugEphemeralsSurvive() {
    Replica wrong = new Replica(EnumSet.of(SeededBug.EPHEMERAL_SURVIVES));
    wrong.run(newNode("/e", CreateMode.EPHEMERAL));
    assertThat(wrong.run(new Request.CloseSession()).changes()).isEmpty();
    assertThat(wrong.stat("/e").ephemeralOwner()).isEqualTo(1);
    StateMachine copy = new StateMachine(EnumSet.of(SeededBug.EPHEMERAL_SURVIVES));
    copy.restore(9, wrong.machine.snapshot());
    assertThat(copy.digest()).isEqualTo(wrong.machine.digest());
    assertThat(wrong.apply(wrong.openSession(), 1, 1, delete("/e")).result())
        .isEqualTo(new Result.Deleted());
  }

  @Test
  void aMultiOfEphemeralsEndsWithTheSession() {
    replica.run(
        new Request.Multi(
            List.of(newNode("/a", CreateMode.EPHEMERAL), newNode("/b", CreateMode.EPHEMERAL))));
    replica.run(new Request.CloseSession());
    assertThat(replica.children("/")).containsExactly("zookeeper");
  }
}
