package dev.assay.nemesis;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Driver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One node after another has its turn, the next one when the one before serves again (or has not
 * for a while: another fault may keep it from that). Lives on the driver.
 */
final class Rolling {
  private static final long ROUND_NANOS = 100_000_000;
  private static final long SERVES_WITHIN_NANOS = 5_000_000_000L;

  private final Cluster cluster;
  private final Driver driver;
  private final FaultAction action;
  private final boolean stops;
  private final Consumer<Evidence> done;
  private final Deque<String> waiting;
  private final List<String> seen = new ArrayList<>();
  private final Map<String, Object> details = new TreeMap<>();
  private boolean proven = true;
  private boolean hurried;

  private Rolling(
      Cluster cluster, Driver driver, FaultAction action, boolean stops, Consumer<Evidence> done) {
    this.cluster = cluster;
    this.driver = driver;
    this.action = action;
    this.stops = stops;
    this.done = done;
    this.waiting = new ArrayDeque<>(action.nodes());
  }

  /**
   * Begins with the first node.
   *
   * @param action on all nodes, in the order of their turns
   * @param stops whether the action stops a node, and its healing starts it again; else the action
   *     does both
   * @param done told on the driver, once, when all have had their turns
   */
  static Rolling start(
      Cluster cluster, Driver driver, FaultAction action, boolean stops, Consumer<Evidence> done) {
    Rolling rolling = new Rolling(cluster, driver, action, stops, done);
    rolling.next();
    return rolling;
  }

  /** From now on a node is not waited for until it serves. */
  void hurry() {
    hurried = true;
  }

  private void next() {
    String node = waiting.poll();
    if (node == null) {
      done.accept(new Evidence(proven, String.join("; ", seen), details));
      return;
    }
    FaultAction turn =
        new FaultAction(action.id(), action.kind(), List.of(node), List.of(), action.parameters());
    cluster.inject(turn, evidence -> driver.post(() -> injected(node, turn, evidence)));
  }

  private void injected(String node, FaultAction turn, Evidence evidence) {
    add(evidence);
    if (stops) {
      cluster.heal(
          turn,
          again ->
              driver.post(() -> {
                add(again);
                serves(node);
              }));
    } else {
      serves(node);
    }
  }

  private void add(Evidence evidence) {
    proven &= evidence.proven();
    seen.add(evidence.proof());
    details.putAll(evidence.details());
  }

  private void serves(String node) {
    if (waiting.isEmpty()) {
      next();
    } else {
      new Wait(node, driver.now() + SERVES_WITHIN_NANOS).round();
    }
  }

  /** For a node, in rounds; whatever comes late is not heard. */
  private final class Wait {
    private final String node;
    private final long deadline;
    private boolean over;

    private Wait(String node, long deadline) {
      this.node = node;
      this.deadline = deadline;
    }

    private void round() {
      if (over) {
        return;
      }
      if (hurried || driver.now() >= deadline) {
        end();
        return;
      }
      cluster.status(
          node,
          status ->
              driver.post(() -> {
                if (status.serves()) {
                  end();
                }
              }));
      driver.at(driver.now() + ROUND_NANOS, this::round);
    }

    private void end() {
      if (!over) {
        over = true;
        next();
      }
    }
  }
}
