package dev.assay.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LossTest {
  private static final long SECOND = 1_000_000_000;
  private static final int DRAWS = 20_000;

  @Test
  void asManySegmentsAreLateAsAreLostAndTheTimeoutDoubles() {
    SplittableRandom random = new SplittableRandom(7);
    Loss loss = new Loss(20, SECOND);
    TreeMap<Long, Integer> stalls = new TreeMap<>();
    for (int i = 0; i < DRAWS; i++) {
      stalls.merge(loss.drawStall(random) / 1_000_000, 1, Integer::sum);
    }
    assertThat(stalls.keySet()).isSubsetOf(0L, 200L, 600L, 1_400L, 3_000L, 6_200L);
    assertThat(stalls.getOrDefault(0L, 0)).isBetween(DRAWS * 78 / 100, DRAWS * 82 / 100);
    assertThat(stalls.getOrDefault(200L, 0)).isBetween(DRAWS * 14 / 100, DRAWS * 18 / 100);
  }

  @Test
  void connectionsLiveAsLongOnAverageAsTheyShall() {
    SplittableRandom random = new SplittableRandom(7);
    Loss loss = new Loss(20, SECOND);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      long life = loss.drawLife(random);
      assertThat(life).isBetween(0L, 5 * SECOND);
      sum += life;
    }
    assertThat(sum / DRAWS / SECOND).isBetween(0.95, 1.05);
  }

  @Test
  void theSameFaultDrawsTheSame() {
    Loss loss = new Loss(50, SECOND);
    SplittableRandom one = new SplittableRandom(3);
    SplittableRandom other = new SplittableRandom(3);
    for (int i = 0; i < 100; i++) {
      assertThat(loss.drawStall(one)).isEqualTo(loss.drawStall(other));
    }
  }

  @Test
  void aLinkThatLosesAllOrNothingIsNotLossy() {
    assertThatThrownBy(() -> new Loss(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Loss(100, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
