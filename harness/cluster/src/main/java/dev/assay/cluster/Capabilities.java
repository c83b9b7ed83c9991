package dev.assay.cluster;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What can be done to the nodes and links of a kind of cluster on this machine.
 *
 * @param actions kinds of {@link dev.assay.core.fault.FaultAction}
 * @param lacking for each kind that the cluster would know, and that does not work here, why
 */
public record Capabilities(Set<String> actions, Map<String, String> lacking) {
  public Capabilities {
    actions = new TreeSet<>(actions);
    lacking = new TreeMap<>(lacking);
    actions.removeAll(lacking.keySet());
  }

  /** These kinds; with {@code lack}, when it is not empty, none of them works. */
  public static Capabilities of(Set<String> kinds, String lack) {
    Map<String, String> lacking = new TreeMap<>();
    if (!lack.isEmpty()) {
      kinds.forEach(kind -> lacking.put(kind, lack));
    }
    return new Capabilities(kinds, lacking);
  }

  /** What either of the two can do. */
  public Capabilities and(Capabilities other) {
    Set<String> both = new TreeSet<>(actions);
    both.addAll(other.actions);
    Map<String, String> lacks = new TreeMap<>(lacking);
    lacks.putAll(other.lacking);
    lacks.keySet().removeAll(both);
    return new Capabilities(both, lacks);
  }

  /** Without what something else does not allow. */
  public Capabilities without(Map<String, String> why) {
    Map<String, String> lacks = new TreeMap<>(lacking);
    why.forEach((kind, reason) -> {
      if (actions.contains(kind) || lacks.containsKey(kind)) {
        lacks.put(kind, reason);
      }
    });
    return new Capabilities(actions, lacks);
  }
}
