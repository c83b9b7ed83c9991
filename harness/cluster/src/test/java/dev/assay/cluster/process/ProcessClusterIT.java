package dev.assay.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.linux.ProcessTable;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Cluster.NodeEvent;
import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ProcessClusterIT {
  @TempDir Path folder;
  private final BlockingQueue<NodeEvent> events = new LinkedBlockingQueue<>();
  private ProcessCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster =
        ProcessCluster.open(new FakeSystem(), 3, folder, Map.of(), Set.of(), OptionalInt.empty());
    cluster.listen(events::add);
    assertThat(ProcessClusterIT.<String>await(cluster::start)).isEmpty();
  }

  @AfterEach
  void stop() {
    cluster.close();
    assertThat(folder.resolve("run.pid")).doesNotExist();
  }

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private Evidence inject(FaultAction action) {
    Evidence evidence = await(done -> cluster.inject(action, done));
    System.out.println(action.kind() + ": " + evidence.proof());
    return evidence;
  }

  private Evidence heal(FaultAction action) {
    Evidence evidence = await(done -> cluster.heal(action, done));
    System.out.println(action.kind() + " healed: " + evidence.proof());
    return evidence;
  }

  private NodeStatus status(String node) {
    return await(done -> cluster.status(node, done));
  }

  private static FaultAction nodes(int id, String kind, String... names) {
    return new FaultAction(id, kind, List.of(names), List.of(), Map.of());
  }

  private static FaultAction links(int id, String kind, Link... links) {
    Map<String, Object> parameters = Map.of("delayMillis", 40L, "jitterMillis", 10L);
    return new FaultAction(id, kind, List.of(), List.of(links), parameters);
  }

  private NodeEvent event(String kind) throws InterruptedException {
    NodeEvent event = events.poll(20, TimeUnit.SECONDS);
    while (event != null && !event.kind().equals(kind)) {
      event = events.poll(20, TimeUnit.SECONDS);
    }
    assertThat(event).as("an event " + kind).isNotNull();
    return event;
  }

  private long pid(String node) throws IOException {
    return Files.readAllLines(folder.resolve("run.pid")).stream()
        .filter(line -> line.startsWith(node + " "))
        .mapToLong(line -> Long.parseLong(line.split(" ", -1)[1]))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @Test
  void everyNodeRunsInASessionOfItsOwnAndAnswers() throws IOException {
    for (String node : cluster.nodes()) {
      assertThat(status(node).leads()).isTrue();
      long pid = pid(node);
      assertThat(ProcessTable.find(pid).orElseThrow().session()).isEqualTo(pid);
      assertThat(ProcessTable.command(pid).getFirst()).endsWith("java");
      assertThat(folder.resolve("nodes").resolve(node).resolve("server.log"))
          .content()
          .contains("listening on");
    }
  }

  @Test
  void killIsProvenByTheExitStatusAndHealedByARestart() throws Exception {
    long before = pid("n1");
    FaultAction kill = nodes(0, "kill", "n1", "n2");
    Evidence killed = inject(kill);
    assertThat(killed.proven()).as(killed.proof()).isTrue();
    assertThat(killed.details()).containsEntry("n1", 137L).containsEntry("n2", 137L);
    assertThat(event("died").provoked()).isTrue();
    assertThat(status("n1").reachable()).isFalse();
    Evidence healed = heal(kill);
    assertThat(healed.proven()).as(healed.proof()).isTrue();
    assertThat(pid("n1")).isNotEqualTo(before);
    assertThat(status("n1").serves()).isTrue();
  }

  @Test
  void aNodeKilledTwiceComesBackWhenBothFaultsAreHealed() {
    FaultAction first = nodes(0, "kill", "n1");
    FaultAction second = nodes(1, "kill", "n1", "n2", "n3");
    assertThat(inject(first).proven()).isTrue();
    assertThat(inject(second).proven()).isTrue();
    assertThat(heal(first).proof()).contains("stays down");
    assertThat(status("n1").reachable()).isFalse();
    assertThat(heal(second).proven()).isTrue();
    assertThat(status("n1").serves()).isTrue();
  }

  @Test
  void pauseIsProvenByTheStateOfEveryThread() throws IOException {
    FaultAction pause = nodes(0, "pause", "n3");
    Evidence paused = inject(pause);
    assertThat(paused.proven()).as(paused.proof()).isTrue();
    assertThat(ProcessTable.threads(pid("n3"))).isNotEmpty().allMatch(t -> t.state() == 'T');
    assertThat(status("n3").reachable()).isFalse();
    Evidence healed = heal(pause);
    assertThat(healed.proven()).as(healed.proof()).isTrue();
    assertThat(status("n3").serves()).isTrue();
  }

  @Test
  void aPausedNodeCanBeKilledAndComesBackRunning() {
    FaultAction pause = nodes(0, "pause", "n1");
    FaultAction kill = nodes(1, "kill", "n1");
    assertThat(inject(pause).proven()).isTrue();
    assertThat(inject(kill).proven()).isTrue();
    assertThat(heal(pause).proven()).isTrue();
    assertThat(heal(kill).proven()).isTrue();
    assertThat(status("n1").serves()).isTrue();
  }

  @Test
  void aDeathThatNobodyAskedForIsAnEvent() throws Exception {
    String[] address = cluster.address("n2").split(":", -1);
    try (Socket socket =
        new Socket(InetAddress.ofLiteral(address[0]), Integer.parseInt(address[1]))) {
      socket.getOutputStream().write("exit".getBytes(StandardCharsets.US_ASCII));
      NodeEvent died = event("died");
      assertThat(died.node()).isEqualTo("n2");
      assertThat(died.provoked()).isFalse();
      assertThat(died.detail()).contains("exit status 3");
    }
    assertThat(inject(nodes(0, "kill", "n2")).proven()).isFalse();
  }

  @Test
  void aTwoWayCutIsProvenDeadWhileTheRestLives() {
    FaultAction cut =
        links(
            0,
            "cut",
            new Link("n1", "n2"),
            new Link("n2", "n1"),
            new Link("n1", "n3"),
            new Link("n3", "n1"));
    Evidence evidence = inject(cut);
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
    assertThat(evidence.proof())
        .startsWith("no byte from n1 to n2, n3; n2 to n1; n3 to n1 for 300 ms");
    assertThat(evidence.details()).containsEntry("n1->n2 peer", "nothing");
    assertThat(evidence.details().get("n2->n3 peer")).isInstanceOf(Double.class);
    Evidence healed = heal(cut);
    assertThat(healed.proven()).as(healed.proof()).isTrue();
  }

  @Test
  void aOneWayCutIsProvenForItsDirectionOnly() {
    FaultAction cut = links(0, "cut", new Link("n1", "n2"));
    Evidence evidence = inject(cut);
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
    assertThat(evidence.details()).containsEntry("n1->n2 peer", "nothing");
    assertThat(evidence.details().get("n2->n1 peer")).isInstanceOf(Double.class);
    assertThat(heal(cut).proven()).isTrue();
  }

  @Test
  void clientsAreCutOffAndComeBack() {
    FaultAction cut =
        links(0, "cut", new Link(FaultAction.CLIENTS, "n1"), new Link("n1", FaultAction.CLIENTS));
    Evidence evidence = inject(cut);
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
    assertThat(status("n1").serves()).isTrue();
    assertThat(heal(cut).proven()).isTrue();
  }

  @Test
  void aDelayIsMeasured() {
    FaultAction delay = links(0, "delay", new Link("n1", "n2"), new Link("n2", "n1"));
    Evidence evidence = inject(delay);
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
    Evidence healed = heal(delay);
    assertThat(healed.proven()).as(healed.proof()).isTrue();
  }

  @Test
  void lossAndBandwidthAreMeasuredOnEveryLinkAndGoneAfterwards() {
    List<Link> links =
        List.of(
            new Link("n1", "n2"),
            new Link("n2", "n1"),
            new Link(FaultAction.CLIENTS, "n1"),
            new Link("n1", FaultAction.CLIENTS));
    Map<String, Object> figures =
        Map.of("lossPercent", 5L, "lifeMillis", 300L, "bytesPerSecond", 4_000L);
    for (String kind : List.of("loss", "bandwidth")) {
      FaultAction action = new FaultAction(0, kind, List.of("n1"), links, figures);
      Evidence evidence = inject(action);
      System.out.println(evidence.proof());
      assertThat(evidence.proven()).as(evidence.proof()).isTrue();
      Evidence healed = heal(action);
      System.out.println(healed.proof());
      assertThat(healed.proven()).as(healed.proof()).isTrue();
    }
  }

  @Test
  void aFaultThatIsHealedAtOnceIsGoneInTheEnd() {
    for (String kind : List.of("cut", "delay", "loss", "bandwidth", "kill", "pause")) {
      List<Link> links = List.of(new Link("n1", "n2"), new Link("n2", "n1"));
      FaultAction action =
          new FaultAction(0, kind, List.of("n1"), links, Map.of("delayMillis", 500L));
      CompletableFuture<Evidence> injected = new CompletableFuture<>();
      cluster.inject(action, injected::complete);
      assertThat(heal(action).proven()).as(kind).isTrue();
      assertThat(injected).as(kind).isCompletedWithValueMatching(Evidence::proven);
      assertThat(status("n1").serves()).as(kind).isTrue();
    }
  }

  @Test
  void aResetIsSeenInTheKernelsTable() {
    FaultAction reset = links(0, "reset", new Link("n1", "n2"), new Link("n2", "n1"));
    Evidence evidence = inject(reset);
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
    assertThat(heal(reset).proven()).isTrue();
  }

  @Test
  void closingEndsPausedNodesToo() throws IOException {
    long pid = pid("n1");
    assertThat(inject(nodes(0, "pause", "n1")).proven()).isTrue();
    cluster.close();
    assertThat(ProcessTable.group(pid)).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsNamed(@TempDir Path other) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      OptionalInt first = OptionalInt.of(taken.getLocalPort());
      assertThatThrownBy(() ->
              ProcessCluster.open(new FakeSystem(), 3, other, Map.of(), Set.of(), first).close())
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " of 127.0.0.1 is taken");
    }
  }

  @Test
  void aServerThatDoesNotStartIsReportedWithItsLastWords(@TempDir Path other) throws IOException {
    SystemUnderTest broken =
        new FakeSystem() {
          @Override
          public Command command(NodePlan plan) {
            return new Command(List.of("sh", "-c", "echo no disk; exit 7"), Map.of());
          }
        };
    try (ProcessCluster dead =
        ProcessCluster.open(broken, 1, other, Map.of(), Set.of(), OptionalInt.empty())) {
      assertThat(ProcessClusterIT.<String>await(dead::start))
          .startsWith("n1 ended with exit status 7")
          .endsWith("no disk");
    }
  }

  @Test
  void aProgramThatIsNotThereIsNamed(@TempDir Path other) throws IOException {
    SystemUnderTest absent =
        new FakeSystem() {
          @Override
          public Command command(NodePlan plan) {
            return new Command(List.of("/nowhere/server"), Map.of());
          }
        };
    try (ProcessCluster dead =
        ProcessCluster.open(absent, 1, other, Map.of(), Set.of(), OptionalInt.empty())) {
      assertThat(ProcessClusterIT.<String>await(dead::start)).contains("/nowhere/server");
    }
  }

  @Test
  void whoAsksAfterTheEndIsAnswered() {
    cluster.close();
    assertThat(status("n1").reachable()).isFalse();
    assertThat(inject(nodes(0, "kill", "n1")).proven()).isFalse();
    assertThat(heal(nodes(0, "kill", "n1")).proven()).isFalse();
  }

  @Test
  void knowsItsFaults() {
    Cluster asCluster = cluster;
    assertThat(asCluster.supportedActions())
        .containsExactlyInAnyOrder(
            "cut", "delay", "loss", "bandwidth", "reset", "kill", "stop", "pause");
  }
}
