package dev.assay.checker;

import java.util.function.LongSupplier;

/**
 * Holds a check to its {@link Limits}, for checks that go through a history step by step. A check
 * counts its steps, and estimates what it keeps; the estimate is rough, and meant to be on the high
 * side.
 */
public final class Meter {
  /** The clock is asked once in so many steps. */
  private static final int STEPS_PER_LOOK = 256;

  private final LongSupplier nanos;
  private final long endNanos;
  private final long memoryBytes;
  private final String unit;
  private final long total;
  private long steps;
  private long heldBytes;

  private Meter(LongSupplier nanos, Limits limits, long heapBytes, long total, String unit) {
    this.nanos = nanos;
    this.endNanos = nanos.getAsLong() + limits.timeoutMillis() * 1_000_000;
    this.memoryBytes = Math.min(limits.memoryBytes(), heapBytes);
    this.total = total;
    this.unit = unit;
  }

  /**
   * A check begins; it never holds more than half the heap.
   *
   * @param total how many steps it will take
   * @param unit what a step is, in the plural, for the message: {@code reads}
   */
  public static Meter start(Limits limits, long total, String unit) {
    long heap = Runtime.getRuntime().maxMemory() / 2;
    return start(limits, MonotonicClock::nanos, heap, total, unit);
  }

  static Meter start(Limits limits, LongSupplier nanos, long heapBytes, long total, String unit) {
    return new Meter(nanos, limits, heapBytes, total, unit);
  }

  /** One step is done. */
  public void step() {
    steps++;
    if (steps % STEPS_PER_LOOK == 0) {
      look();
    }
  }

  /** Asks the clock, for steps that take long. */
  public void look() {
    if (nanos.getAsLong() - endNanos >= 0) {
      throw reached("the time was up");
    }
  }

  /** The check keeps so many bytes more; fewer, when negative. */
  public void hold(long bytes) {
    heldBytes += bytes;
    if (heldBytes > memoryBytes) {
      throw reached("the memory was used up");
    }
  }

  private LimitReached reached(String why) {
    return new LimitReached("%s after %d of %d %s".formatted(why, steps, total, unit));
  }
}
