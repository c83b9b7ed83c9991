package dev.assay.nemesis;

import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Driver;

/** A cut that opens and closes, again and again, until it is stopped. Lives on the driver. */
final class Flapping {
  private final Cluster cluster;
  private final Driver driver;
  private final FaultAction action;
  private final long periodNanos;
  private boolean closed = true;
  private boolean stopped;
  private long turns;

  /** Begins with a cut that is closed, and opens it first after one period. */
  Flapping(Cluster cluster, Driver driver, FaultAction action, long periodNanos) {
    this.cluster = cluster;
    this.driver = driver;
    this.action = action;
    this.periodNanos = periodNanos;
    later();
  }

  /** Changes nothing more; what the cluster was asked for already may still come. */
  void stop() {
    stopped = true;
  }

  /** How often it was opened or closed. */
  long turns() {
    return turns;
  }

  private void later() {
    driver.at(driver.now() + periodNanos, this::turn);
  }

  private void turn() {
    if (stopped) {
      return;
    }
    closed = !closed;
    turns++;
    if (closed) {
      cluster.inject(action, _ -> driver.post(this::later));
    } else {
      cluster.heal(action, _ -> driver.post(this::later));
    }
  }
}
