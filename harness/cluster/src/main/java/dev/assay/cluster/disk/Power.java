package dev.assay.cluster.disk;

import dev.assay.cluster.Deadline;
import java.time.Duration;

/** The power of a disk. For several threads. */
final class Power {
  private int outages;

  /**
   * Waits so long, and no longer when the power goes.
   *
   * @return whether it stayed on
   */
  synchronized boolean staysOn(long nanos) {
    int before = outages;
    Deadline deadline = Deadline.in(Duration.ofNanos(nanos));
    try {
      while (outages == before && !deadline.passed()) {
        wait(1 + deadline.left().toMillis());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return outages == before;
  }

  /** What waits now learns of it. */
  synchronized void cut() {
    outages++;
    notifyAll();
  }
}
