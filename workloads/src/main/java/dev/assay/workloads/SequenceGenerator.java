package dev.assay.workloads;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Asks for numbers, and drops some that were given, the newest or any: so that whoever counts what
 * is there soon counts to a number that was given before.
 *
 * @param nextId the next fresh data
 * @param given numbers that were given and not dropped, in the order of their acknowledgement
 */
record SequenceGenerator(Dice dice, long nextId, List<Long> given) implements Generator {
  private static final double DROPS = 0.35;
  private static final int MOST_REMEMBERED = 100;

  SequenceGenerator {
    given = List.copyOf(given);
  }

  @Override
  public Next next(Context context) {
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    if (given.isEmpty() || random.nextDouble() >= DROPS) {
      return new Next.Emit(
          new Operation(SequenceOperations.NEXT, null, nextId),
          process,
          context.nowNanos(),
          new SequenceGenerator(dice.next(), nextId + 1, given));
    }
    List<Long> left = new ArrayList<>(given);
    int chosen = random.nextBoolean() ? left.size() - 1 : random.nextInt(left.size());
    Long number = left.remove(chosen);
    return new Next.Emit(
        new Operation(SequenceOperations.DROP, null, number),
        process,
        context.nowNanos(),
        new SequenceGenerator(dice.next(), nextId, left));
  }

  @Override
  public Generator update(Context context, Entry entry) {
    boolean more = entry.type() == EntryType.OK && entry.f().equals(SequenceOperations.NEXT);
    if (!more || !(entry.value() instanceof Long number)) {
      return this;
    }
    List<Long> known = new ArrayList<>(given);
    known.add(number);
    int first = Math.max(0, known.size() - MOST_REMEMBERED);
    return new SequenceGenerator(dice, nextId, known.subList(first, known.size()));
  }
}
