package dev.assay.cluster.docker;

import dev.assay.cluster.docker.ContainerNode.Life;
import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The network namespaces of the nodes: the rules in force there, and looks at their links. */
final class Network {
  private final Map<String, ContainerNode> nodes;
  private final Cuts cuts;

  /** Rules in force for a moment, beside the cuts. */
  private final Map<String, List<String>> passing = new TreeMap<>();

  /** Those processes whose namespaces have the chain. */
  private final Set<Long> chained = new HashSet<>();

  Network(Map<String, ContainerNode> nodes) {
    this.nodes = nodes;
    Map<String, String> addresses = new TreeMap<>();
    nodes.forEach((name, node) -> addresses.put(name, node.address()));
    this.cuts = new Cuts(addresses);
  }

  synchronized void cut(int fault, Collection<Link> links)
      throws IOException, InterruptedException {
    cuts.add(fault, links);
    applyAll();
  }

  synchronized void mend(int fault) throws IOException, InterruptedException {
    cuts.remove(fault);
    applyAll();
  }

  /** Puts rules in force beside the cuts; an empty map takes them away. */
  synchronized void pass(Map<String, List<String>> rules) throws IOException, InterruptedException {
    passing.clear();
    passing.putAll(rules);
    applyAll();
  }

  synchronized boolean open(Link link) {
    return !cuts.cut(link);
  }

  synchronized List<Link> openBeside(Collection<Link> links) {
    return cuts.open(links);
  }

  private void applyAll() throws IOException, InterruptedException {
    for (ContainerNode node : nodes.values()) {
      apply(node);
    }
  }

  /** For a node that has just been started, and all others. */
  synchronized void apply(ContainerNode node) throws IOException, InterruptedException {
    Life life = node.running().orElse(null);
    if (life == null) {
      return;
    }
    List<String> rules = new ArrayList<>(passing.getOrDefault(node.name(), List.of()));
    rules.addAll(cuts.rules(node.name()));
    boolean first = !chained.contains(life.pid());
    if (first && rules.isEmpty()) {
      return;
    }
    try {
      Rules.apply(life.pid(), rules, first);
      chained.add(life.pid());
    } catch (IOException e) {
      if (life.running()) {
        throw e;
      }
      // It was killed meanwhile, and its namespace is gone; the next one gets the rules.
    }
  }

  /** Asks the kernels of the receiving ends to destroy their sockets; not every kernel can. */
  void destroySockets(Collection<Link> links) throws InterruptedException {
    for (Link link : links) {
      Life life = node(link.to()).running().orElse(null);
      if (life != null) {
        Rules.destroySockets(life.pid(), node(link.from()).address());
      }
    }
  }

  /** How many packets the rules of these nodes have stopped. */
  synchronized long stopped(Collection<String> names) throws IOException, InterruptedException {
    long count = 0;
    for (String name : new HashSet<>(names)) {
      Life life = node(name).running().orElse(null);
      if (life != null && chained.contains(life.pid())) {
        count += Rules.stopped(life.pid());
      }
    }
    return count;
  }

  /** The processes of the nodes now; a look that they have changed under says nothing. */
  Map<String, Long> lives() {
    Map<String, Long> lives = new TreeMap<>();
    nodes.forEach((name, node) -> node.running().ifPresent(life -> lives.put(name, life.pid())));
    return lives;
  }

  /** Looks at those of these links whose two ends run, all at once. */
  List<Sight> look(Collection<Link> links, Duration limit)
      throws IOException, InterruptedException {
    Map<String, Long> lives = lives();
    Collection<Sight> seen = new ConcurrentLinkedQueue<>();
    Engine.each(
        links.stream()
            .filter(link -> lives.containsKey(link.from()) && lives.containsKey(link.to()))
            .toList(),
        link -> seen.add(Sight.of(link, end(link.from(), lives), end(link.to(), lives), limit)));
    return List.copyOf(seen);
  }

  private Sight.End end(String name, Map<String, Long> lives) {
    return new Sight.End(lives.getOrDefault(name, 0L), node(name).address());
  }

  ContainerNode node(String name) {
    ContainerNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no such node: " + name);
    }
    return node;
  }
}
