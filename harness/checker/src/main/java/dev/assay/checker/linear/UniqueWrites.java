package dev.assay.checker.linear;

import dev.assay.checker.arrays.IntStack;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.zones.RegisterHistory;
import dev.assay.checker.zones.ZoneOrder;
import dev.assay.checker.zones.Zones;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides by {@link Zones} what is a register whose values are written once. Operations that only
 * say what the state was not are put in afterwards; where that fails nothing is decided.
 */
final class UniqueWrites {
  private final Problem<?, ?> problem;
  private final EffectSteps steps;

  /** The operations that say what the state was not. */
  private final IntStack others = new IntStack();

  /** The number in the problem of each operation in the arrays. */
  private final IntStack original = new IntStack();

  private final IntStack requires = new IntStack();
  private final IntStack produces = new IntStack();
  private int values;

  private UniqueWrites(Problem<?, ?> problem, EffectSteps steps) {
    this.problem = problem;
    this.steps = steps;
    this.values = steps.closedStates();
  }

  /** What was found out. */
  sealed interface Decision {
    /** An order, by the numbers of the problem. */
    record Order(int[] operations) implements Decision {}

    /** There is none; these operations alone have none. */
    record Impossible(List<OperationRecord> operations) implements Decision {}
  }

  /** Null if nothing can be said by zones. */
  static @Nullable Decision decide(Problem<?, ?> problem) {
    if (problem.order() != Order.REAL_TIME || !(problem.steps() instanceof EffectSteps steps)) {
      return null;
    }
    UniqueWrites unique = new UniqueWrites(problem, steps);
    return unique.collect() ? unique.decide() : null;
  }

  private boolean collect() {
    for (int operation = 0; operation < problem.size(); operation++) {
      int kind = problem.kind()[operation];
      int required = steps.requires(kind);
      int produced = steps.produces(kind);
      if (steps.excludes(kind) != Steps.ILLEGAL) {
        if (required != Steps.ILLEGAL || produced != Steps.ILLEGAL) {
          return false;
        }
        others.push(operation);
        continue;
      }
      if (required == produced) {
        produced = Steps.ILLEGAL;
      } else if (produced == EffectSteps.ANY_OTHER) {
        produced = values++;
      }
      original.push(operation);
      requires.push(required);
      produces.push(produced);
    }
    return true;
  }

  private RegisterHistory history() {
    int[] start = new int[original.size()];
    int[] end = new int[original.size()];
    int positions = 0;
    for (int at = 0; at < start.length; at++) {
      start[at] = problem.call()[original.at(at)];
      end[at] = problem.ret()[original.at(at)];
      positions = Math.max(positions, end[at] == RegisterHistory.NEVER ? start[at] : end[at]);
    }
    return new RegisterHistory(
        start, end, requires.toArray(), produces.toArray(), values, steps.initial(), positions + 1);
  }

  private @Nullable Decision decide() {
    RegisterHistory history = history();
    return switch (Zones.decide(history)) {
      case Zones.Answer.Impossible(String _, int[] shown) -> {
        List<OperationRecord> operations = new ArrayList<>();
        for (int operation : shown) {
          operations.add(problem.operations().get(original.at(operation)));
        }
        yield new Decision.Impossible(operations);
      }
      case Zones.Answer.NotUnique _ -> null;
      case Zones.Answer.Possible _ -> order(history);
    };
  }

  private Decision.@Nullable Order order(RegisterHistory history) {
    int[] triples = new int[3 * others.size()];
    for (int at = 0; at < others.size(); at++) {
      int operation = others.at(at);
      triples[3 * at] = problem.call()[operation];
      triples[3 * at + 1] = problem.ret()[operation];
      triples[3 * at + 2] = steps.excludes(problem.kind()[operation]);
    }
    int[] order = ZoneOrder.find(history, triples);
    if (order == null) {
      return null;
    }
    for (int at = 0; at < order.length; at++) {
      int number = order[at];
      order[at] =
          number < history.size() ? original.at(number) : others.at(number - history.size());
    }
    return new Decision.Order(order);
  }
}
