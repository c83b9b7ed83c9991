package dev.assay.simulator;

/**
 * The clocks of one host. The monotonic one runs at a rate that may change at any time; it is
 * continuous all the same, and never runs back. The wall clock shows the monotonic one, from a
 * fixed date on, plus an offset: it may jump in either direction.
 */
final class SimClock {
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;
  private static final double LEAST_RATE = 0.1;
  private static final double MOST_RATE = 10;
  private final World world;
  private double rate = 1;
  private double drift = 1;

  /** What it showed when its rate was last changed, and the true time of that. */
  private long base;

  private long since;
  private long offsetMillis;

  SimClock(World world) {
    this.world = world;
  }

  /** The monotonic clock, in nanoseconds. */
  long nanos() {
    return base + (long) ((world.now() - since) * rate * drift);
  }

  /** The wall clock, in milliseconds. */
  long wallMillis() {
    return EPOCH_MILLIS + nanos() / 1_000_000 + offsetMillis;
  }

  /** How fast it runs by nature; 1 is true time. */
  void rate(double other) {
    change(other, drift);
  }

  /** So many times as fast as by nature; 1 is no drift. */
  void drift(double factor) {
    change(rate, factor);
  }

  double rate() {
    return rate;
  }

  private void change(double otherRate, double otherDrift) {
    double product = otherRate * otherDrift;
    if (!(product >= LEAST_RATE && product <= MOST_RATE)) {
      throw new IllegalArgumentException("a clock cannot run at the rate " + product);
    }
    base = nanos();
    since = world.now();
    rate = otherRate;
    drift = otherDrift;
  }

  /** Sets the wall clock forward, or back. */
  void jump(long millis) {
    offsetMillis += millis;
  }

  /** How far the wall clock has been set forward in all. */
  long offsetMillis() {
    return offsetMillis;
  }

  /** The true time at which the monotonic clock will show this, if its rate does not change. */
  long trueTimeOf(long nanos) {
    return since + (long) Math.ceil((nanos - base) / (rate * drift));
  }
}
