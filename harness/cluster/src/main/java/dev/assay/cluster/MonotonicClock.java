package dev.assay.cluster;

/** The real clock: what probes measure, and what limits and delays are counted on. */
public final class MonotonicClock {
  private MonotonicClock() {}

  /** Nanoseconds since some moment; never goes back. */
  public static long nanos() {
    return System.nanoTime();
  }
}
