package dev.assay.simulator;

import dev.assay.core.spi.Cluster.NodeEvent;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which nodes must stay down, and for which faults. A node is booted again when the last of the
 * faults that keep it down is healed.
 */
final class DownNodes {
  private final Ensemble ensemble;
  private final Consumer<NodeEvent> events;
  private final TreeMap<String, TreeSet<Integer>> keptDownBy = new TreeMap<>();

  DownNodes(Ensemble ensemble, Consumer<NodeEvent> events) {
    this.ensemble = ensemble;
    this.events = events;
    ensemble.names().forEach(node -> keptDownBy.put(node, new TreeSet<>()));
  }

  /** A fault does not want the node to be booted: it is down, or will be soon. */
  void keep(String node, int fault) {
    faults(node).add(fault);
  }

  /** Whether no fault wants it down. */
  boolean free(String node) {
    return faults(node).isEmpty();
  }

  boolean down(String node) {
    return !ensemble.up(Ensemble.number(node));
  }

  /** Ends the node's process, if it runs; a loss of power loses un-synced bytes in any case. */
  void end(String node, int fault, boolean powerLoss) {
    keep(node, fault);
    boolean ran = !down(node);
    ensemble.crash(Ensemble.number(node), powerLoss);
    if (ran) {
      events.accept(new NodeEvent(node, "died", true, powerLoss ? "power-loss" : "kill"));
    }
  }

  /** A fault lets the node go. */
  void release(String node, int fault) {
    if (faults(node).remove(fault) && faults(node).isEmpty()) {
      boot(node);
    }
  }

  /** Boots it, whoever wants it down; nothing when it runs. */
  void boot(String node) {
    if (down(node)) {
      events.accept(new NodeEvent(node, "started", true, "restarted"));
      ensemble.boot(Ensemble.number(node));
    }
  }

  /** Whether a fault has let the node go: it runs, or others keep it down. */
  void expectReleased(String node, int fault, Findings findings) {
    Set<Integer> others = faults(node);
    if (others.isEmpty()) {
      findings.expect(!down(node), node + " runs again");
    } else {
      findings.expect(
          !others.contains(fault), "%s stays as it is for fault %s".formatted(node, others));
    }
  }

  private Set<Integer> faults(String node) {
    Set<Integer> faults = keptDownBy.get(node);
    if (faults == null) {
      throw new IllegalArgumentException("no node " + node);
    }
    return faults;
  }
}
