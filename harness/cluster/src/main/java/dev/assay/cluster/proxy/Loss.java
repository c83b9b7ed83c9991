package dev.assay.cluster.proxy;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a link that loses segments does to TCP. A segment that is lost is sent again after a
 * timeout, which doubles each time; till then it and all behind it wait. A connection lives for a
 * while, random with a mean of {@code lifeNanos}, and is reset.
 *
 * @param percent of what is sent, 1 to 99
 */
public record Loss(int percent, long lifeNanos) {
  /** The shortest time that the loss of a segment costs. */
  public static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int MOST_TIMES = 5;

  /** The most that a link holds anything for its losses. */
  static final long MOST_NANOS = ((1L << MOST_TIMES) - 1) * TIMEOUT_NANOS;

  /** No connection outlives the mean by more. */
  private static final int MOST_LIVES = 5;

  public Loss {
    if (percent < 1 || percent > 99 || lifeNanos <= 0) {
      throw new IllegalArgumentException("no loss: " + percent + " %, " + lifeNanos + " ns");
    }
  }

  /** How long the next segment is late: 0 when it is not lost. */
  long drawStall(SplittableRandom random) {
    long sum = 0;
    for (int i = 0; i < MOST_TIMES && random.nextInt(100) < percent; i++) {
      sum += TIMEOUT_NANOS << i;
    }
    return sum;
  }

  /** How long the next connection lives. */
  long drawLife(SplittableRandom random) {
    return (long) (lifeNanos * Math.min(MOST_LIVES, -Math.log(1 - random.nextDouble())));
  }
}
