package dev.assay.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BucketTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  @Test
  void withoutABurstEachByteTakesItsTime() {
    Bucket bucket = new Bucket(1_000, 0, 0);
    assertThat(bucket.take(100, 0)).isEqualTo(100 * MILLI);
    assertThat(bucket.take(100, 0)).isEqualTo(200 * MILLI);
    assertThat(bucket.take(50, 150 * MILLI)).isEqualTo(250 * MILLI);
  }

  @Test
  void aPauseSavesUpNoMoreThanTheBurst() {
    Bucket bucket = new Bucket(1_000, 200, 0);
    assertThat(bucket.take(200, 0)).isZero();
    assertThat(bucket.take(10, 0)).isEqualTo(10 * MILLI);
    assertThat(bucket.take(200, 5 * SECOND)).isEqualTo(5 * SECOND);
    assertThat(bucket.take(100, 5 * SECOND)).isEqualTo(5 * SECOND + 100 * MILLI);
  }

  @Test
  void inTheLongRunTheRateIsKeptAndTheOrderToo() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    Bucket bucket = new Bucket(4_000, 40, 0);
    long bytes = 0;
    long now = 0;
    long last = 0;
    for (int i = 0; i < 1_000; i++) {
      int size = 1 + random.nextInt(1_500);
      now += random.nextLong(400 * MILLI);
      long due = bucket.take(size, now);
      bytes += size;
      assertThat(due).as("seed %d", seed).isGreaterThanOrEqualTo(Math.max(now, last));
      assertThat(bytes).as("seed %d", seed).isLessThanOrEqualTo(40 + due * 4 / MILLI + 4);
      last = due;
    }
  }

  @Test
  void theClockMayBeginAnywhere() {
    Bucket bucket = new Bucket(1_000, 0, Long.MAX_VALUE - 5);
    long due = bucket.take(1, Long.MAX_VALUE - 5);
    assertThat(due - (Long.MAX_VALUE - 5)).isEqualTo(MILLI);
  }

  @Test
  void noBandwidthIsRefused() {
    assertThatThrownBy(() -> new Bucket(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
