package dev.assay.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.env.Event;
import dev.assay.server.tree.Request;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a node says of itself when something inside does not fit; seeded bugs bring it about. */
final class InconsistenciesTest {
  @Test
  void nothingIsSaidOfANodeThatIsWell() {
    NodeFixture fixture = new NodeFixture();
    ClientReply.Connected session = fixture.open(1);
    fixture.send(1, NodeFixture.exists(1, "/a"));
    fixture.send(1, new ClientRequest.Sync(2, "/"));
    fixture.send(1, NodeFixture.ephemeral(3, "/a"));
    fixture.send(2, new ClientRequest.Connect(0, 4000, 0, new byte[16]));
    assertThat(fixture.node.inconsistencies()).isEmpty();
    fixture.broadcast.reachBarrier();
    fixture.attach(3, session);
    fixture.broadcast.deliverAll();
    assertThat(fixture.node.inconsistencies()).isEmpty();
  }

  @Test
  void tellsOfSessionsWithoutADeadline() {
    NodeFixture fixture = new NodeFixture(SeededBug.EXPIRY_FORGOTTEN);
    fixture.open(1);
    fixture.broadcast.deactivate();
    fixture.broadcast.activate(true);
    assertThat(fixture.node.inconsistencies())
        .containsExactly("session 1 has no deadline at the leader");
  }

  @Test
  void tellsOfDeadlinesWithoutASession() {
    NodeFixture fixture = new NodeFixture(SeededBug.EXPIRY_NOT_REPLICATED);
    fixture.open(1);
    fixture.node.on(new Event.ClientGone(1));
    fixture.pass(5000);
    assertThat(fixture.node.inconsistencies())
        .containsExactly("session 1 has a deadline, and has ended");
  }

  @Test
  void tellsOfAConnectionWhoseSessionIsElsewhere() {
    NodeFixture fixture = new NodeFixture(SeededBug.MOVED_SESSION_ACCEPTED);
    ClientReply.Connected session = fixture.open(1);
    fixture.attach(2, session);
    fixture.broadcast.deliverAll();
    assertThat(fixture.node.inconsistencies())
        .containsExactly(
            "connection 1 is open, and not the connection of its session",
            "connection 1 belongs to a session that has ended or moved");
  }

  @Test
  void tellsOfTheTree() {
    NodeFixture fixture = new NodeFixture(SeededBug.EPHEMERAL_SURVIVES);
    fixture.open(1);
    fixture.send(1, NodeFixture.ephemeral(1, "/e"));
    fixture.send(1, new ClientRequest.Close(2));
    fixture.broadcast.deliverAll();
    assertThat(fixture.node.inconsistencies())
        .containsExactly("/e is ephemeral, and no open session lists it");
  }

  @Test
  void tellsOfWatchesOfNobody() {
    WatchTable watches = new WatchTable();
    watches.addData(1, "/a");
    watches.addChildren(2, "/a");
    assertThat(watches.inconsistencies(new TreeSet<>(List.of(1L, 2L)))).isEmpty();
    assertThat(watches.inconsistencies(new TreeSet<>(List.of(1L))))
        .containsExactly("a watch of children belongs to connection 2, not open");
  }

  @Test
  void tellsOfWhatAConnectionCountsWrong() {
    Connection connection = new Connection(1, 1, new byte[16]);
    assertThat(connection.miscounts()).isEmpty();
    connection.syncAdded();
    connection.pending().add(new Pending.Ping());
    connection.submitted().add(new Pending.Write(1, new Request.Check("/", -1)));
    assertThat(connection.miscounts())
        .containsExactly(
            " counts 1 syncs and 0 writes held back; there are 0 and 0",
            " has an answer that does not go out",
            " waits for a write that is decided, or was not submitted");
  }
}
