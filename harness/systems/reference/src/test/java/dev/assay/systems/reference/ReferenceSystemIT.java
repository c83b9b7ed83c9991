package dev.assay.systems.reference;

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
import dev.assay.core.spi.Coordination.Refusal;
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

/** Three real nodes, broken and healed. */
@Timeout(180)
final class ReferenceSystemIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PATH = "/register";

  @TempDir Path folder;
  private final Queue<NodeEvent> events = new ConcurrentLinkedQueue<>();
  private final List<Coordination> opened = new ArrayList<>();
  private ProcessCluster cluster;
  private Coordination.Factory sessions;

  @BeforeEach
  void start() throws IOException {
    ReferenceSystem system = new ReferenceSystem();
    cluster = ProcessCluster.open(system, 3, folder, Map.of(), Set.of(), OptionalInt.empty());
    cluster.listen(events::add);
    long began = System.nanoTime();
    assertThat(ReferenceSystemIT.<String>await(cluster::start)).isEmpty();
    System.out.printf("three nodes serve after %d ms%n", millisSince(began));
    sessions = system.sessions(cluster::address, 4_000);
  }

  @AfterEach
  void stop() {
    opened.forEach(Coordination::close);
    cluster.close();
    assertThat(events).filteredOn(e -> e.kind().equals("died")).allMatch(NodeEvent::provoked);
  }

  private static long millisSince(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private Coordination open(String node) {
    Coordination session = sessions.open(node);
    opened.add(session);
    return session;
  }

  private static Reply submit(Coordination session, Request request) {
    return await(done -> session.submit(request, done));
  }

  private NodeStatus status(String node) {
    return await(done -> cluster.status(node, done));
  }

  private Optional<String> leader() {
    return cluster.nodes().stream().filter(node -> status(node).leads()).findFirst();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Submits until it is done, by new sessions if need be, as the runner does. */
  private void untilDone(String node, Request request) throws IOException, InterruptedException {
    List<Reply> last = new ArrayList<>();
    boolean done =
        Deadline.in(LIMIT)
            .poll(() -> {
              last.add(submit(open(node), request));
              return last.getLast() instanceof Reply.Done;
            });
    assertThat(done).as("%s on %s: %s", request, node, last).isTrue();
  }

  private String read(String node) {
    Coordination session = open(node);
    assertThat(submit(session, new Request.Sync(PATH))).isInstanceOf(Reply.Done.class);
    Reply reply = submit(session, new Request.GetData(PATH));
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

  /** A leader that has just been resumed says that it leads until it notices: one epoch tells. */
  private void allServe() throws IOException, InterruptedException {
    assertThat(Deadline.in(LIMIT).poll(this::oneEnsemble)).as("all nodes serve again").isTrue();
  }

  private boolean oneEnsemble() {
    List<NodeStatus> all = cluster.nodes().stream().map(this::status).toList();
    return all.stream().allMatch(NodeStatus::serves)
        && all.stream().filter(NodeStatus::leads).count() == 1
        && all.stream().map(NodeStatus::epoch).distinct().count() == 1;
  }

  private String otherLeader(String old) throws IOException, InterruptedException {
    long began = System.nanoTime();
    boolean found =
        Deadline.in(LIMIT)
            .poll(() ->
                cluster.nodes().stream()
                    .anyMatch(node -> !node.equals(old) && status(node).leads()));
    assertThat(found).as("another leader than " + old).isTrue();
    System.out.printf("another leader after %d ms%n", millisSince(began));
    return cluster.nodes().stream()
        .filter(node -> !node.equals(old) && status(node).leads())
        .findFirst()
        .orElseThrow();
  }

  private static List<Link> around(String node, List<String> nodes) {
    List<Link> links = new ArrayList<>();
    for (String other : nodes) {
      if (!other.equals(node)) {
        links.add(new Link(node, other));
        links.add(new Link(other, node));
      }
    }
    return links;
  }

  @Test
  void everyKindOfRequestIsAnswered() {
    Coordination session = open("n1");
    Reply created = submit(session, new Request.Create(PATH, bytes("0"), Mode.PERSISTENT));
    assertThat(created).isInstanceOf(Reply.Done.class);
    assertThat(((Reply.Done) created).path()).isEqualTo(PATH);
    assertThat(session.session()).startsWith("0x");
    assertThat(submit(session, new Request.Create(PATH, bytes("0"), Mode.PERSISTENT)))
        .isEqualTo(new Reply.Refused(Refusal.NODE_EXISTS));
    Reply set = submit(session, new Request.SetData(PATH, bytes("1"), 0));
    assertThat(set).isInstanceOf(Reply.Done.class);
    assertThat(((Reply.Done) set).version()).isEqualTo(1);
    assertThat(((Reply.Done) set).zxid()).isNotNull();
    assertThat(submit(session, new Request.SetData(PATH, bytes("2"), 0)))
        .isEqualTo(new Reply.Refused(Refusal.BAD_VERSION));
    assertThat(submit(session, new Request.GetData("/none")))
        .isEqualTo(new Reply.Refused(Refusal.NO_NODE));
    assertThat(submit(session, new Request.Exists(PATH))).isInstanceOf(Reply.Done.class);
    Request.Single check = new Request.Check(PATH, 1);
    Request.Single child = new Request.Create(PATH + "/s-", bytes(""), Mode.EPHEMERAL_SEQUENTIAL);
    assertThat(submit(session, new Request.Multi(List.of(check, child))))
        .isInstanceOf(Reply.Done.class);
    assertThat(submit(session, new Request.Multi(List.of(new Request.Check(PATH, 7), child))))
        .isEqualTo(new Reply.Refused(Refusal.BAD_VERSION));
    assertThat(submit(session, new Request.GetChildren(PATH)))
        .isInstanceOfSatisfying(
            Reply.Names.class,
            names -> {
              assertThat(names.names()).containsExactly("s-0000000000");
              assertThat(names.stat().children()).isEqualTo(1);
            });
    assertThat(submit(session, new Request.Delete(PATH, -1)))
        .isEqualTo(new Reply.Refused(Refusal.NOT_EMPTY));
    assertThat(read("n2")).isEqualTo("1");
  }

  @Test
  void aKilledLeaderIsReplacedAndComesBack() throws Exception {
    untilDone("n1", new Request.Create(PATH, bytes("before"), Mode.PERSISTENT));
    String old = leader().orElseThrow();
    FaultAction kill = new FaultAction(0, "kill", List.of(old), List.of(), Map.of());
    inject(kill);
    String leader = otherLeader(old);
    assertThat(status(leader).epoch()).isPositive();
    untilDone(leader, new Request.SetData(PATH, bytes("meanwhile"), -1));
    heal(kill);
    allServe();
    for (String node : cluster.nodes()) {
      assertThat(read(node)).isEqualTo("meanwhile");
    }
  }

  @Test
  void aLeaderThatIsCutOffServesNoMoreAndJoinsAgain() throws Exception {
    untilDone("n1", new Request.Create(PATH, bytes("before"), Mode.PERSISTENT));
    String old = leader().orElseThrow();
    FaultAction cut = new FaultAction(0, "cut", List.of(), around(old, cluster.nodes()), Map.of());
    inject(cut);
    String leader = otherLeader(old);
    untilDone(leader, new Request.SetData(PATH, bytes("meanwhile"), -1));
    assertThat(Deadline.in(LIMIT).poll(() -> !status(old).serves())).isTrue();
    heal(cut);
    allServe();
    assertThat(read(old)).isEqualTo("meanwhile");
  }

  @Test
  void aPausedLeaderIsReplaced() throws Exception {
    untilDone("n1", new Request.Create(PATH, bytes("before"), Mode.PERSISTENT));
    String old = leader().orElseThrow();
    FaultAction pause = new FaultAction(0, "pause", List.of(old), List.of(), Map.of());
    inject(pause);
    String leader = otherLeader(old);
    untilDone(leader, new Request.SetData(PATH, bytes("meanwhile"), -1));
    heal(pause);
    allServe();
    assertThat(read(old)).isEqualTo("meanwhile");
  }

  @Test
  void allNodesKilledAtOnceKeepWhatWasAcknowledged() throws Exception {
    untilDone("n1", new Request.Create(PATH, bytes("kept"), Mode.PERSISTENT));
    FaultAction kill = new FaultAction(0, "kill", cluster.nodes(), List.of(), Map.of());
    inject(kill);
    Coordination session = open("n1");
    assertThat(submit(session, new Request.GetData(PATH)))
        .isEqualTo(new Reply.NotDone("not connected"));
    heal(kill);
    allServe();
    assertThat(read("n3")).isEqualTo("kept");
  }

  @Test
  void delaysAndResetsAreProvenOnLinksOfServers() throws Exception {
    List<Link> links = around("n1", cluster.nodes());
    FaultAction delay = new FaultAction(0, "delay", List.of(), links, Map.of("delayMillis", 30L));
    inject(delay);
    heal(delay);
    FaultAction reset = new FaultAction(1, "reset", List.of(), links, Map.of());
    inject(reset);
    heal(reset);
    allServe();
  }

  @Test
  void clientsThatAreCutOffLoseTheirConnectionAndNotTheirPlace() throws Exception {
    Coordination session = open("n2");
    assertThat(submit(session, new Request.Create(PATH, bytes("0"), Mode.PERSISTENT)))
        .isInstanceOf(Reply.Done.class);
    List<Link> links =
        List.of(new Link(FaultAction.CLIENTS, "n2"), new Link("n2", FaultAction.CLIENTS));
    FaultAction cut = new FaultAction(0, "cut", List.of(), links, Map.of());
    inject(cut);
    assertThat(submit(session, new Request.SetData(PATH, bytes("1"), -1)))
        .isInstanceOf(Reply.Unknown.class);
    heal(cut);
    untilDone("n2", new Request.SetData(PATH, bytes("2"), -1));
  }
}
