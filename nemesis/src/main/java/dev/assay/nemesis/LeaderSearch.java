package dev.assay.nemesis;

import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Driver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Asks all nodes who leads, until one does: of several that say so the one of the highest epoch,
 * since a leader that was paused or cut off may not know yet that it was replaced. Runs on the
 * driver.
 */
final class LeaderSearch {
  private static final long ROUND_NANOS = 200_000_000;

  /**
   * Within this an election should be over, also when another fault holds it up for a while; the
   * nemesis' own deadline is longer.
   */
  private static final long GIVE_UP_NANOS = 15_000_000_000L;

  /** Not much of the time that such a fault has. */
  private static final long ONCE_NANOS = 2 * ROUND_NANOS;

  private final Cluster cluster;
  private final Driver driver;
  private final Consumer<String> found;
  private final long deadline;

  /** The newest answer of each node, of whichever round: a loaded machine answers slowly. */
  private final Map<String, NodeStatus> answers = new TreeMap<>();

  private boolean over;

  private LeaderSearch(Cluster cluster, Driver driver, long limitNanos, Consumer<String> found) {
    this.cluster = cluster;
    this.driver = driver;
    this.found = found;
    this.deadline = driver.now() + limitNanos;
  }

  /** Answers on the driver, once; with the empty text when nobody leads. */
  static void start(Cluster cluster, Driver driver, Consumer<String> found) {
    new LeaderSearch(cluster, driver, GIVE_UP_NANOS, found).round();
  }

  /** As {@link #start}, for who can do without a leader: nobody may lead, or say so. */
  static void once(Cluster cluster, Driver driver, Consumer<String> found) {
    new LeaderSearch(cluster, driver, ONCE_NANOS, found).round();
  }

  private void round() {
    if (over) {
      return;
    }
    if (driver.now() >= deadline) {
      finish("");
      return;
    }
    List<String> nodes = cluster.nodes();
    Set<String> waiting = new TreeSet<>(nodes);
    for (String node : nodes) {
      cluster.status(node, status -> driver.post(() -> answered(waiting, node, status)));
    }
    driver.at(driver.now() + ROUND_NANOS, this::conclude);
  }

  private void answered(Set<String> waiting, String node, NodeStatus status) {
    answers.put(node, status);
    waiting.remove(node);
    if (waiting.isEmpty()) {
      decide();
    }
  }

  /** A node that is slow to answer does not hold up the rest. */
  private void conclude() {
    decide();
    round();
  }

  private void decide() {
    String leader = "";
    long epoch = Long.MIN_VALUE;
    for (String node : cluster.nodes()) {
      NodeStatus status = answers.get(node);
      if (status != null && status.leads() && status.epoch() > epoch) {
        leader = node;
        epoch = status.epoch();
      }
    }
    if (!leader.isEmpty()) {
      finish(leader);
    }
  }

  private void finish(String leader) {
    if (!over) {
      over = true;
      found.accept(leader);
    }
  }
}
