package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.server.bug.SeededBug;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZabSimulationTest {
  private static final int SEEDS = 150;

  @Test
  void keepsItsPropertiesUnderFaultsAndExercisesEveryWayToSynchronise() {
    TreeMap<String, Long> moments = new TreeMap<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      ZabSimulation simulation = new ZabSimulation(seed, Set.of());
      try {
        simulation.run();
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed, failure);
      }
      simulation.moments().forEach((moment, times) -> moments.merge(moment, times, Long::sum));
    }
    assertThat(moments)
        .containsKeys(
            "sync-diff", "sync-trunc", "sync-snap", "torn-tail", "snapshot-installed", "truncated");
  }

  /** Seeds that found mistakes in earlier states of the code. */
  @ParameterizedTest
  @ValueSource(longs = {1})
  void seedsThatOnceFoundMistakesStayGreen(long seed) {
    new ZabSimulation(seed, Set.of()).run();
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    for (long seed = 1; seed <= 5; seed++) {
      ZabSimulation once = new ZabSimulation(seed, Set.of());
      ZabSimulation again = new ZabSimulation(seed, Set.of());
      once.run();
      again.run();
      assertThat(again.traceHash()).as("seed %d", seed).isEqualTo(once.traceHash());
      assertThat(once.traceHash()).isNotEqualTo(new ZabSimulation(seed, Set.of()).traceHash());
    }
  }

  @Test
  void aMajorityThatIsCountedWrongIsFound() {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= 10; seed++) {
                new ZabSimulation(seed, Set.of(SeededBug.QUORUM_SHORT)).run();
              }
            })
        .isInstanceOf(AssertionError.class);
  }
}
