package dev.assay.server.runtime;

/** The machine's clocks: the only place that reads them. */
final class SystemClock {
  /** The monotonic clock in nanoseconds; it may drift, and never runs back. */
  long nanos() {
    return System.nanoTime();
  }

  /** The wall clock in milliseconds since 1970. */
  long wallMillis() {
    return System.currentTimeMillis();
  }
}
