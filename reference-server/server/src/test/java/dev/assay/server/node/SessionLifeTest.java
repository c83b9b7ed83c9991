package dev.assay.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.env.Event;
import dev.assay.server.tree.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How sessions open, move, live and end. */
final class SessionLifeTest {
  private final NodeFixture fixture = new NodeFixture();

  private List<String> words(long connection) {
    return NodeFixture.words(fixture.take(connection));
  }

  @Test
  void opensASessionOnceItIsReplicated() {
    fixture.send(1, new ClientRequest.Connect(0, 4000, 0, new byte[16]));
    assertThat(fixture.take(1)).isEmpty();
    fixture.broadcast.deliverAll();
    assertThat(fixture.take(1))
        .singleElement()
        .isInstanceOfSatisfying(
            ClientReply.Connected.class,
            connected -> {
              assertThat(connected.session()).isEqualTo(1);
              assertThat(connected.timeoutMillis()).isEqualTo(4000);
              assertThat(connected.password()).hasSize(16).isNotEqualTo(new byte[16]);
            });
  }

  @Test
  void grantsATimeoutWithinItsBounds() {
    fixture.send(1, new ClientRequest.Connect(0, 1, 0, new byte[16]));
    fixture.send(2, new ClientRequest.Connect(0, 1_000_000, 0, new byte[16]));
    fixture.broadcast.deliverAll();
    assertThat(((ClientReply.Connected) fixture.take(1).getFirst()).timeoutMillis())
        .isEqualTo(2000);
    assertThat(((ClientReply.Connected) fixture.take(2).getFirst()).timeoutMillis())
        .isEqualTo(20_000);
  }

  @Test
  void refusesAClientThatHasSeenMore() {
    fixture.send(1, new ClientRequest.Connect(fixture.position() + 1, 4000, 0, new byte[16]));
    assertThat(fixture.env.closed).containsExactly(1L);
    assertThat(fixture.take(1)).isEmpty();
    assertThat(fixture.broadcast.waiting()).isZero();
  }

  @Test
  void theFirstMessageMustOpen() {
    fixture.send(1, new ClientRequest.Ping());
    assertThat(fixture.env.closed).containsExactly(1L);
    fixture.open(2);
    fixture.send(2, new ClientRequest.Connect(0, 4000, 0, new byte[16]));
    assertThat(fixture.env.closed).contains(2L);
  }

  @Test
  void attachesAfterTheConnectionWasLost() {
    var session = fixture.open(1);
    fixture.send(1, NodeFixture.ephemeral(1, "/e"));
    fixture.broadcast.deliverAll();
    fixture.node.on(new Event.ClientGone(1));
    fixture.attach(2, session);
    fixture.send(2, NodeFixture.create(2, "/b"));
    fixture.broadcast.deliverAll();
    assertThat(words(2)).containsExactly("connected", "2 OK");
    assertThat(fixture.node.state().stat("/e")).isNotNull();
  }

  @Test
  void anUnknownSessionOrAWrongPasswordIsExpired() {
    var session = fixture.open(1);
    fixture.attach(2, new ClientReply.Connected(99, 4000, session.password()));
    fixture.attach(3, new ClientReply.Connected(session.session(), 4000, new byte[16]));
    fixture.attach(4, new ClientReply.Connected(session.session(), 4000, new byte[65]));
    fixture.broadcast.deliverAll();
    assertThat(words(2)).containsExactly("expired");
    assertThat(words(3)).containsExactly("expired");
    assertThat(words(4)).containsExactly("expired");
    assertThat(fixture.env.closed).containsExactly(2L, 3L, 4L);
    fixture.send(1, new ClientRequest.Ping());
    assertThat(words(1)).containsExactly("pong");
  }

  @Test
  void aMovedSessionIsRefusedOnItsOldConnection() {
    var session = fixture.open(1);
    fixture.send(1, NodeFixture.exists(1, "/x"));
    fixture.take(1);
    fixture.attach(2, session);
    fixture.send(1, NodeFixture.create(2, "/late"));
    fixture.send(1, NodeFixture.exists(3, "/late"));
    fixture.broadcast.deliverOne();
    assertThat(words(1)).containsExactly("2 SESSION_MOVED", "3 SESSION_MOVED");
    assertThat(words(2)).containsExactly("connected");
    assertThat(fixture.env.closed).containsExactly(1L);
    fixture.broadcast.deliverAll();
    assertThat(fixture.node.state().stat("/late")).isNull();
    fixture.send(2, NodeFixture.create(4, "/x"));
    fixture.broadcast.deliverAll();
    assertThat(words(2)).containsExactly("4 OK");
    assertThat(fixture.take(1)).isEmpty();
  }

  @Test
  void aSessionThatMovedToAnotherServerIsRefusedHere() {
    var session = fixture.open(1);
    fixture.elsewhere(session.session(), 0, 0, new Request.AttachSession(777, session.password()));
    assertThat(fixture.env.closed).containsExactly(1L);
  }

  @Test
  void aConnectionLostWhileOpeningLeavesASessionThatExpires() {
    fixture.send(1, new ClientRequest.Connect(0, 4000, 0, new byte[16]));
    fixture.node.on(new Event.ClientGone(1));
    fixture.broadcast.deliverAll();
    assertThat(fixture.take(1)).isEmpty();
    assertThat(fixture.node.status().sessions()).isEqualTo(1);
    fixture.pass(5000);
    fixture.broadcast.deliverAll();
    assertThat(fixture.node.status().sessions()).isZero();
  }

  @Test
  void closesASessionWithAnAnswer() {
    fixture.open(1);
    fixture.send(1, NodeFixture.ephemeral(1, "/e"));
    fixture.send(1, new ClientRequest.Close(2));
    fixture.broadcast.deliverAll();
    assertThat(words(1)).containsExactly("1 OK", "2 OK");
    assertThat(fixture.env.closed).containsExactly(1L);
    assertThat(fixture.node.state().stat("/e")).isNull();
    assertThat(fixture.node.status().sessions()).isZero();
  }

  @Test
  void expiresASilentSessionAfterItsTimeoutAndATick() {
    fixture.open(1);
    fixture.send(1, NodeFixture.ephemeral(1, "/e"));
    fixture.broadcast.deliverAll();
    fixture.take(1);
    fixture.pass(5000);
    assertThat(fixture.broadcast.waiting()).isZero();
    fixture.send(1, NodeFixture.create(2, "/lost"));
    fixture.pass(500);
    fixture.pass(5500);
    fixture.broadcast.deliverOne();
    assertThat(words(1)).containsExactly("2 OK");
    fixture.broadcast.deliverOne();
    assertThat(fixture.env.closed).containsExactly(1L);
    assertThat(fixture.node.state().stat("/e")).isNull();
  }

  @Test
  void refusesWhatStandsBehindAnExpiry() {
    var session = fixture.open(1);
    fixture.send(1, NodeFixture.create(1, "/a"));
    fixture.elsewhere(session.session(), 0, 0, new Request.CloseSession());
    assertThat(words(1)).containsExactly("1 SESSION_EXPIRED");
    assertThat(fixture.env.closed).containsExactly(1L);
    fixture.broadcast.deliverAll();
    assertThat(fixture.node.state().stat("/a")).isNull();
  }

  @Test
  void signsOfLifeKeepASessionOpen() {
    fixture.open(1);
    for (int round = 0; round < 10; round++) {
      fixture.send(1, new ClientRequest.Ping());
      fixture.pass(3000);
    }
    assertThat(fixture.broadcast.waiting()).isZero();
  }

  @Test
  void aRequestThatGetsItsPlaceInTheOrderIsASignOfLifeItself() {
    var session = fixture.open(1);
    fixture.pass(4500);
    fixture.elsewhere(session.session(), 1, 1, new Request.Check("/", -1));
    fixture.pass(4500);
    assertThat(fixture.broadcast.waiting()).isZero();
    fixture.pass(500);
    assertThat(fixture.broadcast.waiting()).isEqualTo(1);
    fixture.broadcast.deliverAll();
    assertThat(fixture.node.status().sessions()).isZero();
  }

  @Test
  void aNewLeaderGivesEverySessionItsFullTime() {
    fixture.open(1);
    fixture.pass(4500);
    fixture.broadcast.deactivate();
    fixture.broadcast.activate(true);
    fixture.pass(4500);
    assertThat(fixture.broadcast.waiting()).isZero();
    fixture.pass(500);
    assertThat(fixture.broadcast.waiting()).isEqualTo(1);
  }

  @Test
  void onlyTheLeaderExpiresSessions() {
    fixture.open(1);
    fixture.broadcast.deactivate();
    fixture.broadcast.activate(false);
    fixture.pass(60_000);
    assertThat(fixture.broadcast.waiting()).isZero();
  }

  @Test
  void tellsTheLeaderAtOnceOfAnOpenedSession() {
    fixture.open(1);
    assertThat(fixture.broadcast.toLeader).hasSize(1);
    assertThat(Touches.read(fixture.broadcast.toLeader.getFirst())).containsExactly(1L);
  }
}
