package dev.assay.cluster.proxy;

import java.util.SplittableRandom;

/** How long bytes are held on a link: {@code nanos} give or take up to {@code jitterNanos}. */
public record Delay(long nanos, long jitterNanos) {
  public Delay {
    if (nanos < 0 || jitterNanos < 0) {
      throw new IllegalArgumentException("a delay is not negative: " + nanos + ", " + jitterNanos);
    }
  }

  /** The least that it may come to. */
  public long leastNanos() {
    return Math.max(0, nanos - jitterNanos);
  }

  /** The most. */
  public long mostNanos() {
    return nanos + jitterNanos;
  }

  /** What the next bytes come to. */
  public long draw(SplittableRandom random) {
    return jitterNanos == 0
        ? nanos
        : Math.max(0, nanos + random.nextLong(-jitterNanos, jitterNanos + 1));
  }
}
