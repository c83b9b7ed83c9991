package dev.assay.cluster.docker;

import dev.assay.core.fault.FaultAction.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which links are cut by which faults, and by which rules. Not for several threads. */
final class Cuts {
  private final Map<Integer, List<Link>> byFault = new TreeMap<>();
  private final Map<String, String> addresses;

  Cuts(Map<String, String> addresses) {
    this.addresses = Map.copyOf(addresses);
  }

  void add(int fault, Collection<Link> links) {
    byFault.put(fault, List.copyOf(links));
  }

  void remove(int fault) {
    byFault.remove(fault);
  }

  boolean cut(Link link) {
    return byFault.values().stream().anyMatch(links -> links.contains(link));
  }

  /** The rules that a node needs: where both directions are cut, nothing passes at all. */
  List<String> rules(String node) {
    List<String> rules = new ArrayList<>();
    for (String other : new TreeSet<>(addresses.keySet())) {
      if (cut(new Link(other, node))) {
        String address = String.valueOf(addresses.get(other));
        boolean both = cut(new Link(node, other));
        rules.addAll(both ? Rules.deaf(address) : Rules.deafToData(address));
      }
    }
    return rules;
  }

  /** All links between nodes that are not cut, but these. */
  List<Link> open(Collection<Link> but) {
    List<Link> open = new ArrayList<>();
    for (String from : new TreeSet<>(addresses.keySet())) {
      for (String to : new TreeSet<>(addresses.keySet())) {
        Link link = new Link(from, to);
        if (!from.equals(to) && !cut(link) && !but.contains(link)) {
          open.add(link);
        }
      }
    }
    return open;
  }
}
