package dev.assay.systems.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.process.ProcessCluster;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.Cluster.NodeEvent;
import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Change;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Notice;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real members of etcd, spoken to as a coordination service, broken and healed. */
@Timeout(240)
final class EtcdSystemIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String PATH = "/register";

  @TempDir Path folder;
  private final Queue<NodeEvent> events = new ConcurrentLinkedQueue<>();
  private final List<Coordination> opened = new ArrayList<>();
  private @Nullable ProcessCluster started;
  private Coordination.Factory sessions;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    EtcdSystem system = new EtcdSystem();
    assumeTrue(system.missing(Map.of()).isEmpty(), system.missing(Map.of()));
    started = ProcessCluster.open(system, 3, folder, Map.of(), Set.of(), OptionalInt.empty());
    cluster().listen(events::add);
    assertThat(EtcdSystemIT.<String>await(cluster()::start)).isEmpty();
    sessions = system.sessions(cluster()::address, 2_000);
    allServe();
    untilDone("n1", new Request.Create(PATH, bytes("before"), Mode.PERSISTENT));
  }

  @AfterEach
  void stop() {
    opened.forEach(Coordination::close);
    if (started != null) {
      started.close();
    }
    assertThat(events).filteredOn(e -> e.kind().equals("died")).allMatch(NodeEvent::provoked);
  }

  private ProcessCluster cluster() {
    return Objects.requireNonNull(started);
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

  private static Reply ask(Coordination session, Request request) {
    return await(done -> session.submit(request, done));
  }

  private Reply submit(String node, Request request) {
    return ask(open(node), request);
  }

  private NodeStatus status(String node) {
    return await(done -> cluster().status(node, done));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void untilDone(String node, Request request) throws IOException, InterruptedException {
    assertThat(Deadline.in(LIMIT).poll(() -> submit(node, request) instanceof Reply.Done))
        .as("%s on %s", request, node)
        .isTrue();
  }

  private static String text(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Data.class);
    return new String(((Reply.Data) reply).data(), StandardCharsets.UTF_8);
  }

  private void inject(FaultAction action) {
    Evidence evidence = await(done -> cluster().inject(action, done));
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
  }

  private void heal(FaultAction action) {
    Evidence evidence = await(done -> cluster().heal(action, done));
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
  }

  private void allServe() throws IOException, InterruptedException {
    assertThat(Deadline.in(LIMIT).poll(this::oneEnsemble)).as("all nodes serve").isTrue();
  }

  private boolean oneEnsemble() {
    List<NodeStatus> all = cluster().nodes().stream().map(this::status).toList();
    return all.stream().allMatch(NodeStatus::serves)
        && all.stream().filter(NodeStatus::leads).count() == 1
        && all.stream().map(NodeStatus::epoch).distinct().count() == 1;
  }

  @Test
  void aMemberLeavesAndANewOneTakesItsPlace() throws IOException, InterruptedException {
    FaultAction change = new FaultAction(0, "membership", List.of("n2"), List.of(), Map.of());
    inject(change);
    assertThat(status("n2").reachable()).isFalse();
    untilDone("n1", new Request.SetData(PATH, bytes("while it was away"), -1));
    heal(change);
    allServe();
    assertThat(text(submit("n2", new Request.GetData(PATH, false)))).isEqualTo("while it was away");
  }

  private String members(String what, String body) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + cluster().address("n1") + "/v3/cluster/member/" + what);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri).timeout(LIMIT).POST(BodyPublishers.ofString(body)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  /** Members that have met a moment ago refuse changes, so that it is to be asked for again. */
  private boolean secondMemberIsRemoved() throws IOException, InterruptedException {
    for (Map.Entry<String, String> member : Members.parse(members("list", "{}")).entrySet()) {
      if (member.getKey().contains("192.0.2.2:")) {
        members("remove", "{\"ID\":\"" + member.getValue() + "\"}");
        return false;
      }
    }
    return true;
  }

  /** As when the request to take it out was answered by nobody, and carried out all the same. */
  @Test
  void aMemberThatIsTakenOutLateComesBackAsANewOne() throws IOException, InterruptedException {
    FaultAction pause = new FaultAction(0, "pause", List.of("n1", "n3"), List.of(), Map.of());
    FaultAction change = new FaultAction(1, "membership", List.of("n2"), List.of(), Map.of());
    inject(pause);
    Evidence begun = await(done -> cluster().inject(change, done));
    assertThat(begun.proven()).as(begun.proof()).isFalse();
    heal(pause);
    allServe();
    assertThat(Deadline.in(LIMIT).poll(this::secondMemberIsRemoved)).as("n2 is removed").isTrue();
    assertThat(Deadline.in(LIMIT).poll(() -> !status("n2").reachable())).isTrue();
    heal(change);
    allServe();
  }

  @Test
  void aMemberThatComesBackAloneRunsAndNobodyWaitsForItsAnswer()
      throws IOException, InterruptedException {
    FaultAction one = new FaultAction(0, "kill", List.of("n1"), List.of(), Map.of());
    FaultAction others = new FaultAction(1, "kill", List.of("n2", "n3"), List.of(), Map.of());
    inject(one);
    inject(others);
    Evidence alone = await(done -> cluster().heal(one, done));
    assertThat(alone.proof()).contains("cannot answer before a majority runs");
    assertThat(alone.proven()).isTrue();
    heal(others);
    allServe();
  }

  private List<Link> around(String node) {
    List<Link> links = new ArrayList<>();
    for (String other : cluster().nodes()) {
      if (!other.equals(node)) {
        links.add(new Link(node, other));
        links.add(new Link(other, node));
      }
    }
    return links;
  }

  private static void refused(Refusal why, Reply reply) {
    assertThat(reply).isEqualTo(new Reply.Refused(why));
  }

  @Test
  void aTreeIsKeptInKeys() {
    Coordination session = open("n2");
    refused(Refusal.NODE_EXISTS, ask(session, create(PATH, Mode.PERSISTENT)));
    refused(Refusal.NO_NODE, ask(session, create("/none/x", Mode.PERSISTENT)));
    refused(Refusal.NO_NODE, ask(session, new Request.SetData("/none", bytes("x"), -1)));
    refused(Refusal.BAD_VERSION, ask(session, new Request.SetData(PATH, bytes("x"), 7)));
    Reply set = ask(session, new Request.SetData(PATH, bytes("x"), 0));
    assertThat(((Reply.Done) set).version()).isEqualTo(1);
    assertThat(text(ask(open("n3"), new Request.GetData(PATH)))).isEqualTo("x");
    refused(Refusal.BAD_VERSION, ask(session, new Request.Delete(PATH, 0)));
    assertThat(ask(session, create("/list", Mode.PERSISTENT))).isInstanceOf(Reply.Done.class);
    for (int number = 0; number < 3; number++) {
      Reply made = ask(session, create("/list/e-", Mode.PERSISTENT_SEQUENTIAL));
      assertThat(((Reply.Done) made).path()).isEqualTo("/list/e-000000000" + number);
    }
    Reply other = ask(session, create("/list/other-", Mode.PERSISTENT_SEQUENTIAL));
    assertThat(((Reply.Done) other).path()).isEqualTo("/list/other-0000000003");
    assertThat(ask(session, new Request.Delete("/list/other-0000000003", -1)))
        .isInstanceOf(Reply.Done.class);
    assertThat(ask(session, new Request.Delete("/list/e-0000000001", -1)))
        .isInstanceOf(Reply.Done.class);
    Reply names = ask(session, new Request.GetChildren("/list", false));
    assertThat(((Reply.Names) names).names()).containsExactly("e-0000000000", "e-0000000002");
    Request.Multi multi =
        new Request.Multi(
            List.of(new Request.Check(PATH, 1), new Request.SetData(PATH, bytes("y"), 1)));
    assertThat(ask(session, multi)).isInstanceOf(Reply.Done.class);
    refused(Refusal.BAD_VERSION, ask(session, multi));
    assertThat(text(ask(session, new Request.GetData(PATH)))).isEqualTo("y");
  }

  private static Request.Create create(String path, Mode mode) {
    return new Request.Create(path, new byte[0], mode);
  }

  /** A session that is left ends by itself; one that is asked to end, at once. */
  @Test
  void anEphemeralNodeLivesAsLongAsItsSession() throws Exception {
    Coordination session = open("n1");
    Queue<Notice> notices = new ConcurrentLinkedQueue<>();
    session.listen(notices::add);
    Reply made = ask(session, create("/mine", Mode.EPHEMERAL));
    assertThat(Objects.requireNonNull(((Reply.Done) made).stat()).owner())
        .isEqualTo(session.session())
        .isNotEmpty();
    assertThat(ask(session, new Request.Move("n2"))).isInstanceOf(Reply.Done.class);
    assertThat(ask(open("n3"), new Request.Exists("/mine"))).isInstanceOf(Reply.Done.class);
    assertThat(ask(session, new Request.End(true))).isInstanceOf(Reply.Done.class);
    refused(Refusal.NO_NODE, ask(open("n3"), new Request.Exists("/mine")));
    assertThat(ask(session, create("/mine", Mode.EPHEMERAL))).isInstanceOf(Reply.Done.class);
    assertThat(ask(session, new Request.End(false))).isInstanceOf(Reply.Done.class);
    Request look = new Request.Exists("/mine");
    assertThat(Deadline.in(LIMIT).poll(() -> submit("n3", look) instanceof Reply.Refused)).isTrue();
    assertThat(notices).filteredOn(Notice.Connected.class::isInstance).hasSize(3);
  }

  private void untilThere(String path) throws IOException, InterruptedException {
    Reply there = new Reply.Refused(Refusal.NODE_EXISTS);
    assertThat(
            Deadline.in(LIMIT)
                .poll(() -> submit("n2", create(path, Mode.PERSISTENT)).equals(there)))
        .as(path)
        .isTrue();
  }

  private static List<Notice> fired(Queue<Notice> notices) {
    return notices.stream().filter(Notice.Fired.class::isInstance).toList();
  }

  /** What was changed while the session's member was away is told by the next one. */
  @Test
  void aWatchFiresOnceInTheOrderOfChangesAlsoAfterAMove() throws Exception {
    Coordination session = new EtcdSystem().sessions(cluster()::address, 60_000).open("n1");
    opened.add(session);
    Queue<Notice> notices = new ConcurrentLinkedQueue<>();
    session.listen(notices::add);
    assertThat(ask(session, create("/list", Mode.PERSISTENT))).isInstanceOf(Reply.Done.class);
    refused(Refusal.NO_NODE, ask(session, new Request.Exists("/new", true)));
    refused(Refusal.NO_NODE, ask(session, new Request.GetData("/never", true)));
    assertThat(text(ask(session, new Request.GetData(PATH, true)))).isEqualTo("before");
    assertThat(ask(session, new Request.GetChildren("/list", true)))
        .isInstanceOf(Reply.Names.class);
    FaultAction kill = new FaultAction(0, "kill", List.of("n1"), List.of(), Map.of());
    inject(kill);
    untilDone("n2", new Request.SetData(PATH, bytes("x"), -1));
    untilThere("/never");
    untilThere("/new");
    untilDone("n2", new Request.SetData(PATH, bytes("y"), -1));
    untilThere("/list/c");
    assertThat(ask(session, new Request.Move("n3"))).isInstanceOf(Reply.Done.class);
    assertThat(Deadline.in(LIMIT).poll(() -> fired(notices).size() >= 3)).isTrue();
    assertThat(fired(notices))
        .containsExactly(
            new Notice.Fired(Change.DATA_CHANGED, PATH),
            new Notice.Fired(Change.CREATED, "/new"),
            new Notice.Fired(Change.CHILDREN_CHANGED, "/list"));
    heal(kill);
    allServe();
  }

  @Test
  void everyNodeCanBeCutOffAndNoConnectionPassesTheGatewayBy() throws Exception {
    int id = 0;
    for (String node : cluster().nodes()) {
      FaultAction reset = new FaultAction(id++, "reset", List.of(), around(node), Map.of());
      inject(reset);
      heal(reset);
      FaultAction kill = new FaultAction(id++, "kill", List.of(node), List.of(), Map.of());
      inject(kill);
      heal(kill);
      allServe();
      FaultAction cut = new FaultAction(id++, "cut", List.of(), around(node), Map.of());
      inject(cut);
      assertThat(Deadline.in(LIMIT).poll(() -> !status(node).serves())).isTrue();
      String other = node.equals("n1") ? "n2" : "n1";
      untilDone(other, new Request.SetData(PATH, bytes("without " + node), -1));
      heal(cut);
      allServe();
      assertThat(text(submit(node, new Request.GetData(PATH)))).isEqualTo("without " + node);
    }
  }
}
