package dev.assay.checker.linear;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Effect;
import dev.assay.checker.model.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes an impossible history small, in steps that each keep it impossible for the same cause: if
 * the smaller history has no order, neither has the larger one.
 *
 * <ul>
 *   <li>Cut the end off. What was open at the cut becomes optional. An order of the whole, without
 *       what came after the cut, is an order of the prefix.
 *   <li>Leave out a read-only operation. An order of the whole, without it, is an order of the
 *       rest.
 *   <li>Leave out an operation that changes the state, as {@link Removal} says.
 * </ul>
 */
final class Shrinker<S, C> {
  private final Model<S, C> model;
  private final Order order;
  private final Budget budget;

  Shrinker(Model<S, C> model, Order order, Budget budget) {
    this.model = model;
    this.order = order;
    this.budget = budget;
  }

  /** A small impossible part of these operations, which are impossible. */
  List<OperationRecord> shrink(List<OperationRecord> operations) {
    List<OperationRecord> small = meaningful(shortestPrefix(operations));
    small = withoutChunks(small, byValue(small));
    int before;
    do {
      before = small.size();
      small = meaningful(withoutChunks(small, singles(small)));
    } while (small.size() < before && !budget.timeIsUp());
    return small;
  }

  /** Whether they surely have an order. */
  boolean possible(List<OperationRecord> operations) {
    return search(operations) instanceof SearchResult.Found;
  }

  /** Whether they surely have no order. */
  boolean impossible(List<OperationRecord> operations) {
    return search(operations) instanceof SearchResult.Impossible;
  }

  private SearchResult search(List<OperationRecord> operations) {
    return Search.run(Problem.of(model, operations, order), budget);
  }

  private List<OperationRecord> shortestPrefix(List<OperationRecord> operations) {
    long[] ends =
        operations.stream()
            .filter(operation -> operation.outcome() != EntryType.INFO)
            .mapToLong(OperationRecord::returnIndex)
            .sorted()
            .toArray();
    int possible = -1;
    int impossible = ends.length - 1;
    while (impossible - possible > 1) {
      int middle = (possible + impossible) >>> 1;
      if (impossible(prefix(operations, ends[middle]))) {
        impossible = middle;
      } else {
        possible = middle;
      }
    }
    return prefix(operations, ends[impossible]);
  }

  /** What an observer knew right after the line at {@code end}. */
  private static List<OperationRecord> prefix(List<OperationRecord> operations, long end) {
    List<OperationRecord> prefix = new ArrayList<>();
    for (OperationRecord operation : operations) {
      if (operation.invoke().index() < end) {
        prefix.add(
            operation.returnIndex() <= end
                ? operation
                : new OperationRecord(operation.invoke(), null));
      }
    }
    return prefix;
  }

  /** Without those that the search drops anyway, in the order of their invocations. */
  private List<OperationRecord> meaningful(List<OperationRecord> operations) {
    List<OperationRecord> kept = new ArrayList<>(Problem.of(model, operations, order).operations());
    kept.sort(Comparator.comparingLong(operation -> operation.invoke().index()));
    return kept;
  }

  /** Operations that have to do with one value, or are about the same, together. */
  private List<List<OperationRecord>> byValue(List<OperationRecord> operations) {
    Map<Object, List<OperationRecord>> families = new LinkedHashMap<>();
    for (OperationRecord operation : operations) {
      C call = model.interpret(operation);
      Object value = call == null ? operation : concern(call, operation);
      families.computeIfAbsent(value, _ -> new ArrayList<>()).add(operation);
    }
    return new ArrayList<>(families.values());
  }

  private Object concern(C call, OperationRecord operation) {
    Effect<S> effect = model.effect(call);
    if (effect == null) {
      Object subject = model.subject(call);
      return subject == null ? operation : subject;
    }
    if (effect.produces() != null) {
      return effect.produces();
    }
    return effect.requires() != null ? effect.requires() : operation;
  }

  /** Each operation by itself, those that only observe first. */
  private List<List<OperationRecord>> singles(List<OperationRecord> operations) {
    List<List<OperationRecord>> singles = new ArrayList<>();
    List<List<OperationRecord>> changing = new ArrayList<>();
    for (OperationRecord operation : operations) {
      C call = model.interpret(operation);
      (call != null && model.readOnly(call) ? singles : changing).add(List.of(operation));
    }
    singles.addAll(changing);
    return singles;
  }

  /** Leaves out as many of the parts as it can, large chunks of parts first. */
  private List<OperationRecord> withoutChunks(
      List<OperationRecord> operations, List<List<OperationRecord>> parts) {
    List<OperationRecord> kept = operations;
    List<List<OperationRecord>> left = parts;
    for (int chunk = Math.max(1, left.size() / 2); chunk > 0; chunk /= 2) {
      int at = 0;
      while (at < left.size() && !budget.timeIsUp()) {
        List<List<OperationRecord>> tried = left.subList(at, Math.min(at + chunk, left.size()));
        List<OperationRecord> rest = without(kept, tried);
        if (rest != null && impossible(rest)) {
          kept = rest;
          left = remove(left, at, tried.size());
        } else {
          at += chunk;
        }
      }
    }
    return kept;
  }

  private static <T> List<T> remove(List<T> list, int from, int count) {
    List<T> rest = new ArrayList<>(list.subList(0, from));
    rest.addAll(list.subList(from + count, list.size()));
    return rest;
  }

  /** The operations without these, or null if leaving them out proves nothing. */
  private @Nullable List<OperationRecord> without(
      List<OperationRecord> operations, Collection<List<OperationRecord>> parts) {
    Set<OperationRecord> removed = new HashSet<>();
    parts.forEach(removed::addAll);
    List<OperationRecord> rest =
        operations.stream().filter(operation -> !removed.contains(operation)).toList();
    return new Removal<>(model, order, rest).mayRemove(removed) ? rest : null;
  }
}
