package dev.assay.cluster.process;

import dev.assay.cluster.Ports;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.proxy.Route;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Who listens where, and who reaches whom through what. */
record Layout(
    List<Node> nodes, List<String> peerPorts, boolean announced, Map<String, String> settings) {
  /** The name of the routes that clients take. */
  static final String CLIENT_PORT = "client";

  /** A node's folder and its own ports. */
  record Node(String name, int number, Path folder, int clientPort, Map<String, Integer> listen) {
    int port(String name) {
      return Objects.requireNonNull(listen.get(name));
    }
  }

  static Layout of(
      SystemUnderTest system, int count, Path parent, Map<String, String> settings, Ports ports)
      throws IOException {
    List<Node> nodes = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      String name = "n" + number;
      Path folder = Files.createDirectories(parent.resolve(name));
      int clientPort = ports.take();
      Map<String, Integer> listen = new TreeMap<>();
      for (String port : system.peerPorts()) {
        listen.put(port, ports.take());
      }
      nodes.add(new Node(name, number, folder, clientPort, listen));
    }
    return new Layout(nodes, system.peerPorts(), system.announcesAddresses(), settings);
  }

  /** A route for each peer port of each ordered pair of nodes, and one to each for clients. */
  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (Node to : nodes) {
      for (Node from : nodes) {
        if (!from.equals(to)) {
          to.listen()
              .forEach((port, target) ->
                  routes.add(new Route(new Link(from.name(), to.name()), port, target)));
        }
      }
      Link clients = new Link(FaultAction.CLIENTS, to.name());
      routes.add(new Route(clients, CLIENT_PORT, to.clientPort()));
    }
    return routes;
  }

  /**
   * An address that nobody has, and that no packet leaves this machine for unless a node passes its
   * gateway by: those of RFC 5737 are kept for documents.
   */
  private static String announced(Node node) {
    return "192.0.2." + node.number();
  }

  /**
   * Opens what a node reaches the others through, when they announce their addresses.
   *
   * @return the port; 0 when they do not
   */
  private int gateway(Node from, LinkProxy proxy) throws IOException {
    if (!announced) {
      return 0;
    }
    Map<String, Route> routes = new TreeMap<>();
    for (Node to : nodes) {
      if (!to.equals(from)) {
        to.listen()
            .forEach((port, target) ->
                routes.put(
                    announced(to) + ":" + target,
                    new Route(new Link(from.name(), to.name()), port, target)));
      }
    }
    return proxy.openGateway(routes);
  }

  List<NodePlan> plans(LinkProxy proxy) throws IOException {
    Map<String, Integer> numbers = new TreeMap<>();
    Map<String, String> hosts = new TreeMap<>();
    for (Node node : nodes) {
      numbers.put(node.name(), node.number());
      hosts.put(node.name(), announced ? announced(node) : "127.0.0.1");
    }
    List<NodePlan> plans = new ArrayList<>();
    for (Node node : nodes) {
      plans.add(
          new NodePlan(
              node.name(),
              node.number(),
              node.folder(),
              node.clientPort(),
              node.listen(),
              peers(node, proxy),
              numbers,
              hosts,
              gateway(node, proxy),
              settings));
    }
    return plans;
  }

  private Map<String, Map<String, Integer>> peers(Node node, LinkProxy proxy) {
    Map<String, Map<String, Integer>> peers = new TreeMap<>();
    for (Node peer : nodes) {
      if (!peer.equals(node)) {
        Map<String, Integer> byPort = new TreeMap<>();
        Link link = new Link(node.name(), peer.name());
        peerPorts.forEach(
            port -> byPort.put(port, announced ? peer.port(port) : proxy.port(link, port)));
        peers.put(peer.name(), byPort);
      }
    }
    return peers;
  }
}
