package dev.assay.cluster.docker;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import com.github.dockerjava.api.model.Volume;
import dev.assay.cluster.Ports;
import dev.assay.cluster.clock.Clocks;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.proxy.Route;
import dev.assay.cluster.reaper.RunRecord;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.Cluster.NodeEvent;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.core.spi.SystemUnderTest.Command;
import dev.assay.core.spi.SystemUnderTest.Image;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run has of the engine, and of this machine: its network, image, ports, proxy. */
record ContainerLayout(
    SystemUnderTest system,
    Engine engine,
    Map<Image, String> images,
    Addresses addresses,
    Map<String, String> labels,
    Ports ports,
    Map<String, Integer> published,
    List<NodePlan> plans,
    LinkProxy proxy,
    RunRecord run) {
  /** The name of the routes that clients take. */
  static final String CLIENT_PORT = "client";

  private static final Logger LOG = LoggerFactory.getLogger(ContainerLayout.class);

  /** In a namespace of its own each node can listen on the usual ports. */
  private static final int CLIENTS_INSIDE = 2181;

  private static final int PEERS_INSIDE = 2888;

  static ContainerLayout of(
      SystemUnderTest system,
      int count,
      Path folder,
      Map<String, String> settings,
      Engine engine,
      Map<Image, String> images,
      RunRecord run)
      throws IOException {
    Map<String, String> labels = Labels.of(run.mark());
    Addresses addresses = Addresses.create(engine, "assay-" + run.mark(), labels);
    Ports ports = Ports.anywhere();
    try {
      List<NodePlan> plans = plans(system, count, folder.resolve("nodes"), settings, addresses);
      Map<String, Integer> published = new TreeMap<>();
      List<Route> routes = new ArrayList<>();
      for (NodePlan plan : plans) {
        int port = ports.take();
        published.put(plan.name(), port);
        routes.add(new Route(new Link(FaultAction.CLIENTS, plan.name()), CLIENT_PORT, port));
      }
      LinkProxy proxy = LinkProxy.open(routes);
      return new ContainerLayout(
          system, engine, images, addresses, labels, ports, published, plans, proxy, run);
    } catch (IOException e) {
      ports.close();
      ContainerReaper.removeNetwork(engine, addresses.network());
      throw e;
    }
  }

  private static List<NodePlan> plans(
      SystemUnderTest system,
      int count,
      Path parent,
      Map<String, String> settings,
      Addresses addresses)
      throws IOException {
    Map<String, Integer> numbers = new TreeMap<>();
    Map<String, String> hosts = new TreeMap<>();
    Map<String, Map<String, Integer>> peers = new TreeMap<>();
    Map<String, Integer> listen = new TreeMap<>();
    for (String port : system.peerPorts()) {
      listen.put(port, PEERS_INSIDE + listen.size());
    }
    for (int number = 1; number <= count; number++) {
      numbers.put("n" + number, number);
      hosts.put("n" + number, addresses.of(number));
      peers.put("n" + number, listen);
    }
    List<NodePlan> plans = new ArrayList<>();
    for (String name : numbers.keySet()) {
      Path folder = Files.createDirectories(parent.resolve(name));
      Map<String, Map<String, Integer>> others = new TreeMap<>(peers);
      others.remove(name);
      int number = numbers.getOrDefault(name, 0);
      plans.add(
          new NodePlan(
              name, number, folder, CLIENTS_INSIDE, listen, others, numbers, hosts, 0, settings));
    }
    return plans;
  }

  ContainerNode node(NodePlan plan, NodePlan first, Clocks clocks, Consumer<NodeEvent> events) {
    int port = published.getOrDefault(plan.name(), 0);
    return new ContainerNode(
        engine, plan, first, port, ports, (made, at) -> make(made, at, clocks), events);
  }

  /** The server runs as whoever runs the harness, so that the files in its folder are theirs. */
  private String make(NodePlan plan, int port, Clocks clocks) throws IOException {
    Command command = system.commandInImage(plan);
    String image = system.image(plan.settings()).map(images::get).orElseThrow();
    String folder = plan.folder().toString();
    String user =
        Files.getAttribute(plan.folder(), "unix:uid")
            + ":"
            + Files.getAttribute(plan.folder(), "unix:gid");
    List<Bind> binds = new ArrayList<>(List.of(new Bind(folder, new Volume(folder))));
    clocks
        .library()
        .map(Path::toString)
        .ifPresent(file -> binds.add(new Bind(file, new Volume(file), AccessMode.ro)));
    Map<String, String> environment = new TreeMap<>(command.environment());
    environment.putAll(clocks.environment(plan.name()));
    ExposedPort inside = ExposedPort.tcp(plan.clientPort());
    HostConfig host =
        HostConfig.newHostConfig()
            .withBinds(binds)
            .withPortBindings(new PortBinding(Binding.bindIpAndPort("127.0.0.1", port), inside))
            .withNetworkMode(addresses.network())
            .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
    return engine.ask(client ->
        client
            .createContainerCmd(image)
            .withName("assay-" + run.mark() + "-" + plan.name())
            .withCmd(command.words())
            .withEnv(
                environment.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList())
            .withWorkingDir(folder)
            .withUser(user)
            .withLabels(labels)
            .withExposedPorts(inside)
            .withIpv4Address(String.valueOf(plan.hosts().get(plan.name())))
            .withHostConfig(host)
            .exec()
            .getId());
  }

  /** Removes all that the run has of the engine; what cannot be removed is left to the reaper. */
  void close(Collection<ContainerNode> nodes) {
    try {
      Engine.each(
          nodes.stream().flatMap(node -> node.container().stream()).toList(),
          container -> ContainerReaper.remove(engine, container));
      ContainerReaper.removeNetwork(engine, addresses.network());
      run.close();
    } catch (IOException e) {
      LOG.warn("containers are left behind: {}", e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      proxy.close();
      closePorts();
      engine.close();
    }
  }

  private void closePorts() {
    try {
      ports.close();
    } catch (IOException e) {
      LOG.warn("ports not freed: {}", e.toString());
    }
  }
}
