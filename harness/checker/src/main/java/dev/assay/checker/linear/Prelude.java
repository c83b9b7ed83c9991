package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened before an impossible part of a history, where that can be told in one sentence: at
 * a moment at which nothing was open, whatever the order, the state could only be one. Then what
 * came after it has no order from that state, since the whole has none. It holds for real time, and
 * for models whose operations have no closed form as well.
 *
 * @param state the only state that was possible then
 * @param before how many operations led to it
 * @param after the operations that came then, up to those that are impossible, in the order of
 *     their invocations
 */
record Prelude<S>(S state, int before, List<OperationRecord> after) {
  /** So many configurations are looked at; a history that has more keeps its beginning. */
  private static final int MOST_CONFIGURATIONS = 20_000;

  /** Of more that overlap the orders are not tried: each configuration looks at all pairs. */
  private static final int MOST_AT_ONCE = 30;

  private record Configuration<S>(BitSet taken, S state) {}

  /** Finds the latest such moment of operations that have no order; null if there is none. */
  static <S, C> @Nullable Prelude<S> of(Model<S, C> model, List<OperationRecord> impossible) {
    List<OperationRecord> sorted =
        impossible.stream()
            .filter(operation -> model.interpret(operation) != null)
            .sorted(Comparator.comparingLong(operation -> operation.invoke().index()))
            .toList();
    Walk<S, C> walk = new Walk<>(model);
    S state = model.initial();
    int from = 0;
    int at = 0;
    Set<S> possible = Set.of(state);
    while (at < sorted.size()) {
      if (possible.size() == 1) {
        state = possible.iterator().next();
        from = at;
      }
      int end = quiet(sorted, at);
      Set<S> next = walk.ends(possible, sorted.subList(at, end));
      at = end;
      if (next == null || next.isEmpty()) {
        break;
      }
      possible = next;
    }
    int until = walk.exhausted() ? sorted.size() : at;
    return from == 0 ? null : new Prelude<>(state, from, sorted.subList(from, until));
  }

  /** The first position after {@code from} before which all is over before the rest begins. */
  private static int quiet(List<OperationRecord> sorted, int from) {
    long open = sorted.get(from).returnIndex();
    int at = from + 1;
    while (at < sorted.size() && sorted.get(at).invoke().index() < open) {
      open = Math.max(open, sorted.get(at).returnIndex());
      at++;
    }
    return at;
  }

  /** Goes through all orders of a few operations at a time. */
  private static final class Walk<S, C> {
    private final Model<S, C> model;
    private int left = MOST_CONFIGURATIONS;

    Walk(Model<S, C> model) {
      this.model = model;
    }

    boolean exhausted() {
      return left < 0;
    }

    /** The states after them; null if there are too many ways to tell. */
    @Nullable Set<S> ends(Set<S> begins, List<OperationRecord> part) {
      if (part.size() > MOST_AT_ONCE) {
        left = -1;
        return null;
      }
      Set<S> ends = new LinkedHashSet<>();
      Set<Configuration<S>> seen = new HashSet<>();
      Deque<Configuration<S>> open = new ArrayDeque<>();
      begins.forEach(begin -> open.push(new Configuration<>(new BitSet(), begin)));
      List<@Nullable C> calls = new ArrayList<>();
      part.forEach(operation -> calls.add(model.interpret(operation)));
      while (!open.isEmpty()) {
        Configuration<S> now = open.pop();
        if (!seen.add(now)) {
          continue;
        }
        left--;
        if (left < 0) {
          return null;
        }
        if (complete(part, calls, now.taken())) {
          ends.add(now.state());
        }
        for (int at = 0; at < part.size(); at++) {
          C call = calls.get(at);
          S after =
              call == null || !mayFollow(part, calls, now.taken(), at)
                  ? null
                  : model.step(now.state(), call);
          if (after != null) {
            BitSet taken = (BitSet) now.taken().clone();
            taken.set(at);
            open.push(new Configuration<>(taken, after));
          }
        }
      }
      return ends;
    }

    private static <C> boolean complete(
        List<OperationRecord> part, List<@Nullable C> calls, BitSet taken) {
      for (int at = 0; at < part.size(); at++) {
        if (calls.get(at) != null
            && !taken.get(at)
            && part.get(at).returnIndex() < Long.MAX_VALUE) {
          return false;
        }
      }
      return true;
    }

    /** It was not taken, and all that was over when it began was. */
    private static <C> boolean mayFollow(
        List<OperationRecord> part, List<@Nullable C> calls, BitSet taken, int at) {
      if (taken.get(at)) {
        return false;
      }
      long begins = part.get(at).invoke().index();
      for (int other = 0; other < part.size(); other++) {
        if (calls.get(other) != null
            && !taken.get(other)
            && part.get(other).returnIndex() < begins) {
          return false;
        }
      }
      return true;
    }
  }
}
