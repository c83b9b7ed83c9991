package dev.assay.cluster.fault;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which faults hold which node in some way. For one thread at a time. */
final class Holds {
  private final Map<String, Set<Integer>> faults = new LinkedHashMap<>();

  Holds(Collection<String> nodes) {
    nodes.forEach(node -> faults.put(node, new HashSet<>()));
  }

  /** The faults that hold a node; to be changed. */
  Set<Integer> of(String node) {
    Set<Integer> own = faults.get(node);
    if (own == null) {
      throw new IllegalArgumentException("no such node: " + node);
    }
    return own;
  }
}
