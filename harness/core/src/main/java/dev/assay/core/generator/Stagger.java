package dev.assay.core.generator;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;

/**
 * Spaces operations in time, over all processes together: the distance to the next one is uniform
 * between 0 and twice the mean.
 *
 * @param nextNanos the earliest time of the next operation; -1 before the first
 */
record Stagger(Dice dice, long meanNanos, Generator inner, long nextNanos) implements Generator {
  /**
   * A timer is late by up to a millisecond or so. So much is caught up, so that the rate is kept; a
   * longer pause is not followed by a burst.
   */
  private static final long CATCH_UP_NANOS = 10_000_000;

  @Override
  public Next next(Context context) {
    return switch (inner.next(context)) {
      case Next.Exhausted exhausted -> exhausted;
      case Next.Pending(long retryAt, Generator after) ->
          new Next.Pending(retryAt, new Stagger(dice, meanNanos, after, nextNanos));
      case Next.Emit emit -> delayed(emit);
    };
  }

  private Next delayed(Next.Emit emit) {
    long at = Math.max(emit.atNanos(), nextNanos);
    long distance = meanNanos == 0 ? 0 : dice.random().nextLong(2 * meanNanos);
    long from = nextNanos < 0 ? at : Math.max(nextNanos, at - CATCH_UP_NANOS);
    Generator after = new Stagger(dice.next(), meanNanos, emit.after(), from + distance);
    return new Next.Emit(emit.operation(), emit.process(), at, after);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    Generator after = inner.update(context, entry);
    return new Stagger(dice, meanNanos, after, nextNanos);
  }
}
