package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers in this process, over real sockets and files. */
class EnsembleIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir private Path directory = Path.of("");
  private final Map<Integer, ServerProcess> running = new TreeMap<>();
  private final List<String> members = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    List<Integer> ports = FreePorts.some(6);
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
    try (OfficialClient first = connect(1)) {
      write(first, "/a", "1");
    }
    for (int node = 1; node <= 3; node++) {
      try (OfficialClient client = connect(node)) {
        assertThat(read(client, "/a")).isEqualTo("1");
      }
    }
  }

  @Test
  void aLostLeaderIsReplacedAndCatchesUpLater() throws Exception {
    awaitAll();
    int leader = leader();
    int follower = leader % 3 + 1;
    try (OfficialClient client = connect(leader)) {
      for (int i = 0; i < 100; i++) {
        write(client, "/before-" + i, "x");
      }
    }

    long epoch = process(leader).status().epoch();
    kill(leader);
    awaitLaterThan(epoch);
    try (OfficialClient client = connect(follower)) {
      assertThat(client.getChildren("/", false)).contains("before-0", "before-99");
      for (int i = 0; i < 100; i++) {
        write(client, "/after-" + i, "x");
      }
    }

    start(leader);
    awaitAll();
    try (OfficialClient client = connect(leader)) {
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
      kill(node);
    }

    ServerProcess alone = process(follower);
    assertThat(alone.await(now -> now.mode().equals("looking"), DEADLINE)).isPresent();
    others.forEach(this::start);
    awaitAll();
    try (OfficialClient client = connect(follower)) {
      write(client, "/again", "x");
    }
  }

  @Test
  void aSessionLivesOnAtAnotherNode() throws Exception {
    awaitAll();
    int leader = leader();
    try (OfficialClient client = OfficialClient.connect(all(), new Watching())) {
      client.create("/e", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
      long session = client.getSessionId();

      long epoch = process(leader).status().epoch();
      kill(leader);
      awaitLaterThan(epoch);

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
            // The official client rests up to a second before it tries the next address; a session
            // must outlive some of these rests.
            "--set",
            "maxSessionTimeout=30000",
            "--set",
            "snapCount=50"));
    running.put(node, ServerProcess.start(Options.parse(options)));
  }

  private void kill(int node) {
    process(node).close();
    running.remove(node);
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

  /** Waits until the others serve in a later epoch, that is under a leader of theirs. */
  private void awaitLaterThan(long epoch) {
    running.forEach((node, process) ->
        assertThat(
                process.await(
                    now -> !now.mode().equals("looking") && now.epoch() > epoch, DEADLINE))
            .as("node " + node)
            .isPresent());
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
      }
    }
  }

  private String all() {
    return String.join(
        ",",
        running.values().stream().map(process -> "127.0.0.1:" + process.clientPort()).toList());
  }

  private OfficialClient connect(int node) throws IOException, InterruptedException {
    return OfficialClient.connect(process(node).clientPort(), new Watching());
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
}
