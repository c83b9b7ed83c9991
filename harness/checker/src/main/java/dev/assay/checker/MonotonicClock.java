package dev.assay.checker;

/** The real clock, for limits alone: no verdict depends on it but "unknown". */
public final class MonotonicClock {
  private MonotonicClock() {}

  /** Nanoseconds since some moment; never goes back. */
  public static long nanos() {
    return System.nanoTime();
  }
}
