package dev.assay.cluster.docker;

import dev.assay.cluster.linux.SocketTable;
import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The established connections over some links, as the kernels of both ends held them once. */
record Connections(Map<Link, Set<SocketTable.Pair>> ends) {
  Connections {
    ends = Map.copyOf(ends);
  }

  /** The ends in the namespace of each link's receiver. */
  static Connections of(Network network, Collection<Link> links) throws IOException {
    Map<Link, Set<SocketTable.Pair>> ends = new HashMap<>();
    for (Link link : links) {
      ends.put(link, now(network, link));
    }
    return new Connections(ends);
  }

  private static Set<SocketTable.Pair> now(Network network, Link link) throws IOException {
    ContainerNode.Life life = network.node(link.to()).running().orElse(null);
    return life == null
        ? Set.of()
        : SocketTable.established(life.pid(), network.node(link.from()).address());
  }

  int count() {
    return ends.values().stream().mapToInt(Set::size).sum();
  }

  /** How many of them are there still. */
  int left(Network network) throws IOException {
    int left = 0;
    for (Map.Entry<Link, Set<SocketTable.Pair>> entry : ends.entrySet()) {
      Set<SocketTable.Pair> still = new HashSet<>(entry.getValue());
      still.retainAll(now(network, entry.getKey()));
      left += still.size();
    }
    return left;
  }
}
