package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.broadcast.AtomicBroadcast.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers in this process, over real sockets and files. */
class EnsembleIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int SESSION_MILLIS = 2_000;

  @TempDir private Path directory = Path.of("");
  private final Map<Integer, ServerProcess> running = new TreeMap<>();
  private final List<String> members = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    List<Integer> ports = freePorts(6);
    for (int node = 1; node <= 3; node++) {
      members.add("--set");
      members.add(
          "server.%d=127.0.0.1:%d:%d"
              .formatted(node, ports.get(2 * node - 2), ports.get(2 * node - 1)));
    }
    for (int node = 1; node <= 3; node++) {
      start(node);
    }
  }

  @AfterEach
  void stop() {
    running.values().forEach(ServerProcess::close);
  }

  @Test
  void whatOneNodeAcknowledgesAllNodesHave() throws Exception {
    awaitAll();
    try (ZooKeeper first = connect(1)) {
      write(first, "/a", "1");
    }
    for (int node = 1; node <= 3; node++) {
      try (ZooKeeper client = connect(node)) {
        assertThat(read(client, "/a")).isEqualTo("1");
      }
    }
  }

  @Test
  void aLostLeaderIsReplacedAndCatchesUpLater() throws Exception {
    awaitAll();
    int leader = leader();
    int follower = leader % 3 + 1;
    try (ZooKeeper client = connect(leader)) {
      for (int i = 0; i < 100; i++) {
        write(client, "/before-" + i, "x");
      }
    }

    ServerProcess lost = running.remove(leader);
    assertThat(lost).isNotNull();
    lost.close();
    awaitNewLeader(leader);
    try (ZooKeeper client = connect(follower)) {
      assertThat(client.getChildren("/", false)).contains("before-0", "before-99");
      for (int i = 0; i < 100; i++) {
        write(client, "/after-" + i, "x");
      }
    }

    start(leader);
    awaitAll();
    try (ZooKeeper client = connect(leader)) {
      sync(client);
      assertThat(client.getChildren("/", false)).contains("before-99", "after-0", "after-99");
    }
  }

  @Test
  void aMinorityServesNobody() throws Exception {
    awaitAll();
    int leader = leader();
    int follower = leader % 3 + 1;
    List<Integer> others = running.keySet().stream().filter(node -> node != follower).toList();

    for (int node : others) {
      ServerProcess lost = running.remove(node);
      assertThat(lost).isNotNull();
      lost.close();
    }

    ServerProcess alone = process(follower);
    awaitMode(alone, "looking");
    others.forEach(this::start);
    awaitAll();
    try (ZooKeeper client = connect(follower)) {
      write(client, "/again", "x");
    }
  }

  @Test
  void aSessionLivesOnAtAnotherNode() throws Exception {
    awaitAll();
    int leader = leader();
    Watching watching = new Watching();
    try (ZooKeeper client = new ZooKeeper(allBut(0), SESSION_MILLIS, watching)) {
      watching.await(KeeperState.SyncConnected);
      client.create("/e", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
      long session = client.getSessionId();

      ServerProcess lost = running.remove(leader);
      assertThat(lost).isNotNull();
      lost.close();
      awaitNewLeader(leader);

      assertThat(retried(() -> client.exists("/e", false) != null)).isTrue();
      assertThat(client.getSessionId()).isEqualTo(session);
    }
  }

  private void start(int node) {
    List<String> options = new ArrayList<>(members);
    options.addAll(
        List.of(
            "--data",
            directory.resolve("node" + node).toString(),
            "--id",
            String.valueOf(node),
            "--port",
            "0",
            "--set",
            "tickTime=100",
            "--set",
            "snapCount=50"));
    running.put(node, ServerProcess.start(Options.parse(options), _ -> {}));
  }

  private ServerProcess process(int node) {
    ServerProcess process = running.get(node);
    if (process == null) {
      throw new IllegalArgumentException("node " + node + " does not run");
    }
    return process;
  }

  private void awaitAll() {
    running.forEach((node, process) ->
        assertThat(process.awaitServing(DEADLINE)).as("node " + node).isPresent());
  }

  private int leader() {
    return running.entrySet().stream()
        .filter(entry -> entry.getValue().status().mode().equals("leader"))
        .map(Map.Entry::getKey)
        .findAny()
        .orElseThrow();
  }

  /** Waits until the others serve under a leader of theirs. */
  private void awaitNewLeader(int lost) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (System.nanoTime() < end) {
      awaitAll();
      boolean led =
          running.values().stream()
              .map(ServerProcess::status)
              .map(Status::mode)
              .anyMatch("leader"::equals);
      if (led) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("no new leader without node " + lost);
  }

  private static void awaitMode(ServerProcess process, String mode) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!process.status().mode().equals(mode)) {
      assertThat(System.nanoTime()).as("the node never was " + mode).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private interface Attempt {
    boolean done() throws KeeperException, InterruptedException;
  }

  /** The client may lose its connection once or twice while the ensemble changes its leader. */
  private static boolean retried(Attempt attempt) throws KeeperException, InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      try {
        return attempt.done();
      } catch (KeeperException.ConnectionLossException e) {
        assertThat(System.nanoTime()).as("no connection in time").isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private String allBut(int node) {
    return String.join(
        ",",
        running.entrySet().stream()
            .filter(entry -> entry.getKey() != node)
            .map(entry -> "127.0.0.1:" + entry.getValue().clientPort())
            .toList());
  }

  private ZooKeeper connect(int node) throws IOException, InterruptedException {
    Watching watching = new Watching();
    ZooKeeper client =
        new ZooKeeper("127.0.0.1:" + process(node).clientPort(), SESSION_MILLIS, watching);
    watching.await(KeeperState.SyncConnected);
    return client;
  }

  private static void write(ZooKeeper client, String path, String value)
      throws KeeperException, InterruptedException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    client.create(path, bytes, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }

  private static String read(ZooKeeper client, String path) throws Exception {
    sync(client);
    return new String(client.getData(path, false, null), StandardCharsets.UTF_8);
  }

  private static void sync(ZooKeeper client) throws Exception {
    CompletableFuture<Integer> synced = new CompletableFuture<>();
    client.sync("/", (code, _, _) -> synced.complete(code), null);
    assertThat(synced.get(30, TimeUnit.SECONDS)).isEqualTo(0);
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return ports;
  }
}
