package dev.assay.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.tree.Envelope;
import dev.assay.server.tree.EnvelopeCodec;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the seeded bugs of a node change about requests and watches, and that nothing else does. */
final class NodeBugsTest {
  /**
   * The same story without and with a bug.
   *
   * @param told what can be seen in it
   */
  record Case(
      SeededBug bug,
      Function<NodeFixture, List<String>> told,
      List<String> right,
      List<String> wrong) {
    @Override
    public String toString() {
      return bug.word();
    }
  }

  private static final String HALF = "2 [OK, NO_NODE, RUNTIME_INCONSISTENCY]";

  private static Stream<Case> cases() {
    return Stream.of(
        new Case(
            SeededBug.DIRTY_READ,
            NodeBugsTest::readsBesideAnOpenWrite,
            List.of("1 x", "2 x"),
            List.of("1 y", "2 x")),
        new Case(
            SeededBug.READ_OVERTAKES_WRITES,
            NodeBugsTest::readsBehindOwnWrites,
            List.of("1 OK", "2 y", "3 y", "4 OK", "5 y"),
            List.of("1 OK", "2 x", "3 y", "4 OK", "5 y")),
        new Case(
            SeededBug.WRITE_REPEATED,
            NodeBugsTest::waitsForADecision,
            List.of("1 OK", "2 OK", "pong", "version 2"),
            List.of("1 OK", "2 OK", "pong", "version 4")),
        new Case(
            SeededBug.CAS_CHECKED_LOCALLY,
            NodeBugsTest::twoChangeTheSameVersion,
            List.of("1 OK", "2 OK", "1 BAD_VERSION", "2 [BAD_VERSION]", "3 BAD_VERSION"),
            List.of("1 OK", "2 OK", "1 OK", "2 [BAD_VERSION]", "3 BAD_VERSION")),
        new Case(
            SeededBug.MULTI_SPLIT,
            NodeBugsTest::aMultiFailsInTheMiddle,
            List.of("1 OK", HALF, "versions 0 0", "3 OK", "versions 1 1"),
            List.of("1 OK", HALF, "versions 1 1", "3 OK", "versions 2 2")),
        new Case(
            SeededBug.TIME_IN_APPLY,
            NodeBugsTest::anotherServersTime,
            List.of("created at 777000"),
            List.of("created at 5000")));
  }

  private static Stream<Case> casesOfWatches() {
    return Stream.of(
        new Case(
            SeededBug.WATCH_MISSED,
            NodeBugsTest::twoWatch,
            List.of("NODE_DATA_CHANGED /a", "3 NODE_DATA_CHANGED /a"),
            List.of("NODE_DATA_CHANGED /a")),
        new Case(
            SeededBug.WATCH_TWICE,
            NodeBugsTest::aWatchedNodeChangesTwice,
            List.of("NODE_DATA_CHANGED /a"),
            List.of("NODE_DATA_CHANGED /a", "NODE_DATA_CHANGED /a")),
        new Case(
            SeededBug.WATCH_BEFORE_DATA,
            NodeBugsTest::readsAfterTheEvent,
            List.of("2 x", "NODE_DATA_CHANGED /a"),
            List.of("NODE_DATA_CHANGED /a", "2 x", "NODE_DATA_CHANGED /a")),
        new Case(
            SeededBug.WATCH_LOST_ON_RECONNECT,
            NodeBugsTest::setsWatchesAgain,
            List.of("NODE_DATA_CHANGED /a", "NODE_CHILDREN_CHANGED /", "1 OK"),
            List.of("1 OK", "NODE_DATA_CHANGED /a")));
  }

  @ParameterizedTest
  @MethodSource({"cases", "casesOfWatches"})
  void theSwitchDoesWhatItsSentenceSays(Case each) {
    assertThat(each.told().apply(withOneNode(new NodeFixture(each.bug())))).isEqualTo(each.wrong());
  }

  @ParameterizedTest
  @MethodSource({"cases", "casesOfWatches"})
  void withoutItThePromiseHolds(Case each) {
    assertThat(each.told().apply(withOneNode(new NodeFixture()))).isEqualTo(each.right());
  }

  /** Connections 1, 2 and 3 are open, and there is a node. */
  private static NodeFixture withOneNode(NodeFixture fixture) {
    fixture.open(1);
    fixture.open(2);
    fixture.open(3);
    fixture.send(2, NodeFixture.create(9, "/a"));
    fixture.broadcast.deliverAll();
    fixture.take(2);
    return fixture;
  }

  private static List<String> words(NodeFixture fixture, long connection) {
    return new ArrayList<>(NodeFixture.words(fixture.take(connection)));
  }

  private static List<String> readsBesideAnOpenWrite(NodeFixture fixture) {
    fixture.send(2, NodeFixture.set(1, "/a", "y"));
    fixture.send(1, NodeFixture.plain(1, "/a"));
    fixture.send(1, NodeFixture.data(2, "/a"));
    return words(fixture, 1);
  }

  private static List<String> readsBehindOwnWrites(NodeFixture fixture) {
    fixture.send(1, NodeFixture.set(1, "/a", "y"));
    fixture.send(1, NodeFixture.plain(2, "/a"));
    fixture.send(1, NodeFixture.data(3, "/a"));
    fixture.send(1, new ClientRequest.Sync(4, "/"));
    fixture.send(1, NodeFixture.plain(5, "/a"));
    assertThat(fixture.take(1)).isEmpty();
    fixture.broadcast.deliverAll();
    fixture.broadcast.reachBarrier();
    return words(fixture, 1);
  }

  private static List<String> waitsForADecision(NodeFixture fixture) {
    fixture.send(1, NodeFixture.set(1, "/a", "y"));
    fixture.send(1, NodeFixture.set(2, "/a", "z"));
    fixture.send(1, new ClientRequest.Ping());
    fixture.pass(500);
    assertThat(fixture.broadcast.waiting()).isEqualTo(2);
    fixture.pass(500);
    fixture.broadcast.deliverAll();
    List<String> seen = words(fixture, 1);
    seen.add("version " + fixture.version("/a"));
    return seen;
  }

  private static List<String> twoChangeTheSameVersion(NodeFixture fixture) {
    Request change = new Request.SetData("/a", NodeFixture.data("y"), 0);
    Request next = new Request.SetData("/a", NodeFixture.data("z"), 1);
    fixture.send(1, NodeFixture.write(1, change));
    fixture.send(1, NodeFixture.write(2, next));
    fixture.send(2, NodeFixture.write(1, change));
    fixture.send(2, NodeFixture.multi(2, new Request.Check("/", 7)));
    fixture.send(2, NodeFixture.write(3, new Request.Delete("/a", 7)));
    fixture.broadcast.deliverAll();
    List<String> seen = words(fixture, 1);
    seen.addAll(words(fixture, 2));
    return seen;
  }

  private static List<String> aMultiFailsInTheMiddle(NodeFixture fixture) {
    Request.Single first = new Request.SetData("/a", NodeFixture.data("y"), -1);
    Request.Single second = new Request.SetData("/b", NodeFixture.data("y"), -1);
    fixture.send(1, NodeFixture.create(1, "/b"));
    fixture.send(1, NodeFixture.multi(2, first, new Request.Check("/none", -1), second));
    fixture.broadcast.deliverAll();
    List<String> seen = words(fixture, 1);
    seen.add("versions " + fixture.version("/a") + " " + fixture.version("/b"));
    fixture.send(1, NodeFixture.multi(3, first, second));
    fixture.broadcast.deliverOne();
    fixture.broadcast.deliverAll();
    seen.addAll(words(fixture, 1));
    seen.add("versions " + fixture.version("/a") + " " + fixture.version("/b"));
    return seen;
  }

  private static List<String> anotherServersTime(NodeFixture fixture) {
    Request create = ((ClientRequest.Write) NodeFixture.create(1, "/b")).request();
    fixture.broadcast.deliverRaw(
        EnvelopeCodec.encode(new Envelope(1, 1, 1, List.of(), 777_000, 1, create)));
    Stat stat = fixture.node.state().stat("/b");
    return List.of("created at " + (stat == null ? "no time" : stat.ctime()));
  }

  private static List<String> twoWatch(NodeFixture fixture) {
    fixture.send(1, NodeFixture.data(1, "/a"));
    fixture.send(3, NodeFixture.data(1, "/a"));
    fixture.take(1);
    fixture.take(3);
    fixture.send(2, NodeFixture.set(1, "/a", "y"));
    fixture.broadcast.deliverAll();
    List<String> seen = words(fixture, 1);
    words(fixture, 3).forEach(word -> seen.add("3 " + word));
    return seen;
  }

  private static List<String> aWatchedNodeChangesTwice(NodeFixture fixture) {
    fixture.send(1, NodeFixture.data(1, "/a"));
    fixture.take(1);
    fixture.send(2, NodeFixture.set(1, "/a", "y"));
    fixture.send(2, NodeFixture.set(2, "/a", "z"));
    fixture.broadcast.deliverAll();
    return words(fixture, 1);
  }

  private static List<String> readsAfterTheEvent(NodeFixture fixture) {
    fixture.send(1, NodeFixture.data(1, "/a"));
    fixture.take(1);
    fixture.send(2, NodeFixture.set(1, "/a", "y"));
    fixture.send(1, NodeFixture.data(2, "/a"));
    fixture.broadcast.deliverAll();
    return words(fixture, 1);
  }

  private static List<String> setsWatchesAgain(NodeFixture fixture) {
    long since = fixture.position();
    fixture.send(2, NodeFixture.set(1, "/a", "y"));
    fixture.send(2, NodeFixture.create(2, "/b"));
    fixture.broadcast.deliverAll();
    fixture.open(4);
    fixture.send(
        4, new ClientRequest.SetWatches(1, since, List.of("/a"), List.of("/none"), List.of("/")));
    fixture.send(2, NodeFixture.set(3, "/a", "z"));
    fixture.broadcast.deliverAll();
    return words(fixture, 4);
  }
}
