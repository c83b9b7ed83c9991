package dev.assay.cluster.process;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.Ports;
import dev.assay.cluster.RealCluster;
import dev.assay.cluster.clock.Clocks;
import dev.assay.cluster.disk.Disks;
import dev.assay.cluster.fault.Desk;
import dev.assay.cluster.fault.Faults;
import dev.assay.cluster.fault.LinkFaults;
import dev.assay.cluster.fault.NodeFaults;
import dev.assay.cluster.fault.NodeHealth;
import dev.assay.cluster.fault.NodeVersions;
import dev.assay.cluster.fault.UpgradeFaults;
import dev.assay.cluster.linux.Signal;
import dev.assay.cluster.member.MembershipFaults;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.reaper.RunRecord;
import dev.assay.cluster.resource.Groups;
import dev.assay.cluster.resource.ResourceFaults;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes as processes of this machine. Each has a folder {@code nodes/<name>} in the run's folder,
 * with its {@code server.log}, and keeps its ports for the whole run.
 */
public final class ProcessCluster implements RealCluster {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessCluster.class);
  private static final Duration STATUS_LIMIT = Duration.ofSeconds(2);
  private static final Duration TERM_LIMIT = Duration.ofSeconds(3);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(3);

  private final Ports ports;
  private final LinkProxy proxy;
  private final RunRecord run;
  private final Disks disks;
  private final Clocks clocks;
  private final Groups groups;
  private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
  private final NodeHealth health;
  private final Desk desk;
  private volatile Consumer<NodeEvent> listener = _ -> {};

  private ProcessCluster(
      SystemUnderTest system,
      Layout layout,
      Ports ports,
      LinkProxy proxy,
      RunRecord run,
      NodeVersions versions,
      Set<String> planned)
      throws IOException {
    this.ports = ports;
    this.proxy = proxy;
    this.run = run;
    this.health = new NodeHealth(system);
    List<SystemUnderTest.NodePlan> plans = layout.plans(proxy);
    this.clocks = Clocks.open(planned, plans);
    this.disks = Disks.open(planned, plans, run.mark(), false);
    this.groups = groups(planned, plans);
    for (SystemUnderTest.NodePlan plan : plans) {
      nodes.put(
          plan.name(),
          new NodeProcess(
              system,
              plan,
              plan.withSettings(versions.first(planned)),
              clocks.environment(plan.name()),
              groups,
              ports,
              run,
              event -> listener.accept(event)));
    }
    this.desk = new Desk(families(system, versions));
  }

  private List<Faults> families(SystemUnderTest system, NodeVersions versions) {
    NodeFaults processes = new NodeFaults(nodes, health, new SignalGrip());
    List<Faults> families = new ArrayList<>(List.of(new LinkFaults(proxy), processes));
    families.addAll(disks.faults(system, nodes, processes));
    families.addAll(clocks.faults(nodes, processes));
    if (groups.used()) {
      families.add(new ResourceFaults(nodes, processes, groups));
    }
    if (!versions.older().isEmpty()) {
      families.add(new UpgradeFaults(nodes, processes, health, system.versionLine()));
    }
    system
        .membership()
        .ifPresent(members -> families.add(new MembershipFaults(nodes, processes, members)));
    return families;
  }

  private Groups groups(Set<String> planned, List<SystemUnderTest.NodePlan> plans)
      throws IOException {
    try {
      Set<String> names =
          plans.stream().map(SystemUnderTest.NodePlan::name).collect(Collectors.toSet());
      return Groups.open(planned, names, run.mark());
    } catch (IOException e) {
      disks.close();
      throw e;
    }
  }

  /**
   * Lays a cluster out; nothing is started yet.
   *
   * @param count how many nodes
   * @param runFolder the run's folder, which is created if need be
   * @param settings settings of the server
   * @param planned the kinds of action that will be asked for
   * @param firstPort where the nodes' own ports shall begin; empty for wherever some are free
   * @throws EnvironmentException when a program or a port is missing
   * @throws IOException when the folder cannot be written
   */
  public static ProcessCluster open(
      SystemUnderTest system,
      int count,
      Path runFolder,
      Map<String, String> settings,
      Set<String> planned,
      OptionalInt firstPort)
      throws IOException {
    String missing = system.missing(settings);
    if (!missing.isEmpty()) {
      throw new EnvironmentException(missing);
    }
    requireProgram("setsid", "util-linux");
    requireProgram("kill", "procps or util-linux");
    NodeVersions versions = NodeVersions.of(settings, system);
    Path folder = runFolder.toAbsolutePath().normalize();
    Files.createDirectories(folder);
    Ports ports = firstPort.isPresent() ? Ports.from(firstPort.getAsInt()) : Ports.anywhere();
    try {
      Layout layout = Layout.of(system, count, folder.resolve("nodes"), versions.present(), ports);
      LinkProxy proxy = LinkProxy.open(layout.routes());
      try {
        return opened(system, layout, ports, proxy, folder, versions, planned);
      } catch (IOException e) {
        proxy.close();
        throw e;
      }
    } catch (IOException e) {
      ports.close();
      throw e;
    }
  }

  private static ProcessCluster opened(
      SystemUnderTest system,
      Layout layout,
      Ports ports,
      LinkProxy proxy,
      Path folder,
      NodeVersions versions,
      Set<String> planned)
      throws IOException {
    RunRecord run = RunRecord.open(folder);
    try {
      return new ProcessCluster(system, layout, ports, proxy, run, versions, planned);
    } catch (IOException e) {
      run.close();
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

  @Override
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
    desk.execute(() -> done.accept(startAll()), () -> done.accept(Desk.CLOSED));
  }

  private String startAll() {
    try {
      Map<NodeProcess, NodeProcess.Life> started = new LinkedHashMap<>();
      for (NodeProcess node : nodes.values()) {
        started.put(node, node.start());
      }
      for (Map.Entry<NodeProcess, NodeProcess.Life> entry : started.entrySet()) {
        String wrong = health.await(entry.getKey(), entry.getValue());
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
    desk.execute(
        () -> answer.complete(health.status(asked)),
        () -> answer.complete(unreachable(Desk.CLOSED)));
    var _ =
        answer
            .completeOnTimeout(
                unreachable("no answer"), STATUS_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(done);
  }

  private static NodeStatus unreachable(String why) {
    return new NodeStatus(false, "", -1, why);
  }

  /** A system that names no ports for its nodes to meet at has no links between them. */
  @Override
  public boolean reachesPeers() {
    return proxy.routes().stream().anyMatch(r -> !r.link().from().equals(FaultAction.CLIENTS));
  }

  @Override
  public Set<String> supportedActions() {
    return desk.kinds();
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    desk.inject(action, done);
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    desk.heal(action, done);
  }

  @Override
  public void close() {
    desk.close();
    clocks.close();
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
      disks.close();
      groups.close();
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
