package dev.assay.cluster.docker;

import dev.assay.cluster.proxy.Delay;
import dev.assay.core.fault.FaultAction.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which links between nodes are lossy, slow or narrow for which faults, and by which rules. Not for
 * several threads.
 */
final class Impairments {
  private final Map<Integer, Impairment> byFault = new TreeMap<>();
  private final Map<String, String> addresses;

  /** What a fault does to links. */
  sealed interface Impairment {
    List<Link> links();

    /** So many packets of a hundred are lost. */
    record Lossy(List<Link> links, int percent) implements Impairment {}

    record Slow(List<Link> links, Delay delay) implements Impairment {}

    record Narrow(List<Link> links, long bytesPerSecond) implements Impairment {}
  }

  Impairments(Map<String, String> addresses) {
    this.addresses = new TreeMap<>(addresses);
  }

  void add(int fault, Impairment impairment) {
    byFault.put(fault, impairment);
  }

  void remove(int fault) {
    byFault.remove(fault);
  }

  /** Whether some fault does something to this link. */
  boolean impaired(Link link) {
    return byFault.values().stream().anyMatch(each -> each.links().contains(link));
  }

  /** The number of the queue for what comes from a node, the same in each namespace. */
  int queue(String from) {
    return new ArrayList<>(addresses.keySet()).indexOf(from) + 1;
  }

  /** The numbers of all queues in the namespace of a node. */
  List<Integer> queues(String node) {
    return addresses.keySet().stream().filter(name -> !name.equals(node)).map(this::queue).toList();
  }

  /** What the shaper of a link's receiver does. */
  Shaper.Shape shape(Link link) {
    Map<Integer, Delay> delays = new TreeMap<>();
    Map<Integer, Long> rates = new TreeMap<>();
    byFault.forEach((fault, impairment) -> {
      if (impairment.links().contains(link)) {
        switch (impairment) {
          case Impairment.Slow slow -> delays.put(fault, slow.delay());
          case Impairment.Narrow narrow -> rates.put(fault, narrow.bytesPerSecond());
          case Impairment.Lossy _ -> {}
        }
      }
    });
    return new Shaper.Shape(delays, rates);
  }

  /** Whether packets to a node must be held. */
  boolean holds(String node) {
    return addresses.keySet().stream().anyMatch(from -> holds(new Link(from, node)));
  }

  private boolean holds(Link link) {
    Shaper.Shape shape = shape(link);
    return !shape.delays().isEmpty() || !shape.rates().isEmpty();
  }

  /** The rules that a node needs. What is lost need not wait before. */
  List<String> rules(String node) {
    List<String> rules = new ArrayList<>();
    addresses.forEach((from, address) -> {
      Link link = new Link(from, node);
      for (Impairment impairment : byFault.values()) {
        if (impairment instanceof Impairment.Lossy lossy && lossy.links().contains(link)) {
          rules.addAll(Rules.losing(address, lossy.percent()));
        }
      }
      if (holds(link)) {
        rules.addAll(Rules.held(address, queue(from)));
      }
    });
    return rules;
  }

  /** Those of these links that no fault does anything to. */
  List<Link> sound(Collection<Link> links) {
    return links.stream().filter(link -> !impaired(link)).toList();
  }
}
