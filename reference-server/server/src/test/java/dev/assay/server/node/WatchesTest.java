package dev.assay.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.WatchType;
import dev.assay.server.env.Event;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One-shot watches: connection 1 watches, connection 2 changes. */
final class WatchesTest {
  private final NodeFixture fixture = new NodeFixture();

  @BeforeEach
  void twoClients() {
    fixture.open(1);
    fixture.open(2);
  }

  private void change(ClientRequest request) {
    fixture.send(2, request);
    fixture.broadcast.deliverAll();
    fixture.take(2);
  }

  private List<String> watching(ClientRequest read) {
    fixture.send(1, read);
    return NodeFixture.words(fixture.take(1));
  }

  private List<String> seen() {
    return NodeFixture.words(fixture.take(1));
  }

  @Test
  void existsOnAnAbsentNodeWaitsForItsCreation() {
    assertThat(watching(NodeFixture.exists(1, "/a"))).containsExactly("1 NO_NODE");
    change(NodeFixture.create(1, "/a"));
    assertThat(fixture.take(1))
        .containsExactly(
            new ClientReply.WatchFired(WatchType.NODE_CREATED, "/a", fixture.position()));
    change(NodeFixture.set(2, "/a", "y"));
    assertThat(seen()).isEmpty();
  }

  @Test
  void readsOfAnAbsentNodeSetNoWatch() {
    watching(NodeFixture.data(1, "/a"));
    watching(NodeFixture.children(2, "/a"));
    change(NodeFixture.create(1, "/a"));
    change(NodeFixture.create(2, "/a/b"));
    assertThat(seen()).isEmpty();
  }

  @Test
  void aDataWatchFiresOnce() {
    change(NodeFixture.create(1, "/a"));
    watching(NodeFixture.data(1, "/a"));
    watching(NodeFixture.exists(2, "/a"));
    change(NodeFixture.create(2, "/a/child"));
    assertThat(seen()).isEmpty();
    change(NodeFixture.set(3, "/a", "y"));
    change(NodeFixture.set(4, "/a", "z"));
    assertThat(seen()).containsExactly("NODE_DATA_CHANGED /a");
  }

  @Test
  void aChildWatchFiresForCreationsAndDeletions() {
    watching(NodeFixture.children(1, "/"));
    change(NodeFixture.create(1, "/a"));
    assertThat(seen()).containsExactly("NODE_CHILDREN_CHANGED /");
    watching(NodeFixture.children(2, "/"));
    change(NodeFixture.set(2, "/a", "y"));
    assertThat(seen()).isEmpty();
    change(NodeFixture.delete(3, "/a"));
    assertThat(seen()).containsExactly("NODE_CHILDREN_CHANGED /");
  }

  @Test
  void aDeletionIsToldOnceThoughTwoTablesWatch() {
    change(NodeFixture.create(1, "/a"));
    watching(NodeFixture.data(1, "/a"));
    watching(NodeFixture.children(2, "/a"));
    watching(NodeFixture.children(3, "/"));
    change(NodeFixture.delete(2, "/a"));
    assertThat(seen()).containsExactly("NODE_DELETED /a", "NODE_CHILDREN_CHANGED /");
  }

  @Test
  void aFailedWriteFiresNothing() {
    watching(NodeFixture.exists(1, "/a"));
    change(NodeFixture.create(1, "/no/parent"));
    change(NodeFixture.delete(2, "/a"));
    assertThat(seen()).isEmpty();
  }

  @Test
  void theEventComesBeforeAnyAnswerFromTheNewState() {
    change(NodeFixture.create(1, "/a"));
    watching(NodeFixture.data(1, "/a"));
    fixture.send(1, NodeFixture.set(2, "/a", "mine"));
    fixture.send(1, NodeFixture.data(3, "/a"));
    fixture.broadcast.deliverAll();
    assertThat(seen()).containsExactly("NODE_DATA_CHANGED /a", "2 OK", "3 mine");
  }

  @Test
  void watchesDieWithTheConnection() {
    watching(NodeFixture.exists(1, "/a"));
    fixture.node.on(new Event.ClientGone(1));
    change(NodeFixture.create(1, "/a"));
    assertThat(seen()).isEmpty();
  }

  @Test
  void watchesSetAgainTellWhatWasMissed() {
    change(NodeFixture.create(1, "/kept"));
    change(NodeFixture.create(2, "/changed"));
    long since = fixture.position();
    change(NodeFixture.set(3, "/changed", "y"));
    change(NodeFixture.create(4, "/appeared"));
    change(NodeFixture.create(5, "/changed/child"));
    fixture.send(
        1,
        new ClientRequest.SetWatches(
            9,
            since,
            List.of("/kept", "/changed", "/gone"),
            List.of("/appeared", "/absent"),
            List.of("/kept", "/changed", "/gone", "/lost")));
    assertThat(seen())
        .containsExactly(
            "NODE_DATA_CHANGED /changed",
            "NODE_DELETED /gone",
            "NODE_CREATED /appeared",
            "NODE_CHILDREN_CHANGED /changed",
            "NODE_DELETED /lost",
            "9 OK");
    change(NodeFixture.create(6, "/absent"));
    change(NodeFixture.create(7, "/kept/child"));
    change(NodeFixture.set(8, "/kept", "y"));
    assertThat(seen())
        .containsExactly(
            "NODE_CREATED /absent", "NODE_CHILDREN_CHANGED /kept", "NODE_DATA_CHANGED /kept");
  }
}
