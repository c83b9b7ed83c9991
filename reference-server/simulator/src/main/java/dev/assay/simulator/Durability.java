package dev.assay.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What was applied anywhere may have been acknowledged, and must be on the disks of a quorum from
 * then on: when it is applied for the first time, and whenever a disk may have lost something.
 */
final class Durability {
  private final DeliveryOrder order;
  private final Consumer<String> broken;
  private final List<DurableHistory> histories = new ArrayList<>();

  Durability(DeliveryOrder order, Consumer<String> broken) {
    this.order = order;
    this.broken = broken;
  }

  /** Watches the next node's disk. */
  void watch(SimDisk disk, String node, Checksum checksum) {
    histories.add(new DurableHistory(disk, node, checksum, broken, () -> lost(node)));
  }

  /** The newest position was applied for the first time. */
  void applied(int node) {
    if (shortOfQuorum()) {
      report("n" + node + " applies it");
    }
  }

  private void lost(String node) {
    if (shortOfQuorum()) {
      report(node + " has lost something that was durable");
    }
  }

  /** Whether a quorum holds the newest position, and with it all before. */
  private boolean shortOfQuorum() {
    return order.lastPosition() > 0 && holders() < histories.size() / 2 + 1;
  }

  private void report(String when) {
    broken.accept(
        "0x%x is durable on %d of %d nodes only when %s"
            .formatted(order.lastPosition(), holders(), histories.size(), when));
  }

  private int holders() {
    int holders = 0;
    for (DurableHistory history : histories) {
      if (history.holds(order.lastPosition(), order.lastContent())) {
        holders++;
      }
    }
    return holders;
  }
}
