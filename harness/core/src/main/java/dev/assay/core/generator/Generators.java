package dev.assay.core.generator;

import dev.assay.core.run.Seed;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The generators there are, and how they are put together. Times are in nanoseconds. */
public final class Generators {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Generators() {}

  /** Draws one operation after the other without end. The function has no state. */
  public static Generator repeat(Seed seed, Function<RandomGenerator, Operation> draw) {
    return new Repeat(new Dice(seed), draw);
  }

  /** One operation, once. */
  public static Generator once(Operation operation) {
    return sequence(List.of(operation));
  }

  /** Each of them once, in order. */
  public static Generator sequence(List<Operation> operations) {
    return new Sequence(operations, 0);
  }

  /** One of them for each operation, drawn by weight. */
  public static Generator mix(Seed seed, List<Weighted> parts) {
    return new Mix(new Dice(seed), parts);
  }

  /** Operations at a mean distance, over all processes together. */
  public static Generator stagger(Seed seed, long meanNanos, Generator inner) {
    if (meanNanos < 0) {
      throw new IllegalArgumentException("a distance is not negative: " + meanNanos);
    }
    return new Stagger(new Dice(seed), meanNanos, inner, -1);
  }

  /** So many operations a second on average, over all processes together. */
  public static Generator rate(Seed seed, double perSecond, Generator inner) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("a rate is positive: " + perSecond);
    }
    return stagger(seed, Math.round(NANOS_PER_SECOND / perSecond), inner);
  }

  /** Ends so long after its first operation. */
  public static Generator timeLimit(long limitNanos, Generator inner) {
    return new TimeLimit(limitNanos, inner, -1);
  }

  /** At most so many operations. */
  public static Generator limit(long operations, Generator inner) {
    return new Limit(operations, inner);
  }

  /** One after the other, each when all operations of the one before are completed. */
  public static Generator phases(Generator... phases) {
    return Phases.of(List.of(phases), true);
  }

  /** One after the other, each as soon as the one before is exhausted. */
  public static Generator concat(List<Generator> generators) {
    return Phases.of(generators, false);
  }

  /** A copy for every slot. */
  public static Generator eachSlot(Generator template) {
    return new Each(Each.Share.SLOT, template, List.of());
  }

  /** A copy for every node that a slot is pinned to. */
  public static Generator eachNode(Generator template) {
    return new Each(Each.Share.NODE, template, List.of());
  }

  /**
   * The first operation of a generator, again and again until it succeeds.
   *
   * @param pauseNanos the pause after the first failure; it doubles with each
   * @param mostPauseNanos what it may grow to
   */
  public static Generator untilOk(Generator template, long pauseNanos, long mostPauseNanos) {
    return new UntilOk(
        template, new UntilOk.Pause(pauseNanos, mostPauseNanos), UntilOk.NONE, Long.MIN_VALUE);
  }

  /** Several keys at once; an exhausted one is replaced by a fresh one. Without end. */
  public static Generator perKey(Seed seed, int activeKeys, KeyGenerators keys) {
    if (activeKeys <= 0) {
      throw new IllegalArgumentException("at least one key is active: " + activeKeys);
    }
    return PerKey.of(new Dice(seed), activeKeys, keys);
  }
}
