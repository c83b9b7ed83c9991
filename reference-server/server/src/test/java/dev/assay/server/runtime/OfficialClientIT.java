package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.Stat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper's own Java client against one server. */
class OfficialClientIT {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final byte[] WORLD = "world".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory = Path.of("");
  private final Watching watching = new Watching();
  private ServerProcess server;
  private OfficialClient client;

  @BeforeEach
  void start() throws Exception {
    server = ServerProcess.start(Options.parse(options()));
    assertThat(server.awaitServing(Duration.ofSeconds(20))).isPresent();
    client = OfficialClient.connect(server.clientPort(), watching);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void createsReadsChangesAndDeletes() throws Exception {
    Stat created = new Stat();
    assertThat(client.create("/a", HELLO, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, created))
        .isEqualTo("/a");
    Stat read = new Stat();
    assertThat(client.getData("/a", false, read)).isEqualTo(HELLO);
    assertThat(read).isEqualTo(created);

    Stat changed = client.setData("/a", WORLD, 0);
    assertThat(changed.getVersion()).isEqualTo(1);
    assertThat(client.exists("/a", false)).isEqualTo(changed);

    client.create("/a/b", HELLO, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    client.create("/a/c", HELLO, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    assertThat(client.getChildren("/a", false)).containsExactlyInAnyOrder("b", "c");
    assertThat(client.getAllChildrenNumber("/a")).isEqualTo(2);
    Stat parent = new Stat();
    assertThat(client.getChildren("/a", false, parent)).hasSize(2);
    assertThat(parent.getNumChildren()).isEqualTo(2);

    client.delete("/a/b", 0);
    client.delete("/a/c", -1);
    client.delete("/a", 1);
    assertThat(client.exists("/a", false)).isNull();
  }

  @Test
  void tellsWhyARequestFails() throws Exception {
    create("/a", CreateMode.PERSISTENT);
    create("/a/b", CreateMode.EPHEMERAL);

    assertFails(Code.NODEEXISTS, () -> create("/a", CreateMode.PERSISTENT));
    assertFails(Code.NONODE, () -> create("/x/y", CreateMode.PERSISTENT));
    assertFails(Code.NOCHILDRENFOREPHEMERALS, () -> create("/a/b/c", CreateMode.PERSISTENT));
    assertFails(Code.NOTEMPTY, () -> client.delete("/a", -1));
    assertFails(Code.BADVERSION, () -> client.setData("/a", WORLD, 7));
    assertFails(Code.BADVERSION, () -> client.delete("/a/b", 7));
    assertFails(Code.NONODE, () -> client.getData("/x", false, null));
    assertFails(Code.NONODE, () -> client.getChildren("/x", false));
    assertFails(
        Code.INVALIDACL,
        () -> client.create("/r", HELLO, Ids.READ_ACL_UNSAFE, CreateMode.PERSISTENT));
    assertFails(Code.UNIMPLEMENTED, () -> client.getACL("/a", null));
    assertFails(Code.UNIMPLEMENTED, () -> create("/c", CreateMode.CONTAINER));
    assertThat(client.exists("/a", false)).isNotNull();
  }

  @Test
  void numbersSequentialNodes() throws Exception {
    create("/q", CreateMode.PERSISTENT);

    assertThat(create("/q/n-", CreateMode.PERSISTENT_SEQUENTIAL)).isEqualTo("/q/n-0000000000");
    assertThat(create("/q/n-", CreateMode.EPHEMERAL_SEQUENTIAL)).isEqualTo("/q/n-0000000001");
    client.delete("/q/n-0000000001", -1);
    assertThat(create("/q/", CreateMode.PERSISTENT_SEQUENTIAL)).isEqualTo("/q/0000000002");
  }

  @Test
  void doesAMultiAsAWholeOrNotAtAll() throws Exception {
    List<OpResult> results =
        client.multi(
            List.of(
                Op.create("/a", HELLO, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                Op.setData("/a", WORLD, 0),
                Op.check("/a", 1),
                Op.create("/a/b", HELLO, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                Op.delete("/a/b", 0)));
    assertThat(results).hasSize(5);
    assertThat(((OpResult.SetDataResult) results.get(1)).getStat().getVersion()).isEqualTo(1);

    assertThatThrownBy(() ->
            client.multi(
                List.of(
                    Op.create("/b", HELLO, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                    Op.check("/a", 9),
                    Op.delete("/a", 1))))
        .isInstanceOfSatisfying(
            KeeperException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(Code.BADVERSION);
              assertThat(failure.getResults())
                  .containsExactly(
                      new OpResult.ErrorResult(0),
                      new OpResult.ErrorResult(Code.BADVERSION.intValue()),
                      new OpResult.ErrorResult(Code.RUNTIMEINCONSISTENCY.intValue()));
            });
    assertThat(client.exists("/b", false)).isNull();
    assertThat(client.exists("/a", false)).isNotNull();
  }

  @Test
  void syncs() throws Exception {
    CompletableFuture<Integer> synced = new CompletableFuture<>();

    client.sync("/", (code, _, _) -> synced.complete(code), null);

    assertThat(synced.get(10, TimeUnit.SECONDS)).isEqualTo(Code.OK.intValue());
  }

  @Test
  void firesEachWatchOnce() throws Exception {
    assertThat(client.exists("/a", true)).isNull();
    create("/a", CreateMode.PERSISTENT);
    assertEvent(EventType.NodeCreated, "/a");

    client.getData("/a", true, null);
    client.setData("/a", WORLD, -1);
    client.setData("/a", HELLO, -1);
    assertEvent(EventType.NodeDataChanged, "/a");

    client.getChildren("/a", true);
    create("/a/b", CreateMode.PERSISTENT);
    assertEvent(EventType.NodeChildrenChanged, "/a");

    client.getData("/a/b", true, null);
    client.delete("/a/b", -1);
    assertEvent(EventType.NodeDeleted, "/a/b");
    assertThat(watching.events).isEmpty();
  }

  @Test
  void aClosedSessionTakesItsEphemeralNodesAlong() throws Exception {
    Watching others = new Watching();
    OfficialClient other = OfficialClient.connect(server.clientPort(), others);
    other.create("/e", HELLO, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
    Stat stat = client.exists("/e", true);
    assertThat(stat.getEphemeralOwner()).isEqualTo(other.getSessionId());

    other.close();

    assertEvent(EventType.NodeDeleted, "/e");
  }

  @Test
  void aSessionThatIsCutOffExpires() throws Exception {
    Watching others = new Watching();
    try (Relay relay = new Relay(server.clientPort());
        OfficialClient other = OfficialClient.connect(relay.port(), others)) {
      other.create("/e", HELLO, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
      client.exists("/e", true);

      relay.cut();

      assertEvent(EventType.NodeDeleted, "/e");
      relay.heal();
      others.await(KeeperState.Expired);
    }
  }

  @Test
  void aClientThatComesBackKeepsItsSessionAndHearsWhatItMissed() throws Exception {
    Watching others = new Watching();
    create("/a", CreateMode.PERSISTENT);
    create("/b", CreateMode.PERSISTENT);
    try (Relay relay = new Relay(server.clientPort());
        OfficialClient other = OfficialClient.connect(relay.port(), others)) {
      long session = other.getSessionId();
      other.create("/e", HELLO, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
      other.getData("/a", true, null);
      other.getData("/b", true, null);
      other.exists("/new", true);

      relay.cut();
      others.await(KeeperState.Disconnected);
      client.setData("/a", WORLD, -1);
      create("/new", CreateMode.PERSISTENT);
      relay.heal();
      others.await(KeeperState.SyncConnected);

      assertThat(List.of(others.event().getPath(), others.event().getPath()))
          .containsExactlyInAnyOrder("/a", "/new");
      assertThat(other.getSessionId()).isEqualTo(session);
      assertThat(client.exists("/e", false)).isNotNull();
      client.setData("/b", WORLD, -1);
      assertThat(others.event().getPath()).isEqualTo("/b");
    }
  }

  @Test
  void keepsEverythingOverARestart() throws Exception {
    create("/a", CreateMode.PERSISTENT);
    client.setData("/a", WORLD, 0);
    client.close();
    server.close();

    start();

    Stat stat = new Stat();
    assertThat(client.getData("/a", false, stat)).isEqualTo(WORLD);
    assertThat(stat.getVersion()).isEqualTo(1);
  }

  @Test
  void answersManyRequestsAtOnceInTheirOrder() throws Exception {
    create("/a", CreateMode.PERSISTENT);
    int count = 5_000;
    List<Integer> versions = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Integer> last = new CompletableFuture<>();
    for (int i = 1; i <= count; i++) {
      boolean end = i == count;
      client.setData(
          "/a",
          HELLO,
          -1,
          (code, _, _, stat) -> {
            versions.add(code == 0 ? stat.getVersion() : code);
            if (end) {
              last.complete(code);
            }
          },
          null);
    }

    assertThat(last.get(60, TimeUnit.SECONDS)).isEqualTo(0);
    assertThat(versions).hasSize(count).isSorted().startsWith(1).endsWith(count);
  }

  private List<String> options() {
    return List.of("--data", directory.toString(), "--port", "0", "--set", "tickTime=100");
  }

  private String create(String path, CreateMode mode) throws KeeperException, InterruptedException {
    return client.create(path, HELLO, Ids.OPEN_ACL_UNSAFE, mode);
  }

  private void assertEvent(EventType type, String path) throws InterruptedException {
    assertThat(watching.event())
        .satisfies(event -> {
          assertThat(event.getType()).isEqualTo(type);
          assertThat(event.getPath()).isEqualTo(path);
        });
  }

  private static void assertFails(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KeeperException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
