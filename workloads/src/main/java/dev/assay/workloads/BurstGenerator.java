package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Bursts of {@value #LEAST} to {@value #MOST} requests on one or two of few hot keys; every value
 * is fresh. In some of them the session moves once: as often before all else, so that what follows
 * is asked at another node, as somewhere within, so that what was under way is cut off. Right
 * before and after that it writes to the same key: the first write may arrive late, or never.
 *
 * @param nextValue the next fresh number
 */
record BurstGenerator(Dice dice, List<String> keys, long nextValue) implements Generator {
  static final int LEAST = 3;
  static final int MOST = 8;
  private static final double MOVES = 0.3;
  private static final double WRITES = 0.45;
  private static final double READS = 0.45;

  @Override
  public Next next(Context context) {
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    int size = random.nextInt(LEAST, MOST + 1);
    int move = -1;
    if (random.nextDouble() < MOVES) {
      move = random.nextBoolean() ? 0 : random.nextInt(size);
    }
    List<String> hot = List.of(pick(random, keys), pick(random, keys));
    long value = nextValue;
    List<Object> burst = new ArrayList<>();
    for (int position = 0; position < size; position++) {
      double kind = random.nextDouble();
      String key = pick(random, hot);
      if (position == move) {
        burst.add(List.of("move", pick(random, context.nodes())));
      } else if (move > 0 && Math.abs(position - move) == 1) {
        burst.add(List.of("w", hot.getFirst(), value++));
      } else if (kind < WRITES) {
        burst.add(List.of("w", key, value++));
      } else if (kind < WRITES + READS) {
        burst.add(List.of("r", key));
      } else {
        burst.add(List.of("sync"));
      }
    }
    return new Next.Emit(
        new Operation(Bursts.BURST, null, burst),
        process,
        context.nowNanos(),
        new BurstGenerator(dice.next(), keys, value));
  }

  private static String pick(RandomGenerator random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
