package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.random.RandomGenerator;

/**
 * Appends fresh numbers to one list, and reads it.
 *
 * @param nextElement the next fresh number
 */
record AppendGenerator(Dice dice, long nextElement) implements Generator {
  private static final double READS = 0.4;

  @Override
  public Next next(Context context) {
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    boolean reads = random.nextDouble() < READS;
    Operation operation =
        reads
            ? new Operation(AppendOperations.READ, null, null)
            : new Operation(AppendOperations.APPEND, null, nextElement);
    Generator after = new AppendGenerator(dice.next(), nextElement + (reads ? 0 : 1));
    return new Next.Emit(operation, process, context.nowNanos(), after);
  }
}
