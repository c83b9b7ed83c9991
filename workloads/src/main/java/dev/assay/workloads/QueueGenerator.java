package dev.assay.workloads;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.random.RandomGenerator;

/**
 * Puts fresh numbers in and takes some out; more of the one or of the other, so that a queue is
 * empty now and then, and never long.
 *
 * @param nextElement the next fresh number
 * @param length about how many elements are there, as far as acknowledgements tell
 */
record QueueGenerator(Dice dice, long nextElement, long length) implements Generator {
  private static final long LONG = 15;
  private static final double PUTS = 0.55;
  private static final double PUTS_WHEN_LONG = 0.25;

  @Override
  public Next next(Context context) {
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    boolean puts = random.nextDouble() < (length >= LONG ? PUTS_WHEN_LONG : PUTS);
    Operation operation =
        puts
            ? new Operation(QueueOperations.ENQUEUE, null, nextElement)
            : new Operation(QueueOperations.DEQUEUE, null, null);
    Generator after = new QueueGenerator(dice.next(), nextElement + (puts ? 1 : 0), length);
    return new Next.Emit(operation, process, context.nowNanos(), after);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (entry.type() != EntryType.OK) {
      return this;
    }
    return switch (entry.f()) {
      case QueueOperations.ENQUEUE -> new QueueGenerator(dice, nextElement, length + 1);
      case QueueOperations.DEQUEUE ->
          new QueueGenerator(
              dice, nextElement, entry.value() == Nil.NIL ? 0 : Math.max(0, length - 1));
      default -> this;
    };
  }
}
