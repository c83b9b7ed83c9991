package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;

/**
 * Adds the numbers from 0, and now and then reads. A read answers with all elements, so that reads
 * come at growing distances: their number grows with the logarithm of the time, and the history
 * stays small.
 *
 * @param readAtNanos when the next read is due; -1 before the first operation
 */
record SetGenerator(Dice dice, long nextElement, long startedAtNanos, long readAtNanos)
    implements Generator {
  private static final long FIRST_READ_NANOS = 1_000_000_000;

  /** Each read comes when the time since the start is a quarter longer than at the one before. */
  private static final double GROWTH = 1.25;

  static SetGenerator first(Dice dice) {
    return new SetGenerator(dice, 0, -1, -1);
  }

  @Override
  public Next next(Context context) {
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    long now = context.nowNanos();
    long started = startedAtNanos < 0 ? now : startedAtNanos;
    long readAt = readAtNanos < 0 ? now + FIRST_READ_NANOS : readAtNanos;
    int process = dice.pick(context.free());
    if (now >= readAt) {
      long nextRead = started + FIRST_READ_NANOS + (long) (GROWTH * (now - started));
      Generator after = new SetGenerator(dice.next(), nextElement, started, nextRead);
      return new Next.Emit(new Operation("read", null, null), process, now, after);
    }
    Generator after = new SetGenerator(dice.next(), nextElement + 1, started, readAt);
    return new Next.Emit(new Operation("add", null, nextElement), process, now, after);
  }
}
