package dev.assay.cluster.proxy;

import java.util.concurrent.TimeUnit;

/**
 * A token bucket: what wants to pass is told when it may, so that in the long run no more than the
 * rate gets through, and those who come first pass first. Not for several threads.
 */
public final class Bucket {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private final long burstNanos;
  private long emptyNanos;

  /**
   * A full one.
   *
   * @param burstBytes what may pass at once after a pause; 0: a pause saves nothing up
   */
  public Bucket(long bytesPerSecond, long burstBytes, long nowNanos) {
    if (bytesPerSecond <= 0 || burstBytes < 0) {
      throw new IllegalArgumentException(
          "no bandwidth: %d a second, %d at once".formatted(bytesPerSecond, burstBytes));
    }
    this.bytesPerSecond = bytesPerSecond;
    this.burstNanos = nanos(burstBytes, bytesPerSecond);
    this.emptyNanos = nowNanos - burstNanos;
  }

  /** How long so many bytes take at this rate. */
  public static long nanos(long bytes, long bytesPerSecond) {
    return Math.multiplyExact(bytes, SECOND) / bytesPerSecond;
  }

  /** Takes so many bytes' worth out of it; they may pass at the instant that it answers. */
  public long take(long bytes, long nowNanos) {
    long from = Math.max(emptyNanos - nowNanos, -burstNanos) + nowNanos;
    emptyNanos = from + nanos(bytes, bytesPerSecond);
    return Math.max(emptyNanos - nowNanos, 0) + nowNanos;
  }
}
