package dev.assay.core.generator;

import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Draws one operation after the other, for any free process, without end. */
record Repeat(Dice dice, Function<RandomGenerator, Operation> draw) implements Generator {
  @Override
  public Next next(Context context) {
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    Operation operation = draw.apply(random);
    return new Next.Emit(operation, process, context.nowNanos(), new Repeat(dice.next(), draw));
  }
}
