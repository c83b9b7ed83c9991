package dev.assay.systems.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.disk.Disks;
import dev.assay.cluster.disk.NodeDisk;
import dev.assay.cluster.docker.ContainerReaper;
import dev.assay.cluster.docker.DockerCluster;
import dev.assay.cluster.docker.Engine;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in containers, broken and healed. Skipped where there is no engine, but in CI. */
@Timeout(300)
final class DockerClusterIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final List<String> ONE = List.of("n1");
  private static final String REQUIRED = "ASSAY_REQUIRE_DOCKER";

  @TempDir Path folder;

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static void needsAnEngine() throws IOException {
    if (System.getenv(REQUIRED) == null) {
      try (Engine _ = Engine.open()) {
        return;
      } catch (EnvironmentException missing) {
        assumeTrue(false, String.valueOf(missing.getMessage()));
      }
    }
  }

  /** An image holds jars, and the server's classes may not be in one yet when tests run. */
  private ReferenceSystem system() throws IOException, InterruptedException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(entry, "dev", "assay", "server"))) {
        jars.add(packed(entry));
      } else if (entry.matches(".*(server|netty|slf4j|jute|pcollections|annotations)[^/]*[.]jar")) {
        jars.add(entry);
      }
    }
    System.setProperty(ReferenceSystem.CLASS_PATH_PROPERTY, String.join(File.pathSeparator, jars));
    return new ReferenceSystem();
  }

  private String packed(String classes) throws IOException, InterruptedException {
    String jar = folder.resolve("server.jar").toString();
    String tool = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
    Process process =
        new ProcessBuilder(
                tool,
                "--create",
                "--file=" + jar,
                "--date=2026-01-01T00:00:00Z",
                "-C",
                classes,
                ".")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return jar;
  }

  private static void proven(String what, Evidence evidence) {
    System.out.println(what + ": " + evidence.proof());
    assertThat(evidence.proven()).as(what + ": " + evidence.proof()).isTrue();
  }

  private static void breakAndHeal(DockerCluster cluster, FaultAction action) {
    proven(action.kind(), await(done -> cluster.inject(action, done)));
    proven(action.kind() + " healed", await(done -> cluster.heal(action, done)));
  }

  private static FaultAction of(int id, String kind, List<String> nodes, List<Link> links) {
    return new FaultAction(id, kind, nodes, links, Map.of());
  }

  private static Set<String> planned() {
    Set<String> planned = new TreeSet<>(Set.of("cpu", "memory", "upgrade"));
    if (NodeDisk.lack(true).isEmpty()) {
      planned.addAll(Disks.actions());
    }
    return planned;
  }

  private static FaultAction starved(int id, String kind, String figure, long percent) {
    return new FaultAction(id, kind, ONE, List.of(), Map.of(figure, percent));
  }

  private static void write(Coordination.Factory sessions, String node)
      throws IOException, InterruptedException {
    Request create = new Request.Create("/" + node, new byte[0], Mode.PERSISTENT_SEQUENTIAL);
    List<Reply> last = new ArrayList<>();
    boolean done =
        Deadline.in(LIMIT)
            .poll(() -> {
              try (Coordination session = sessions.open(node)) {
                last.add(await(reply -> session.submit(create, reply)));
              }
              return last.getLast() instanceof Reply.Done;
            });
    assertThat(done).as("a write at " + node + ": " + last).isTrue();
  }

  /** A node that has nothing to do, or runs for long, needs no more memory than it has. */
  private static void whileWritten(Coordination.Factory sessions, Runnable task) {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writing =
          clients.submit(() -> {
            while (!over.get()) {
              write(sessions, over, written);
            }
          });
      try {
        task.run();
      } finally {
        over.set(true);
        System.out.println(written + " writes");
      }
      assertThat(writing)
          .as("whoever writes comes to his end")
          .succeedsWithin(LIMIT.multipliedBy(3));
      assertThat(written).as("writes").hasPositiveValue();
    }
  }

  /** A session may come to nothing: its server may be looking for a leader. */
  private static void write(
      Coordination.Factory sessions, AtomicBoolean over, AtomicInteger written) {
    Request create = new Request.Create("/busy", new byte[1_000], Mode.PERSISTENT_SEQUENTIAL);
    try (Coordination session = sessions.open("n2")) {
      for (int left = 200; left > 0 && !over.get(); left--) {
        Reply reply = await(answer -> session.submit(create, answer));
        if (reply instanceof Reply.Done) {
          written.incrementAndGet();
        }
      }
    }
  }

  private static void starveAndUpgrade(DockerCluster cluster, Coordination.Factory sessions) {
    breakAndHeal(cluster, starved(7, "cpu", "cpuPercent", 2));
    breakAndHeal(cluster, of(10, "kill", ONE, List.of()));
    whileWritten(sessions, () -> breakAndHeal(cluster, starved(8, "memory", "memoryPercent", 60)));
    Evidence upgraded = await(done -> cluster.inject(of(9, "upgrade", ONE, List.of()), done));
    proven("upgrade", upgraded);
    assertThat(upgraded.proof()).contains("Feature level: 1 before, Feature level: 2 now");
  }

  @Test
  void threeNodesServeAreBrokenAndHealedAndLeaveNothingBehind()
      throws IOException, InterruptedException {
    needsAnEngine();
    ReferenceSystem system = system();
    try (DockerCluster cluster =
        DockerCluster.open(system, 3, folder.resolve("run"), Map.of(), planned())) {
      long began = System.nanoTime();
      assertThat(DockerClusterIT.<String>await(cluster::start)).isEmpty();
      Coordination.Factory sessions = system.sessions(cluster::address, 4_000);
      write(sessions, "n1");
      System.out.printf("first write after %d ms%n", (System.nanoTime() - began) / 1_000_000);
      breakAndHeal(cluster, of(0, "kill", List.of("n1"), List.of()));
      write(sessions, "n1");
      breakAndHeal(cluster, of(1, "pause", List.of("n2"), List.of()));
      if (cluster.supportedActions().contains("cut")) {
        breakAndHeal(
            cluster, of(2, "cut", List.of(), List.of(new Link("n1", "n2"), new Link("n2", "n1"))));
        breakAndHeal(cluster, of(3, "cut", List.of(), List.of(new Link("n3", "n1"))));
      }
      write(sessions, "n3");
      if (cluster.supportedActions().contains("power-loss")) {
        breakAndHeal(cluster, of(4, "power-loss", List.of("n1", "n2"), List.of()));
        breakAndHeal(cluster, of(5, "disk-full", List.of("n1"), List.of()));
        breakAndHeal(cluster, of(6, "disk-readonly", List.of("n2"), List.of()));
        write(sessions, "n3");
      }
      starveAndUpgrade(cluster, sessions);
      write(sessions, "n1");
    }
    assertThat(folder.resolve("run").resolve("run.pid")).doesNotExist();
    assertThat(folder.resolve("run/nodes/n1/server.log")).content().contains("serving as");
    try (Engine engine = Engine.open()) {
      assertThat(ContainerReaper.ownedBy(engine, ProcessHandle.current().pid())).isEmpty();
    }
  }

  private static FaultAction worse(int id, String kind) {
    List<Link> links =
        List.of(
            new Link("n1", "n2"),
            new Link("n2", "n1"),
            new Link("n1", FaultAction.CLIENTS),
            new Link(FaultAction.CLIENTS, "n1"));
    Map<String, Object> figures =
        Map.of(
            "delayMillis", 60L,
            "jitterMillis", id == 0 ? 20L : 0L,
            "lossPercent", 20L,
            "lifeMillis", 500L,
            "bytesPerSecond", 8_000L);
    return new FaultAction(id, kind, List.of("n1"), links, figures);
  }

  /** Faults of one link overlap, and a node is killed and comes back in the middle of them. */
  @Test
  void linksAreLossySlowAndNarrowAndSoundAgain() throws IOException, InterruptedException {
    needsAnEngine();
    ReferenceSystem system = system();
    try (DockerCluster cluster =
        DockerCluster.open(system, 3, folder.resolve("run"), Map.of(), Set.of())) {
      assertThat(DockerClusterIT.<String>await(cluster::start)).isEmpty();
      Coordination.Factory sessions = system.sessions(cluster::address, 4_000);
      for (String kind : List.of("delay", "loss", "bandwidth")) {
        if (cluster.supportedActions().contains(kind)) {
          breakAndHeal(cluster, worse(0, kind));
        }
      }
      if (cluster.supportedActions().containsAll(List.of("delay", "bandwidth"))) {
        FaultAction delay = worse(1, "delay");
        FaultAction kill = of(2, "kill", List.of("n2"), List.of());
        proven("delay", await(done -> cluster.inject(delay, done)));
        breakAndHeal(cluster, kill);
        Evidence both = await(done -> cluster.inject(worse(3, "delay"), done));
        proven("again", both);
        // The new namespace has the first delay too: there, back, and there again take both.
        assertThat(both.details().get("n1->n2"))
            .isInstanceOfSatisfying(Double.class, millis -> assertThat(millis).isGreaterThan(360));
        proven("one healed", await(done -> cluster.heal(delay, done)));
        proven("narrow too", await(done -> cluster.inject(worse(4, "bandwidth"), done)));
        proven("other healed", await(done -> cluster.heal(worse(3, "delay"), done)));
        proven("wide again", await(done -> cluster.heal(worse(4, "bandwidth"), done)));
      }
      write(sessions, "n3");
    }
  }
}
