package dev.assay.cluster.process;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.linux.Signal;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.reaper.RunRecord;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes as processes of this machine. Each has a folder {@code nodes/<name>} in the run's folder,
 * with its {@code server.log}, and keeps its ports for the whole run.
 */
public final class ProcessCluster implements Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessCluster.class);
  private static final String CLOSED = "the cluster is closed";
  private static final Duration STATUS_LIMIT = Duration.ofSeconds(2);
  private static final Duration TERM_LIMIT = Duration.ofSeconds(3);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(3);

  private final Ports ports;
  private final LinkProxy proxy;
  private final RunRecord run;
  private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
  private final NodeHealth health;
  private final List<Faults> faults;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Integer, CompletableFuture<Evidence>> injections = new ConcurrentHashMap<>();
  private volatile Consumer<NodeEvent> listener = _ -> {};

  private ProcessCluster(
      SystemUnderTest system, Layout layout, Ports ports, LinkProxy proxy, RunRecord run) {
    this.ports = ports;
    this.proxy = proxy;
    this.run = run;
    this.health = new NodeHealth(system);
    for (SystemUnderTest.NodePlan plan : layout.plans(proxy)) {
      nodes.put(
          plan.name(), new NodeProcess(system, plan, ports, run, event -> listener.accept(event)));
    }
    this.faults = List.of(new LinkFaults(proxy), new ProcessFaults(nodes, health));
  }

  /**
   * Lays a cluster out; nothing is started yet.
   *
   * @param count how many nodes
   * @param runFolder the run's folder, which is created if need be
   * @param settings settings of the server
   * @param firstPort where the nodes' own ports shall begin; empty for wherever some are free
   * @throws EnvironmentException when a program or a port is missing
   * @throws IOException when the folder cannot be written
   */
  public static ProcessCluster open(
      SystemUnderTest system,
      int count,
      Path runFolder,
      Map<String, String> settings,
      OptionalInt firstPort)
      throws IOException {
    requireProgram("setsid", "util-linux");
    requireProgram("kill", "procps or util-linux");
    Path folder = runFolder.toAbsolutePath().normalize();
    Files.createDirectories(folder);
    Ports ports = firstPort.isPresent() ? Ports.from(firstPort.getAsInt()) : Ports.anywhere();
    try {
      Layout layout = Layout.of(system, count, folder.resolve("nodes"), settings, ports);
      LinkProxy proxy = LinkProxy.open(layout.routes());
      try {
        return new ProcessCluster(system, layout, ports, proxy, RunRecord.open(folder));
      } catch (IOException e) {
        proxy.close();
        throw e;
      }
    } catch (IOException e) {
      ports.close();
      throw e;
    }
  }

  private static void requireProgram(String program, String from) throws EnvironmentException {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return;
      }
    }
    throw new EnvironmentException(
        "the program " + program + " is missing (install the package " + from + ")");
  }

  /** Where clients reach a node, {@code host:port}, through the fault proxy. */
  public String address(String node) {
    return "127.0.0.1:" + proxy.port(new Link(FaultAction.CLIENTS, node), Layout.CLIENT_PORT);
  }

  @Override
  public List<String> nodes() {
    return List.copyOf(nodes.keySet());
  }

  @Override
  public void listen(Consumer<NodeEvent> events) {
    listener = events;
  }

  @Override
  public void start(Consumer<String> done) {
    execute(() -> done.accept(startAll()), () -> done.accept(CLOSED));
  }

  private void execute(Runnable task, Runnable refused) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException _) {
      refused.run();
    }
  }

  private String startAll() {
    try {
      Map<NodeProcess, NodeProcess.Life> started = new LinkedHashMap<>();
      for (NodeProcess node : nodes.values()) {
        started.put(node, node.start());
      }
      for (Map.Entry<NodeProcess, NodeProcess.Life> entry : started.entrySet()) {
        String wrong = health.await(entry.getKey(), entry.getValue(), NodeHealth.Wanted.SERVES);
        if (!wrong.isEmpty()) {
          return wrong;
        }
      }
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (RuntimeException e) {
      LOG.error("the system under test cannot be started", e);
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void status(String node, Consumer<NodeStatus> done) {
    NodeProcess asked = node(node);
    CompletableFuture<NodeStatus> answer = new CompletableFuture<>();
    execute(
        () -> answer.complete(health.status(asked)), () -> answer.complete(unreachable(CLOSED)));
    var _ =
        answer
            .completeOnTimeout(
                unreachable("no answer"), STATUS_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(done);
  }

  private static NodeStatus unreachable(String why) {
    return new NodeStatus(false, "", -1, why);
  }

  @Override
  public Set<String> supportedActions() {
    Set<String> kinds = new TreeSet<>();
    faults.forEach(family -> kinds.addAll(family.kinds()));
    return kinds;
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    CompletableFuture<Evidence> injected = new CompletableFuture<>();
    injections.put(action.id(), injected);
    Faults family = family(action);
    execute(
        () -> injected.complete(evidence(action, family::inject)),
        () -> injected.complete(new Evidence(false, CLOSED, Map.of())));
    var _ = injected.thenAccept(done);
  }

  /** A fault whose injection is still under way is healed after it, and not passed by it. */
  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    Faults family = family(action);
    CompletableFuture<Evidence> injected = injections.remove(action.id());
    Runnable healing =
        () ->
            execute(
                () -> done.accept(evidence(action, family::heal)),
                () -> done.accept(new Evidence(false, CLOSED, Map.of())));
    if (injected == null) {
      healing.run();
    } else {
      var _ = injected.thenRun(healing);
    }
  }

  private Faults family(FaultAction action) {
    return faults.stream()
        .filter(f -> f.kinds().contains(action.kind()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no such kind of action: " + action.kind()));
  }

  private interface Deed {
    Evidence apply(FaultAction action) throws IOException, InterruptedException;
  }

  private static Evidence evidence(FaultAction action, Deed deed) {
    try {
      return deed.apply(action);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Evidence(false, "interrupted", Map.of());
    } catch (IOException e) {
      return new Evidence(false, String.valueOf(e.getMessage()), Map.of());
    } catch (RuntimeException e) {
      LOG.error("{} failed", action, e);
      return new Evidence(false, e.toString(), Map.of());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    nodes.values().forEach(NodeProcess::retire);
    try {
      stopAll();
    } catch (IOException e) {
      LOG.warn("nodes not stopped in order: {}", e.toString());
    } catch (InterruptedException _) {
      // Whoever interrupts a shutdown wants it faster, not incomplete.
      lives().forEach(life -> life.process().destroyForcibly());
      Thread.currentThread().interrupt();
    } finally {
      proxy.close();
      closePorts();
    }
    if (lives().isEmpty()) {
      run.close();
    }
  }

  private void stopAll() throws IOException, InterruptedException {
    List<NodeProcess.Life> lives = lives();
    lives.forEach(life -> life.provoked().set(true));
    List<Long> pids = lives.stream().map(NodeProcess.Life::pid).toList();
    var _ = Signal.TERM.toGroups(pids);
    var _ = Signal.CONT.toGroups(pids);
    if (!Deadline.in(TERM_LIMIT).poll(() -> lives().isEmpty())) {
      var _ = Signal.KILL.toGroups(pids);
      var _ = Deadline.in(KILL_LIMIT).poll(() -> lives().isEmpty());
    }
  }

  private void closePorts() {
    try {
      ports.close();
    } catch (IOException e) {
      LOG.warn("ports not freed: {}", e.toString());
    }
  }

  private List<NodeProcess.Life> lives() {
    return nodes.values().stream().map(NodeProcess::running).flatMap(Optional::stream).toList();
  }

  private NodeProcess node(String name) {
    NodeProcess node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no such node: " + name);
    }
    return node;
  }
}
