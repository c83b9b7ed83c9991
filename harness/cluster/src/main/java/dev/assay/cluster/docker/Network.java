package dev.assay.cluster.docker;

import dev.assay.cluster.docker.ContainerNode.Life;
import dev.assay.cluster.linux.ProcessTable;
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
final class Network implements AutoCloseable {
  private final Map<String, ContainerNode> nodes;
  private final Cuts cuts;
  private final Impairments impairments;

  /** For each node whose links are slow or narrow now. */
  private final Map<String, Shaper> shapers = new TreeMap<>();

  /** Rules in force for a moment, beside the cuts. */
  private final Map<String, List<String>> passing = new TreeMap<>();

  /** Those processes whose namespaces have the chain. */
  private final Set<Long> chained = new HashSet<>();

  Network(Map<String, ContainerNode> nodes) {
    this.nodes = nodes;
    Map<String, String> addresses = new TreeMap<>();
    nodes.forEach((name, node) -> addresses.put(name, node.address()));
    this.cuts = new Cuts(addresses);
    this.impairments = new Impairments(addresses);
  }

  synchronized void cut(int fault, Collection<Link> links)
      throws IOException, InterruptedException {
    cuts.add(fault, links);
    applyAll();
  }

  synchronized void impair(int fault, Impairments.Impairment impairment)
      throws IOException, InterruptedException {
    impairments.add(fault, impairment);
    applyAll();
  }

  synchronized void mend(int fault) throws IOException, InterruptedException {
    cuts.remove(fault);
    impairments.remove(fault);
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

  /** Links that nothing is wrong with, beside these. */
  synchronized List<Link> openBeside(Collection<Link> links) {
    return impairments.sound(cuts.open(links));
  }

  /** Those of these links that are not lossy, slow or narrow. */
  synchronized List<Link> sound(Collection<Link> links) {
    return impairments.sound(links);
  }

  /** How many packets of these links wait or have waited since they became slow or narrow. */
  synchronized long held(Collection<Link> links) {
    long count = 0;
    for (Link link : links) {
      Shaper shaper = shapers.get(link.to());
      count += shaper == null ? 0 : shaper.held(impairments.queue(link.from()));
    }
    return count;
  }

  private void applyAll() throws IOException, InterruptedException {
    for (ContainerNode node : nodes.values()) {
      apply(node);
    }
  }

  /** For a node that has just been started or has died, and all others. */
  synchronized void apply(ContainerNode node) throws IOException, InterruptedException {
    Life life = node.running().orElse(null);
    if (life == null) {
      unshape(node.name());
      return;
    }
    try {
      shape(node.name(), life);
      List<String> rules = new ArrayList<>(passing.getOrDefault(node.name(), List.of()));
      rules.addAll(cuts.rules(node.name()));
      rules.addAll(impairments.rules(node.name()));
      boolean first = !chained.contains(life.pid());
      if (first && rules.isEmpty()) {
        return;
      }
      Rules.apply(life.pid(), rules, first);
      chained.add(life.pid());
      if (!impairments.holds(node.name())) {
        unshape(node.name());
      }
    } catch (IOException e) {
      if (!gone(life.pid())) {
        throw e;
      }
      // It was killed meanwhile, and its namespace is gone; the next one gets the rules.
      unshape(node.name());
    }
  }

  /** Has somebody serve the queues that the rules will lead to. */
  private void shape(String node, Life life) throws IOException, InterruptedException {
    Shaper known = shapers.get(node);
    if (known != null && known.pid() != life.pid()) {
      unshape(node);
    }
    if (impairments.holds(node) && !shapers.containsKey(node)) {
      shapers.put(node, Shaper.open(life.pid(), impairments.queues(node)));
    }
    Shaper shaper = shapers.get(node);
    if (shaper != null) {
      for (String from : nodes.keySet()) {
        if (!from.equals(node)) {
          shaper.shape(impairments.queue(from), impairments.shape(new Link(from, node)));
        }
      }
    }
  }

  private void unshape(String node) {
    Shaper shaper = shapers.remove(node);
    if (shaper != null) {
      shaper.close();
    }
  }

  /** Nobody holds a packet any more. */
  @Override
  public synchronized void close() {
    nodes.keySet().forEach(this::unshape);
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
        count += stopped(life.pid());
      }
    }
    return count;
  }

  private static long stopped(long pid) throws IOException, InterruptedException {
    try {
      return Rules.stopped(pid);
    } catch (IOException e) {
      if (gone(pid)) {
        return 0;
      }
      throw e;
    }
  }

  /** Whether a process has ended; the engine says so a moment later. */
  private static boolean gone(long pid) {
    return ProcessTable.find(pid).filter(process -> !process.dead()).isEmpty();
  }

  /** The processes of the nodes now; a look that they have changed under says nothing. */
  Map<String, Long> lives() {
    Map<String, Long> lives = new TreeMap<>();
    nodes.forEach((name, node) ->
        node.running()
            .filter(life -> !gone(life.pid()))
            .ifPresent(life -> lives.put(name, life.pid())));
    return lives;
  }

  /** Whether both ends of one of these links run. */
  boolean someRuns(Collection<Link> links) {
    Set<String> running = lives().keySet();
    return links.stream().anyMatch(l -> running.contains(l.from()) && running.contains(l.to()));
  }

  /** Looks at those of these links whose two ends run, all at once. */
  List<Sight> look(Collection<Link> links, Duration limit)
      throws IOException, InterruptedException {
    return look(links, limit, 0);
  }

  /** As {@link #look}, with so many bytes. */
  List<Sight> look(Collection<Link> links, Duration limit, int bytes)
      throws IOException, InterruptedException {
    return each(links, (link, from, to) -> Sight.of(link, from, to, limit, bytes));
  }

  /** Sends datagrams over those of these links whose two ends run, all at once. */
  List<Volley> fire(Collection<Link> links) throws IOException, InterruptedException {
    return each(links, Volley::of);
  }

  /** A way to look at a link. */
  private interface Look<T> {
    T at(Link link, Sight.End from, Sight.End to) throws IOException, InterruptedException;
  }

  private <T> List<T> each(Collection<Link> links, Look<T> look)
      throws IOException, InterruptedException {
    Map<String, Long> lives = lives();
    Collection<T> seen = new ConcurrentLinkedQueue<>();
    Engine.each(
        links.stream()
            .filter(link -> lives.containsKey(link.from()) && lives.containsKey(link.to()))
            .toList(),
        link -> {
          Sight.End from = end(link.from(), lives);
          Sight.End to = end(link.to(), lives);
          try {
            seen.add(look.at(link, from, to));
          } catch (IOException e) {
            if (!gone(from.pid()) && !gone(to.pid())) {
              throw e;
            }
            // One of them was killed meanwhile: nothing was seen.
          }
        });
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
