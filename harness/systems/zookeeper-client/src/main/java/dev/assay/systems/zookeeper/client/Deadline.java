package dev.assay.systems.zookeeper.client;

import java.time.Duration;

/** A point in time that a wait ends at. */
final class Deadline {
  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  /** What is left in milliseconds, rounded up; not above zero when it has passed. */
  long leftMillis() {
    return Math.ceilDiv(nanos - System.nanoTime(), 1_000_000L);
  }

  boolean passed() {
    return leftMillis() <= 0;
  }
}
