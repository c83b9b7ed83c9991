package dev.assay.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.env.Event;
import dev.assay.server.tree.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the seeded bugs change about the life of sessions, and that nothing else does. */
final class SessionBugsTest {
  private static NodeFixture fixture(SeededBug bug, boolean on) {
    return on ? new NodeFixture(bug) : new NodeFixture();
  }

  private static List<String> words(NodeFixture fixture, long connection) {
    return NodeFixture.words(fixture.take(connection));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerThatIsBehindTakesUpASessionOnlyWithSessionGoesBack(boolean on) {
    NodeFixture fixture = fixture(SeededBug.SESSION_GOES_BACK, on);
    ClientReply.Connected session = fixture.open(1);
    fixture.send(
        2, new ClientRequest.Connect(1_000_000, 4000, session.session(), session.password()));
    fixture.broadcast.deliverAll();
    assertThat(words(fixture, 2)).isEqualTo(on ? List.of("connected") : List.of());
    assertThat(fixture.env.closed.contains(2L)).isEqualTo(!on);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOldConnectionGoesOnOnlyWithMovedSessionAccepted(boolean on) {
    NodeFixture fixture = fixture(SeededBug.MOVED_SESSION_ACCEPTED, on);
    ClientReply.Connected session = fixture.open(1);
    fixture.attach(2, session);
    fixture.send(1, NodeFixture.create(1, "/late"));
    fixture.send(1, NodeFixture.create(2, "/later"));
    fixture.broadcast.deliverOne();
    fixture.send(2, NodeFixture.create(1, "/mine"));
    fixture.broadcast.deliverAll();
    assertThat(words(fixture, 1))
        .isEqualTo(on ? List.of("1 OK", "2 OK") : List.of("1 SESSION_MOVED", "2 SESSION_MOVED"));
    assertThat(words(fixture, 2)).containsExactly("connected", "1 OK");
    assertThat(fixture.version("/later")).isEqualTo(on ? 0 : -1);
    assertThat(fixture.env.closed.contains(1L)).isEqualTo(!on);
    fixture.elsewhere(session.session(), 0, 0, new Request.CloseSession());
    assertThat(fixture.env.closed).contains(1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatMovedToAnotherServerEndsHereOnlyWithoutMovedSessionAccepted(boolean on) {
    NodeFixture fixture = fixture(SeededBug.MOVED_SESSION_ACCEPTED, on);
    ClientReply.Connected session = fixture.open(1);
    fixture.send(1, NodeFixture.create(1, "/late"));
    fixture.elsewhere(session.session(), 0, 0, new Request.AttachSession(777, session.password()));
    fixture.elsewhere(session.session(), 2, 1, new Request.Check("/", -1));
    fixture.broadcast.deliverAll();
    assertThat(words(fixture, 1)).containsExactly(on ? "1 OK" : "1 SESSION_MOVED");
    assertThat(fixture.version("/late")).isEqualTo(on ? 0 : -1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFollowerEndsALostClientsSessionByItselfOnlyWithExpiryNotReplicated(boolean on) {
    NodeFixture fixture = fixture(SeededBug.EXPIRY_NOT_REPLICATED, on);
    ClientReply.Connected session = fixture.open(1);
    fixture.send(1, NodeFixture.ephemeral(1, "/e"));
    fixture.broadcast.deliverAll();
    fixture.broadcast.deactivate();
    fixture.broadcast.activate(false);
    fixture.attach(2, session);
    fixture.open(3);
    fixture.send(3, NodeFixture.exists(1, "/e"));
    fixture.take(3);
    fixture.node.on(new Event.ClientGone(2));
    fixture.pass(4500);
    assertThat(fixture.version("/e")).isZero();
    fixture.pass(500);
    assertThat(fixture.version("/e")).isEqualTo(on ? -1 : 0);
    assertThat(words(fixture, 3)).isEqualTo(on ? List.of("NODE_DELETED /e") : List.of());
    assertThat(fixture.broadcast.waiting()).isZero();
    fixture.elsewhere(session.session(), 2, 1, new Request.Delete("/e", -1));
    fixture.elsewhere(session.session(), 0, 0, new Request.CloseSession());
    assertThat(fixture.version("/e")).isEqualTo(-1);
    fixture.send(3, NodeFixture.create(2, "/e"));
    fixture.broadcast.deliverAll();
    assertThat(words(fixture, 3)).contains("2 OK");
  }

  @Test
  void expiryNotReplicatedLeavesASessionAloneThatCameBackHere() {
    NodeFixture fixture = new NodeFixture(SeededBug.EXPIRY_NOT_REPLICATED);
    ClientReply.Connected session = fixture.open(1);
    fixture.broadcast.deactivate();
    fixture.broadcast.activate(false);
    fixture.attach(2, session);
    fixture.broadcast.deliverAll();
    fixture.node.on(new Event.ClientGone(2));
    fixture.attach(3, session);
    fixture.broadcast.deliverAll();
    fixture.pass(60_000);
    assertThat(fixture.node.status().sessions()).isEqualTo(1);
  }

  @Test
  void aLeaderThatEndsASessionAloneStillEndsItForTheOthersOnce() {
    NodeFixture fixture = new NodeFixture(SeededBug.EXPIRY_NOT_REPLICATED);
    fixture.open(1);
    fixture.node.on(new Event.ClientGone(1));
    fixture.pass(5000);
    assertThat(fixture.node.status().sessions()).isZero();
    fixture.pass(500);
    fixture.broadcast.deliverAll();
    fixture.pass(60_000);
    assertThat(fixture.broadcast.waiting()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNewLeaderEndsSilentSessionsAfterATickOnlyWithExpiryTooEarly(boolean on) {
    NodeFixture fixture = fixture(SeededBug.EXPIRY_TOO_EARLY, on);
    fixture.open(1);
    ClientReply.Connected second = fixture.open(2);
    fixture.broadcast.deactivate();
    fixture.broadcast.activate(true);
    fixture.attach(3, second);
    fixture.broadcast.deliverAll();
    fixture.pass(1000);
    assertThat(fixture.broadcast.waiting()).isEqualTo(on ? 1 : 0);
    fixture.broadcast.deliverAll();
    fixture.pass(3500);
    assertThat(fixture.node.status().sessions()).isEqualTo(on ? 1 : 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJumpOfTheWallClockEndsSessionsOnlyWithExpiryByWallClock(boolean on) {
    NodeFixture fixture = fixture(SeededBug.EXPIRY_BY_WALL_CLOCK, on);
    fixture.open(1);
    fixture.send(1, new ClientRequest.Ping());
    fixture.pass(500);
    fixture.env.wall += 3_600_000;
    fixture.pass(500);
    assertThat(fixture.broadcast.waiting()).isEqualTo(on ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNewLeaderForgetsSilentSessionsOnlyWithExpiryForgotten(boolean on) {
    NodeFixture fixture = fixture(SeededBug.EXPIRY_FORGOTTEN, on);
    fixture.open(1);
    ClientReply.Connected second = fixture.open(2);
    fixture.broadcast.deactivate();
    fixture.broadcast.activate(true);
    fixture.attach(3, second);
    fixture.broadcast.deliverAll();
    fixture.pass(5500);
    fixture.broadcast.deliverAll();
    assertThat(fixture.node.status().sessions()).isEqualTo(on ? 1 : 0);
  }
}
