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
import java.util.TreeMap;

/** Who listens where, and who reaches whom through what. */
record Layout(List<Node> nodes, List<String> peerPorts, Map<String, String> settings) {
  /** The name of the routes that clients take. */
  static final String CLIENT_PORT = "client";

  /** A node's folder and its own ports. */
  record Node(String name, int number, Path folder, int clientPort, Map<String, Integer> listen) {}

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
    return new Layout(nodes, system.peerPorts(), settings);
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

  List<NodePlan> plans(LinkProxy proxy) {
    Map<String, Integer> numbers = new TreeMap<>();
    Map<String, String> hosts = new TreeMap<>();
    for (Node node : nodes) {
      numbers.put(node.name(), node.number());
      hosts.put(node.name(), "127.0.0.1");
    }
    return nodes.stream()
        .map(node ->
            new NodePlan(
                node.name(),
                node.number(),
                node.folder(),
                node.clientPort(),
                node.listen(),
                peers(node, proxy),
                numbers,
                hosts,
                settings))
        .toList();
  }

  private Map<String, Map<String, Integer>> peers(Node node, LinkProxy proxy) {
    Map<String, Map<String, Integer>> peers = new TreeMap<>();
    for (Node peer : nodes) {
      if (!peer.equals(node)) {
        Map<String, Integer> byPort = new TreeMap<>();
        Link link = new Link(node.name(), peer.name());
        peerPorts.forEach(port -> byPort.put(port, proxy.port(link, port)));
        peers.put(peer.name(), byPort);
      }
    }
    return peers;
  }
}
