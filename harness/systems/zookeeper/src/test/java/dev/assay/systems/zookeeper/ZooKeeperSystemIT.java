package dev.assay.systems.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.process.ProcessCluster;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.Cluster.NodeEvent;
import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real servers of ZooKeeper, broken and healed. */
@Timeout(240)
final class ZooKeeperSystemIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String PATH = "/register";

  @TempDir Path folder;
  private final Queue<NodeEvent> events = new ConcurrentLinkedQueue<>();
  private final List<Coordination> opened = new ArrayList<>();
  private ProcessCluster cluster;
  private Coordination.Factory sessions;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    ZooKeeperSystem system = new ZooKeeperSystem();
    cluster = ProcessCluster.open(system, 3, folder, Map.of(), Set.of(), OptionalInt.empty());
    cluster.listen(events::add);
    assertThat(ZooKeeperSystemIT.<String>await(cluster::start)).isEmpty();
    sessions = system.sessions(cluster::address, 4_000);
    allServe();
    untilDone("n1", new Request.Create(PATH, bytes("before"), Mode.PERSISTENT));
  }

  @AfterEach
  void stop() {
    opened.forEach(Coordination::close);
    cluster.close();
    assertThat(events).filteredOn(e -> e.kind().equals("died")).allMatch(NodeEvent::provoked);
  }

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private Reply submit(String node, Request request) {
    Coordination session = sessions.open(node);
    opened.add(session);
    return await(done -> session.submit(request, done));
  }

  private NodeStatus status(String node) {
    return await(done -> cluster.status(node, done));
  }

  private Optional<String> leader(String butNot) {
    return cluster.nodes().stream()
        .filter(node -> !node.equals(butNot) && status(node).leads())
        .findFirst();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void untilDone(String node, Request request) throws IOException, InterruptedException {
    assertThat(Deadline.in(LIMIT).poll(() -> submit(node, request) instanceof Reply.Done))
        .as("%s on %s", request, node)
        .isTrue();
  }

  private String read(String node) throws IOException, InterruptedException {
    untilDone(node, new Request.Sync(PATH));
    Reply reply = submit(node, new Request.GetData(PATH));
    assertThat(reply).isInstanceOf(Reply.Data.class);
    return new String(((Reply.Data) reply).data(), StandardCharsets.UTF_8);
  }

  private void inject(FaultAction action) {
    Evidence evidence = await(done -> cluster.inject(action, done));
    System.out.println(action.kind() + ": " + evidence.proof());
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
  }

  private void heal(FaultAction action) {
    Evidence evidence = await(done -> cluster.heal(action, done));
    System.out.println(action.kind() + " healed: " + evidence.proof());
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
  }

  /** One leader, and one epoch, which an ensemble in which nothing is written agrees on too. */
  private void allServe() throws IOException, InterruptedException {
    assertThat(Deadline.in(LIMIT).poll(this::oneEnsemble)).as("all nodes serve").isTrue();
  }

  private boolean oneEnsemble() {
    List<NodeStatus> all = cluster.nodes().stream().map(this::status).toList();
    return all.stream().allMatch(NodeStatus::serves)
        && all.stream().filter(NodeStatus::leads).count() == 1
        && all.stream().map(NodeStatus::epoch).distinct().count() == 1;
  }

  private String otherLeader(String old) throws IOException, InterruptedException {
    assertThat(Deadline.in(LIMIT).poll(() -> leader(old).isPresent()))
        .as("another leader than " + old)
        .isTrue();
    return leader(old).orElseThrow();
  }

  private List<Link> around(String node) {
    List<Link> links = new ArrayList<>();
    for (String other : cluster.nodes()) {
      if (!other.equals(node)) {
        links.add(new Link(node, other));
        links.add(new Link(other, node));
      }
    }
    return links;
  }

  @Test
  void aKilledLeaderIsReplacedAndComesBack() throws Exception {
    String old = leader("").orElseThrow();
    long epoch = status(old).epoch();
    FaultAction kill = new FaultAction(0, "kill", List.of(old), List.of(), Map.of());
    inject(kill);
    String leader = otherLeader(old);
    assertThat(status(leader).epoch()).isGreaterThan(epoch);
    untilDone(leader, new Request.SetData(PATH, bytes("meanwhile"), -1));
    heal(kill);
    allServe();
    for (String node : cluster.nodes()) {
      assertThat(read(node)).isEqualTo("meanwhile");
    }
  }

  /**
   * A cut is proven only when no connection of the servers passes the proxy by. After a reset and a
   * restart both ends of each pair have called the other.
   */
  @Test
  void everyNodeCanBeCutOffAndNoConnectionPassesTheProxyBy() throws Exception {
    int id = 0;
    for (String node : cluster.nodes()) {
      FaultAction reset = new FaultAction(id++, "reset", List.of(), around(node), Map.of());
      inject(reset);
      heal(reset);
      allServe();
      FaultAction kill = new FaultAction(id++, "kill", List.of(node), List.of(), Map.of());
      inject(kill);
      heal(kill);
      allServe();
      FaultAction cut = new FaultAction(id++, "cut", List.of(), around(node), Map.of());
      inject(cut);
      assertThat(Deadline.in(LIMIT).poll(() -> !status(node).serves())).isTrue();
      String leader = otherLeader(node);
      untilDone(leader, new Request.SetData(PATH, bytes("without " + node), -1));
      heal(cut);
      allServe();
      assertThat(read(node)).isEqualTo("without " + node);
    }
  }
}
