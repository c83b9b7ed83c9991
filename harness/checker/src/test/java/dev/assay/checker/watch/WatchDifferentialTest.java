package dev.assay.checker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Recording;
import dev.assay.checker.play.Histories;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The checker against the obvious one, on thousands of random histories. */
class WatchDifferentialTest {
  private static final long SEED = 20_261_002;
  private static final int ROUNDS = Histories.count(4_000);
  private static final Set<String> CLASSES = Set.of("before-data", "missed", "ordered", "twice");

  private static Guarantee judge(List<Entry> history) {
    return new WatchChecker().check(history, Limits.DEFAULT).getFirst();
  }

  private static Set<String> found(Guarantee guarantee) {
    Set<String> found = new TreeSet<>(guarantee.details().keySet());
    found.retainAll(CLASSES);
    return found;
  }

  @Test
  void whatACorrectServiceDoesIsNeverInvalid() {
    int valid = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      List<Entry> history = WatchModel.history(seed, 5 + round % 30);
      Guarantee guarantee = judge(history);
      assertThat(guarantee.verdict())
          .as("seed %d: %s %s", seed, guarantee.story(), Recording.text(history))
          .isNotEqualTo(Verdict.INVALID);
      assertThat(ObviousWatches.anomalies(history)).as("seed %d", seed).isEmpty();
      valid += guarantee.verdict() == Verdict.VALID ? 1 : 0;
    }
    assertThat(valid).isGreaterThan(ROUNDS / 4);
  }

  @Test
  void agreesWithTheObviousCheckerOnSpoiledHistories() {
    TreeMap<String, Integer> seen = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      Random random = new Random(seed);
      List<Entry> history = WatchModel.history(seed, 5 + round % 30);
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        history = WatchModel.spoiled(history, random);
      }
      Set<String> expected = ObviousWatches.anomalies(history);
      Guarantee guarantee = judge(history);
      assertThat(found(guarantee))
          .as("seed %d: %s %s", seed, guarantee.story(), Recording.text(history))
          .isEqualTo(expected);
      assertThat(guarantee.verdict() == Verdict.INVALID).isEqualTo(!expected.isEmpty());
      expected.forEach(anomaly -> seen.merge(anomaly, 1, Integer::sum));
      seen.merge(expected.isEmpty() ? "clean" : "spoiled", 1, Integer::sum);
    }
    assertThat(seen).hasSize(CLASSES.size() + 2);
    seen.forEach(
        (anomaly, times) -> assertThat(times).as("%s in %s", anomaly, seen).isGreaterThan(100));
  }
}
