package dev.assay.workloads;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The operations on one register. Every value that is written, by a write or by a compare-and-set,
 * is a fresh number: so a read tells which write it saw, and a changed version tells that the value
 * changed.
 *
 * @param compareAndSets whether there are any
 * @param nextValue the next fresh number
 * @param lastSeen the last value that an acknowledged operation wrote or saw; {@link #NONE} at
 *     first
 */
record RegisterGenerator(Dice dice, boolean compareAndSets, long nextValue, long lastSeen)
    implements Generator {
  static final long NONE = -1;

  private static final double READS = 0.5;
  private static final double WRITES = 0.3;

  /** How often a compare-and-set expects a value of long ago, and so should fail. */
  private static final double WRONG_GUESSES = 0.1;

  @Override
  public Next next(Context context) {
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    double kind = random.nextDouble();
    if (kind < READS) {
      return emit(context, process, new Operation("read", null, null), nextValue);
    }
    if (kind < READS + WRITES || !compareAndSets || lastSeen == NONE) {
      return emit(context, process, new Operation("write", null, nextValue), nextValue + 1);
    }
    boolean wrong = random.nextDouble() < WRONG_GUESSES;
    long expected = wrong ? random.nextLong(nextValue) : lastSeen;
    Operation operation = new Operation("cas", null, List.of(expected, nextValue));
    return emit(context, process, operation, nextValue + 1);
  }

  private Next emit(Context context, int process, Operation operation, long next) {
    Generator after = new RegisterGenerator(dice.next(), compareAndSets, next, lastSeen);
    return new Next.Emit(operation, process, context.nowNanos(), after);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (entry.type() != EntryType.OK) {
      return this;
    }
    return switch (entry.value()) {
      case Long value -> seen(value);
      case List<?> pair when pair.getLast() instanceof Long value -> seen(value);
      case null, default -> this;
    };
  }

  private Generator seen(long value) {
    return new RegisterGenerator(dice, compareAndSets, nextValue, Math.max(lastSeen, value));
  }
}
