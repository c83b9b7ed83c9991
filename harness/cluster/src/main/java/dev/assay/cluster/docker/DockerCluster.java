package dev.assay.cluster.docker;

import dev.assay.cluster.EnvironmentException;
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
import dev.assay.cluster.member.MembershipFaults;
import dev.assay.cluster.reaper.RunRecord;
import dev.assay.cluster.resource.ResourceFaults;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.core.spi.SystemUnderTest.Image;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes as containers of this machine's engine. Each has a folder {@code nodes/<name>} in the run's
 * folder, with its {@code server.log}, and keeps its address and its port for the whole run.
 */
public final class DockerCluster implements RealCluster {
  private static final Logger LOG = LoggerFactory.getLogger(DockerCluster.class);
  private static final Duration STATUS_LIMIT = Duration.ofSeconds(2);

  private final ContainerLayout layout;
  private final Map<String, ContainerNode> nodes = new LinkedHashMap<>();
  private final NodeHealth health;
  private final Network network;
  private final Desk desk;
  private final Disks disks;
  private final Clocks clocks;
  private volatile Consumer<NodeEvent> listener = _ -> {};

  private DockerCluster(
      SystemUnderTest system,
      ContainerLayout layout,
      Disks disks,
      Clocks clocks,
      NodeVersions versions,
      Set<String> planned)
      throws IOException {
    this.layout = layout;
    this.disks = disks;
    this.clocks = clocks;
    this.health = new NodeHealth(system);
    for (NodePlan plan : layout.plans()) {
      NodePlan first = plan.withSettings(versions.first(planned));
      nodes.put(plan.name(), layout.node(plan, first, clocks, this::tell));
    }
    this.network = new Network(nodes);
    LinkFaults clients = new LinkFaults(layout.proxy());
    List<Faults> families = new ArrayList<>();
    NodeFaults processes = new NodeFaults(nodes, health, new ContainerGrip(layout.engine()));
    families.add(processes);
    families.addAll(disks.faults(system, nodes, processes));
    families.addAll(clocks.faults(nodes, processes));
    families.add(new ResourceFaults(nodes, processes, new EngineLimiter(layout.engine(), nodes)));
    if (!versions.older().isEmpty()) {
      families.add(new UpgradeFaults(nodes, processes, health, system.versionLine()));
    }
    system
        .membership()
        .ifPresent(members -> families.add(new MembershipFaults(nodes, processes, members)));
    Set<String> kinds = new TreeSet<>(Machine.capabilities().actions());
    kinds.retainAll(LinkFaults.KINDS);
    families.add(new NetworkFaults(network, clients, kinds));
    this.desk = new Desk(families);
  }

  private static DockerCluster of(
      SystemUnderTest system,
      ContainerLayout layout,
      RunRecord run,
      NodeVersions versions,
      Set<String> planned)
      throws IOException {
    Clocks clocks = Clocks.open(planned, layout.plans());
    Disks disks = Disks.open(planned, layout.plans(), run.mark(), true);
    try {
      return new DockerCluster(system, layout, disks, clocks, versions, planned);
    } catch (IOException e) {
      disks.close();
      throw e;
    }
  }

  /**
   * Lays a cluster out, and builds the image if it is not there; nothing is started yet.
   *
   * @param count how many nodes
   * @param runFolder the run's folder, which is created if need be
   * @param settings settings of the server
   * @param planned the kinds of action that will be asked for
   * @throws dev.assay.cluster.EnvironmentException when there is no engine, or no free port
   * @throws IOException when the folder cannot be written, or the engine refuses
   */
  public static DockerCluster open(
      SystemUnderTest system,
      int count,
      Path runFolder,
      Map<String, String> settings,
      Set<String> planned)
      throws IOException, InterruptedException {
    NodeVersions versions = NodeVersions.of(settings, system);
    Path folder = runFolder.toAbsolutePath().normalize();
    Files.createDirectories(folder);
    Engine engine = Engine.open();
    try {
      Map<Image, String> images = images(engine, system, versions, planned, folder);
      RunRecord run = RunRecord.open(folder);
      try {
        ContainerLayout layout =
            ContainerLayout.of(system, count, folder, versions.present(), engine, images, run);
        try {
          return of(system, layout, run, versions, planned);
        } catch (IOException e) {
          layout.close(List.of());
          throw e;
        }
      } catch (IOException e) {
        run.close();
        throw e;
      }
    } catch (IOException e) {
      engine.close();
      throw e;
    }
  }

  /** The names of those that its nodes are made of, also before they are upgraded. */
  private static Map<Image, String> images(
      Engine engine,
      SystemUnderTest system,
      NodeVersions versions,
      Set<String> planned,
      Path folder)
      throws IOException, InterruptedException {
    Map<Image, String> images = new HashMap<>();
    for (Map<String, String> each : List.of(versions.first(planned), versions.present())) {
      Image image = system.image(each).orElseThrow(() -> noImage(system, each));
      if (!images.containsKey(image)) {
        images.put(image, Images.ensure(engine, image, folder));
      }
    }
    return images;
  }

  private static IOException noImage(SystemUnderTest system, Map<String, String> settings) {
    String missing = system.missing(settings);
    return new EnvironmentException(
        missing.isEmpty()
            ? system.name() + " has no image, and runs as local processes alone (--cluster process)"
            : missing);
  }

  /** A node that is started again has a new network namespace, without the rules in force. */
  private void tell(NodeEvent event) {
    if (event.kind().equals("started") || event.kind().equals("died")) {
      try {
        network.apply(network.node(event.node()));
      } catch (IOException e) {
        LOG.warn("{} has not got the rules of its links: {}", event.node(), e.toString());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    listener.accept(event);
  }

  @Override
  public String address(String node) {
    return "127.0.0.1:"
        + layout.proxy().port(new Link(FaultAction.CLIENTS, node), ContainerLayout.CLIENT_PORT);
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
      Engine.each(nodes.values(), ContainerNode::start);
      Collection<String> wrong = new ConcurrentLinkedQueue<>();
      Engine.each(
          nodes.values(),
          node -> {
            ContainerNode.Life life =
                node.running().orElseThrow(() -> new IOException(node.name() + " ended at once"));
            wrong.add(health.await(node, life));
          });
      return wrong.stream().filter(words -> !words.isEmpty()).findFirst().orElse("");
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
    ContainerNode asked = network.node(node);
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
    nodes.values().forEach(ContainerNode::retire);
    layout.close(nodes.values());
    disks.close();
    network.close();
  }
}
