package dev.assay.checker.linear;

import dev.assay.checker.Limits;
import dev.assay.checker.MonotonicClock;
import java.util.function.LongSupplier;

/**
 * What is left of the limits of a check.
 *
 * @param nanos a clock that only goes forward, in nanoseconds
 * @param endNanos when to give up, on that clock
 * @param memoryBytes what one search may hold
 */
record Budget(LongSupplier nanos, long endNanos, long memoryBytes) {
  /** The budget of a check that begins now; never more memory than half the heap. */
  static Budget start(Limits limits) {
    long heap = Runtime.getRuntime().maxMemory() / 2;
    return start(limits, MonotonicClock::nanos, heap);
  }

  static Budget start(Limits limits, LongSupplier nanos, long heapBytes) {
    long end = nanos.getAsLong() + limits.timeoutMillis() * 1_000_000;
    return new Budget(nanos, end, Math.min(limits.memoryBytes(), heapBytes));
  }

  /** The same, but ending after this share of the time that is left, if that is sooner. */
  Budget slice(int divisor) {
    long now = nanos.getAsLong();
    return new Budget(nanos, now + Math.max(0, endNanos - now) / divisor, memoryBytes);
  }

  /** The same, but ending after so many milliseconds, if that is sooner. */
  Budget atMost(long millis) {
    long end = nanos.getAsLong() + millis * 1_000_000;
    return new Budget(nanos, end - endNanos < 0 ? end : endNanos, memoryBytes);
  }

  /** How much of the heap is free at least; more may be once what nobody needs is collected. */
  static long freeBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }

  /** The same once what nobody needs is gone, which takes a while. */
  static long freeBytesCollected() {
    System.gc();
    return freeBytes();
  }

  boolean timeIsUp() {
    return nanos.getAsLong() - endNanos >= 0;
  }
}
