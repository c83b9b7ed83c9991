package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.run.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Clocks, and the timers that run on them. */
class SimClockTest {
  private static final long SECOND = 1_000_000_000L;

  private final World world = new World(new Seed(1));
  private final SimClock clock = new SimClock(world);
  private final List<Long> fired = new ArrayList<>();
  private final Timers timers = new Timers(world, clock, token -> fired(token));

  private void fired(long token) {
    if (timers.take(token)) {
      fired.add(token);
    }
  }

  private void pass(long nanos) {
    assertThat(world.runUntil(world.now() + nanos, () -> false)).isFalse();
  }

  private void drift(double factor) {
    clock.drift(factor);
    timers.clockChanged();
  }

  @Test
  void theMonotonicClockIsContinuousAndNeverRunsBackWhateverItsRateDoes() {
    for (long seed = 1; seed <= 50; seed++) {
      RandomGenerator dice = new Seed(seed).random();
      clock.rate(0.9 + dice.nextDouble() * 0.2);
      long before = clock.nanos();
      for (int step = 0; step < 100; step++) {
        long beforeChange = clock.nanos();
        clock.drift(0.9 + dice.nextDouble() * 0.2);
        assertThat(clock.nanos()).as("seed %d", seed).isEqualTo(beforeChange);
        long passing = dice.nextLong(SECOND);
        pass(passing);
        assertThat(clock.nanos())
            .as("seed %d", seed)
            .isBetween(before + (long) (passing * 0.8), before + (long) Math.ceil(passing * 1.22));
        before = clock.nanos();
      }
    }
  }

  @Test
  void theWallClockFollowsTheMonotonicOneAndJumpsInBothDirections() {
    long begin = clock.wallMillis();
    pass(SECOND);
    assertThat(clock.wallMillis()).isEqualTo(begin + 1_000);
    clock.jump(3_600_000);
    assertThat(clock.wallMillis()).isEqualTo(begin + 3_601_000);
    long nanos = clock.nanos();
    clock.jump(-7_200_000);
    assertThat(clock.wallMillis()).isEqualTo(begin - 3_599_000);
    assertThat(clock.nanos()).isEqualTo(nanos);
  }

  @Test
  void aRateThatNoClockHasIsRefused() {
    assertThatThrownBy(() -> clock.drift(0)).hasMessage("a clock cannot run at the rate 0.0");
    assertThatThrownBy(() -> clock.rate(Double.NaN)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aTimerRunsOnTheNodesOwnClock() {
    drift(0.5);
    timers.set(1, SECOND);
    pass(2 * SECOND - 1);
    assertThat(fired).isEmpty();
    pass(1);
    assertThat(fired).containsExactly(1L);
  }

  @Test
  void aTimerThatIsSetFollowsChangesOfTheRate() {
    timers.set(1, SECOND);
    timers.set(2, 3 * SECOND);
    pass(SECOND / 2);
    drift(0.5);
    pass(SECOND - 1);
    assertThat(fired).as("half of it at half the speed").isEmpty();
    pass(1);
    assertThat(fired).containsExactly(1L);
    drift(2);
    pass(SECOND - 1);
    assertThat(fired).hasSize(1);
    pass(1);
    assertThat(fired).containsExactly(1L, 2L);
  }

  @Test
  void aTimerFiresOnceAndNeverEarlyUnderAnyChanges() {
    for (long seed = 1; seed <= 100; seed++) {
      RandomGenerator dice = new Seed(seed).random();
      long deadline = clock.nanos() + SECOND;
      fired.clear();
      timers.set(seed, SECOND);
      while (fired.isEmpty()) {
        assertThat(clock.nanos()).as("seed %d", seed).isLessThanOrEqualTo(deadline + 2);
        drift(0.9 + dice.nextDouble() * 0.2);
        world.runUntil(world.now() + dice.nextLong(SECOND / 5), () -> !fired.isEmpty());
      }
      assertThat(clock.nanos()).as("seed %d", seed).isBetween(deadline, deadline + 2);
      pass(SECOND);
      assertThat(fired).as("seed %d", seed).containsExactly(seed);
    }
  }

  @Test
  void aTimerThatIsCancelledDoesNotFire() {
    timers.set(1, SECOND);
    timers.set(2, SECOND);
    timers.cancel(1);
    drift(1.1);
    pass(2 * SECOND);
    assertThat(fired).containsExactly(2L);
    timers.set(3, SECOND);
    timers.cancelAll();
    pass(2 * SECOND);
    assertThat(fired).containsExactly(2L);
  }
}
