package dev.assay.workloads;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Clients own a few nodes each, show signs of life, look who is there, move to another server now
 * and then, and end their sessions, with or without a good-bye. Every third client is quiet: it
 * pauses for up to {@value #LONGEST_PAUSE_NANOS} ns between two operations, so that nothing but the
 * client library keeps its session alive.
 *
 * @param nextNumber the name of the next node
 * @param owned how many nodes each process owns
 * @param rests until when who pauses
 */
record EphemeralGenerator(Dice dice, long nextNumber, Map<Integer, Integer> owned, Rests rests)
    implements Generator {
  static final int MOST_OWNED = 3;
  static final long LONGEST_PAUSE_NANOS = 4_000_000_000L;
  private static final int QUIET = 3;
  private static final int TOUCHES = 50;
  private static final int MOVES = 5;
  private static final int LISTS = 25;
  private static final int ENDS = 3;

  EphemeralGenerator {
    owned = Collections.unmodifiableMap(new TreeMap<>(owned));
  }

  static EphemeralGenerator first(Dice dice) {
    return new EphemeralGenerator(dice, 0, Map.of(), Rests.NONE);
  }

  @Override
  public Next next(Context context) {
    Rests.Ready ready = rests.ready(context);
    if (ready.processes().isEmpty()) {
      return new Next.Pending(ready.nextNanos(), this);
    }
    RandomGenerator random = dice.random();
    int process = ready.processes().get(random.nextInt(ready.processes().size()));
    Operation operation = draw(owned.getOrDefault(process, 0), context.nodes(), random);
    long next = operation.f().equals(EphemeralOperations.OWN) ? nextNumber + 1 : nextNumber;
    return new Next.Emit(
        operation,
        process,
        context.nowNanos(),
        new EphemeralGenerator(dice.next(), next, owned, rests));
  }

  private Operation draw(int owns, List<String> nodes, RandomGenerator random) {
    int point = random.nextInt(100) - MOVES;
    if (point < 0) {
      String node = nodes.get(random.nextInt(nodes.size()));
      return new Operation(EphemeralOperations.MOVE, null, node);
    }
    if (point < TOUCHES) {
      return new Operation(EphemeralOperations.TOUCH, null, null);
    }
    if (point < TOUCHES + LISTS) {
      return new Operation(EphemeralOperations.LIST, null, null);
    }
    if (owns > 0 && point < TOUCHES + LISTS + ENDS) {
      return new Operation(EphemeralOperations.LEAVE, null, null);
    }
    if (owns > 0 && point < TOUCHES + LISTS + 2 * ENDS) {
      return new Operation(EphemeralOperations.DIE, null, null);
    }
    return owns < MOST_OWNED
        ? new Operation(EphemeralOperations.OWN, null, nextNumber)
        : new Operation(EphemeralOperations.TOUCH, null, null);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (!(entry.actor() instanceof Actor.Client(int process)) || !entry.type().completes()) {
      return this;
    }
    Map<Integer, Integer> owns = new TreeMap<>(owned);
    switch (entry.type()) {
      case OK -> {
        switch (entry.f()) {
          case EphemeralOperations.OWN -> owns.merge(process, 1, Integer::sum);
          case EphemeralOperations.LEAVE, EphemeralOperations.DIE -> owns.remove(process);
          default -> {}
        }
      }
      case INFO -> owns.remove(process);
      case FAIL, INVOKE, EVENT -> {}
    }
    int slot = process % context.slots();
    Rests later =
        slot % QUIET == QUIET - 1
            ? rests.until(slot, context.nowNanos() + dice.random().nextLong(LONGEST_PAUSE_NANOS))
            : rests;
    return new EphemeralGenerator(dice, nextNumber, owns, later);
  }
}
