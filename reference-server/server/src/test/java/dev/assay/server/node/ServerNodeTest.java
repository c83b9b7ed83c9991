package dev.assay.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.env.Event;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.CreateMode;
import dev.assay.server.tree.Envelope;
import dev.assay.server.tree.EnvelopeCodec;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Result;
import dev.assay.server.tree.Stat;
import dev.assay.server.tree.StateMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of answers, and what a node does with requests of clients. */
final class ServerNodeTest {
  private final NodeFixture fixture = new NodeFixture();

  private List<String> words(long connection) {
    return NodeFixture.words(fixture.take(connection));
  }

  @Test
  void answersAWriteOnceItIsDelivered() {
    fixture.open(1);
    fixture.send(1, NodeFixture.create(7, "/a"));
    assertThat(fixture.take(1)).isEmpty();
    fixture.broadcast.deliverAll();
    assertThat(fixture.take(1))
        .singleElement()
        .satisfies(reply -> assertThat(reply.toString()).contains("xid=7").contains("/a"));
  }

  @Test
  void submitsWritesAtOnceAndAnswersInOrder() {
    fixture.open(1);
    fixture.send(1, NodeFixture.create(1, "/a"));
    fixture.send(1, NodeFixture.set(2, "/a", "y"));
    fixture.send(1, NodeFixture.data(3, "/a"));
    fixture.send(1, NodeFixture.set(4, "/a", "z"));
    fixture.send(1, new ClientRequest.Ping());
    fixture.send(1, new ClientRequest.Rejected(5, Code.UNIMPLEMENTED));
    assertThat(fixture.broadcast.waiting()).isEqualTo(3);
    assertThat(fixture.take(1)).isEmpty();
    fixture.broadcast.deliverOne();
    assertThat(words(1)).containsExactly("1 OK");
    fixture.broadcast.deliverOne();
    assertThat(words(1)).containsExactly("2 OK", "3 y");
    fixture.broadcast.deliverOne();
    assertThat(words(1)).containsExactly("NODE_DATA_CHANGED /a", "4 OK", "pong", "5 UNIMPLEMENTED");
  }

  @Test
  void connectionsDoNotWaitForEachOther() {
    fixture.open(1);
    fixture.open(2);
    fixture.send(1, NodeFixture.create(1, "/a"));
    fixture.send(2, NodeFixture.exists(1, "/a"));
    assertThat(words(2)).containsExactly("1 NO_NODE");
  }

  @Test
  void answersASyncAfterItsQuorumRound() {
    fixture.open(1);
    fixture.send(1, new ClientRequest.Sync(1, "/"));
    fixture.send(1, NodeFixture.data(2, "/"));
    assertThat(fixture.take(1)).isEmpty();
    fixture.broadcast.reachBarrier();
    assertThat(words(1)).containsExactly("1 OK", "2 ");
  }

  @Test
  void aReadBehindASyncDoesNotSeeTheWriteBehindIt() {
    fixture.open(1);
    fixture.send(1, NodeFixture.create(1, "/a"));
    fixture.broadcast.deliverAll();
    fixture.send(1, new ClientRequest.Sync(2, "/"));
    fixture.send(1, NodeFixture.data(3, "/a"));
    fixture.send(1, NodeFixture.set(4, "/a", "later"));
    fixture.send(1, new ClientRequest.Sync(5, "/"));
    fixture.send(1, NodeFixture.set(6, "/a", "last"));
    fixture.broadcast.deliverAll();
    fixture.broadcast.reachBarrier();
    fixture.broadcast.reachBarrier();
    assertThat(words(1)).containsExactly("1 OK", "2 OK", "3 x");
    assertThat(fixture.broadcast.waiting()).isEqualTo(1);
    fixture.broadcast.deliverAll();
    fixture.broadcast.deliverAll();
    assertThat(words(1)).containsExactly("NODE_DATA_CHANGED /a", "4 OK", "5 OK", "6 OK");
  }

  @Test
  void answersInTurnWhatIsTooLargeToBeReplicated() {
    fixture.open(1);
    byte[] half = new byte[StateMachine.MAX_DATA_BYTES];
    Request.Single large = new Request.Create("/l", half, CreateMode.PERSISTENT, false);
    fixture.send(1, NodeFixture.create(1, "/a"));
    fixture.send(1, NodeFixture.write(2, new Request.Multi(List.of(large, large))));
    fixture.send(1, NodeFixture.create(3, "/b"));
    assertThat(fixture.take(1)).isEmpty();
    fixture.broadcast.deliverAll();
    assertThat(words(1)).containsExactly("1 OK", "2 BAD_ARGUMENTS", "3 OK");
  }

  @Test
  void refusesASessionRequestDressedAsAWrite() {
    fixture.open(1);
    fixture.send(1, NodeFixture.write(1, new Request.CloseSession()));
    assertThat(words(1)).containsExactly("1 BAD_ARGUMENTS");
    assertThat(fixture.broadcast.waiting()).isZero();
  }

  @Test
  void keepsWhatComesBeforeTheSessionIsOpen() {
    fixture.send(1, new ClientRequest.Connect(0, 4000, 0, new byte[16]));
    fixture.send(1, NodeFixture.create(1, "/a"));
    fixture.send(1, new ClientRequest.Ping());
    fixture.broadcast.deliverOne();
    assertThat(words(1)).containsExactly("connected");
    fixture.broadcast.deliverOne();
    assertThat(words(1)).containsExactly("1 OK", "pong");
  }

  @Test
  void endsAConnectionWithTooManyOpenRequests() {
    ServerSettings settings = ServerSettings.of(1, 1000).withLimits(new ClientLimits(2, 3, 2));
    NodeFixture small = new NodeFixture(settings);
    small.open(1);
    for (int xid = 1; xid <= 3; xid++) {
      small.send(1, NodeFixture.create(xid, "/a"));
    }
    assertThat(small.env.closed).isEmpty();
    small.send(1, NodeFixture.create(4, "/a"));
    assertThat(small.env.closed).containsExactly(1L);
  }

  @Test
  void endsAConnectionWithTooManyWatchesAndTheOneConnectionTooMuch() {
    ServerSettings settings = ServerSettings.of(1, 1000).withLimits(new ClientLimits(2, 9, 2));
    NodeFixture small = new NodeFixture(settings);
    small.open(1);
    small.open(2);
    small.send(3, new ClientRequest.Connect(0, 4000, 0, new byte[16]));
    assertThat(small.env.closed).containsExactly(3L);
    for (int xid = 1; xid <= 3; xid++) {
      small.send(2, NodeFixture.exists(xid, "/" + xid));
    }
    assertThat(small.env.closed).containsExactly(2L, 3L);
  }

  @Test
  void aLostNumberEndsTheConnectionAfterItsAnswer() {
    var session = fixture.open(1);
    fixture.send(1, NodeFixture.create(1, "/a"));
    fixture.elsewhere(session.session(), 1, 1, new Request.Check("/", -1));
    assertThat(words(1)).containsExactly("1 OK");
    fixture.broadcast.deliverAll();
    fixture.send(1, NodeFixture.create(2, "/b"));
    fixture.elsewhere(session.session(), 1, 2, new Request.Check("/", -1));
    fixture.elsewhere(session.session(), 1, 3, new Request.Check("/", -1));
    fixture.send(1, NodeFixture.create(3, "/c"));
    fixture.broadcast.deliverAll();
    assertThat(words(1)).last().isEqualTo("3 SYSTEM_ERROR");
    assertThat(fixture.env.closed).containsExactly(1L);
  }

  @Test
  void passesOnWhatIsNotItsOwn() {
    Event timer = new Event.TimerFired(4711);
    fixture.node.on(timer);
    fixture.node.on(new Event.LinkUp(1));
    assertThat(fixture.broadcast.events).containsExactly(timer, new Event.LinkUp(1));
  }

  @Test
  void inactiveEndsAllConnectionsAndForgets() {
    fixture.open(1);
    fixture.send(1, NodeFixture.create(1, "/a"));
    fixture.send(2, new ClientRequest.Connect(0, 4000, 0, new byte[16]));
    fixture.broadcast.deactivate();
    assertThat(fixture.env.closed).containsExactly(1L, 2L);
    assertThat(fixture.env.timers).isEmpty();
    assertThat(fixture.node.status().connections()).isZero();
    fixture.send(3, new ClientRequest.Connect(0, 4000, 0, new byte[16]));
    assertThat(fixture.env.closed).contains(3L);
    assertThat(fixture.take(3)).isEmpty();
  }

  @Test
  void sealsWithATimeThatNeverRunsBack() {
    fixture.open(1);
    fixture.send(1, NodeFixture.create(1, "/a"));
    fixture.broadcast.deliverAll();
    fixture.env.wall = 10;
    fixture.send(1, NodeFixture.create(2, "/b"));
    fixture.broadcast.deliverAll();
    assertThat(fixture.node.state().stat("/b"))
        .isNotNull()
        .extracting(Stat::ctime)
        .isEqualTo(5000L);
  }

  @Test
  void haltsAtAnEntryThatItDoesNotUnderstand() {
    fixture.broadcast.deliverRaw(
        EnvelopeCodec.encode(new Envelope(1, 1, 1, List.of(), 0, 3, new Request.Check("/", -1))));
    assertThat(fixture.env.halted).contains("feature level 3").contains("upgrade");
  }

  @Test
  void anOlderVersionSealsWhatItUnderstandsAndHaltsAtWhatANewerOneDoes() {
    NodeFixture old = new NodeFixture(ServerSettings.of(1, 1000).withFeatureLevel(1));
    byte[] request =
        EnvelopeCodec.encode(new Envelope(1, 1, 1, List.of(), 0, 0, new Request.Check("/", -1)));
    assertThat(EnvelopeCodec.level(old.broadcast.application().seal(request, 2))).isEqualTo(1);
    assertThat(EnvelopeCodec.level(fixture.broadcast.application().seal(request, 2))).isEqualTo(2);
    old.broadcast.deliverRaw(EnvelopeCodec.sealed(request, 5, 2));
    assertThat(old.env.halted).contains("feature level 2, this server knows 1");
  }

  @Test
  void haltsAtAnEntryThatMakesNoSense() {
    fixture.broadcast.deliverRaw(new byte[] {1, 2, 3});
    assertThat(fixture.env.halted).contains("the entry at position 101 makes no sense");
  }

  @Test
  void appliesNothingBehindAnEntryAtWhichItHalts() {
    fixture.broadcast.deliverRaw(new byte[0]);
    fixture.elsewhere(0, 0, 0, new Request.CreateSession(1, 4000, new byte[16]));
    assertThat(fixture.position()).isZero();
    assertThat(fixture.node.status().sessions()).isZero();
  }

  @Test
  void showsItsStatus() {
    fixture.open(1);
    assertThat(fixture.node.status())
        .isEqualTo(new NodeStatus(fixture.broadcast.status(), 4, 1, 1));
  }

  @Test
  void withReplyBeforeCommitAWriteIsAnsweredAtOnce() {
    NodeFixture wrong = new NodeFixture(SeededBug.REPLY_BEFORE_COMMIT);
    wrong.open(1);
    wrong.send(1, NodeFixture.create(1, "/a"));
    assertThat(NodeFixture.words(wrong.take(1))).containsExactly("1 OK");
    wrong.send(1, NodeFixture.data(2, "/a"));
    assertThat(NodeFixture.words(wrong.take(1))).containsExactly("2 NO_NODE");
    wrong.broadcast.deliverAll();
    assertThat(wrong.take(1)).isEmpty();
    wrong.send(1, NodeFixture.data(3, "/a"));
    assertThat(NodeFixture.words(wrong.take(1))).containsExactly("3 x");
  }

  @Test
  void withSyncSkippedASyncIsAnsweredAtOnce() {
    NodeFixture wrong = new NodeFixture(SeededBug.SYNC_SKIPPED);
    wrong.open(1);
    wrong.send(1, new ClientRequest.Sync(1, "/"));
    assertThat(wrong.take(1)).containsExactly(wrong.answer(1, new Result.Synced("/")));
    assertThat(wrong.broadcast.barriers).isEmpty();
  }

  @Test
  void anInvalidPathSetsNoWatch() {
    fixture.open(1);
    fixture.send(1, NodeFixture.exists(1, "/a/"));
    assertThat(fixture.take(1))
        .containsExactly(fixture.answer(1, new Result.Failed(Code.BAD_ARGUMENTS)));
  }
}
