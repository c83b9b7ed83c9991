package dev.assay.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point in time that a wait ends at. */
public final class Deadline {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  public static Deadline in(Duration limit) {
    return new Deadline(MonotonicClock.nanos() + limit.toNanos());
  }

  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - MonotonicClock.nanos()));
  }

  public boolean passed() {
    return nanos - MonotonicClock.nanos() <= 0;
  }

  /**
   * Asks again and again, 10 ms after each answer, until the answer is yes: for states that nobody
   * announces, such as those in {@code /proc}. It is asked at least once.
   *
   * @return whether it was yes in time
   */
  public boolean poll(Condition condition) throws InterruptedException, IOException {
    while (!condition.holds()) {
      if (passed()) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(STEP_NANOS);
    }
    return true;
  }

  /** What is waited for. */
  public interface Condition {
    boolean holds() throws InterruptedException, IOException;
  }
}
