package dev.assay.nemesis;

import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import java.util.ArrayList;
import java.util.List;

/** Which directed links a network fault is about. */
final class Links {
  private Links() {}

  /** All links between two groups, in both directions. */
  static List<Link> between(List<String> some, List<String> others) {
    List<Link> links = new ArrayList<>(from(some, others));
    links.addAll(from(others, some));
    return links;
  }

  /** All links from one group to another. */
  static List<Link> from(List<String> some, List<String> others) {
    List<Link> links = new ArrayList<>();
    for (String one : some) {
      for (String other : others) {
        if (!one.equals(other)) {
          links.add(new Link(one, other));
        }
      }
    }
    return links;
  }

  /** The links between clients and these nodes, in both directions. */
  static List<Link> ofClients(List<String> nodes) {
    return between(List.of(FaultAction.CLIENTS), nodes);
  }

  /** All links that begin or end at these nodes, those of clients too. */
  static List<Link> around(List<String> nodes, List<String> all) {
    List<String> rest = all.stream().filter(node -> !nodes.contains(node)).toList();
    List<Link> links = new ArrayList<>(from(nodes, nodes));
    links.addAll(between(nodes, rest));
    links.addAll(ofClients(nodes));
    return links;
  }

  /** Two halves that do not see each other, and the first node, which sees both. */
  static List<Link> bridge(List<String> order) {
    List<String> others = order.subList(1, order.size());
    int half = others.size() / 2;
    return between(others.subList(0, half), others.subList(half, others.size()));
  }

  /**
   * Cuts so that every node sees a majority, but no two the same one: the nodes stand on a ring,
   * and each sees those that are near. Of three nodes, near ones would be all of them: there one
   * link is cut, so that one node still sees both others, and they not each other.
   */
  static List<Link> majorityRing(List<String> ring) {
    int count = ring.size();
    if (count == 3) {
      return between(List.of(ring.get(0)), List.of(ring.get(2)));
    }
    // A majority is count / 2 + 1 nodes: the node itself, and half of the others on each side.
    int reach = Math.ceilDiv(count / 2, 2);
    List<Link> links = new ArrayList<>();
    for (int one = 0; one < count; one++) {
      for (int other = 0; other < count; other++) {
        int around = Math.floorMod(one - other, count);
        if (Math.min(around, count - around) > reach) {
          links.add(new Link(ring.get(one), ring.get(other)));
        }
      }
    }
    return links;
  }
}
