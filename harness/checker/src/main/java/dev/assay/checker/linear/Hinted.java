package dev.assay.checker.linear;

import dev.assay.checker.arrays.IntStack;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Effect;
import dev.assay.checker.model.Model;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries the order that the server reported: changes by their hints, and each read after the change
 * of the same number. Operations without a hint are taken as soon as they are legal; those of
 * unknown outcome when one is needed that produces the state which the next one requires. What
 * comes out must be verified: a hint may speed up a "yes", and says nothing when it fails.
 */
final class Hinted<S, C> {
  /** So many operations of unknown outcome may build on each other. */
  private static final int MOST_HELPERS = 50;

  private final Model<S, C> model;
  private final List<Item<C>> hinted = new ArrayList<>();
  private final List<Item<C>> others = new ArrayList<>();
  private final Map<S, Deque<Item<C>>> optional = new HashMap<>();

  /** Those of unknown outcome whose state nothing requires, in the order of their beginnings. */
  private final List<Item<C>> unseen = new ArrayList<>();

  private final Set<S> required = new HashSet<>();
  private final IntStack order = new IntStack();
  private final Model.Walk<C> walk;

  /** An operation that has a bearing. */
  private record Item<C>(int place, long start, long end, C call, boolean readOnly, long hint) {}

  private Hinted(Model<S, C> model) {
    this.model = model;
    this.walk = model.walk();
  }

  /** Places in the list, in an order that the hints lead to; null if they lead to none. */
  static <S, C> int @Nullable [] order(Model<S, C> model, List<OperationRecord> operations) {
    long hints = operations.stream().filter(each -> hint(each) != null).count();
    if (2 * hints < operations.size()) {
      return null;
    }
    Hinted<S, C> hinted = new Hinted<>(model);
    for (int place = 0; place < operations.size(); place++) {
      hinted.sort(place, operations.get(place));
    }
    return hinted.run() ? hinted.order.toArray() : null;
  }

  private static @Nullable Hint hint(OperationRecord operation) {
    return operation.completion() == null ? null : operation.completion().hint();
  }

  private static @Nullable Long number(OperationRecord operation) {
    Hint hint = hint(operation);
    if (hint == null) {
      return null;
    }
    try {
      return Long.parseUnsignedLong(
          hint.value().startsWith("0x") ? hint.value().substring(2) : hint.value(),
          hint.value().startsWith("0x") ? 16 : 10);
    } catch (NumberFormatException unusable) {
      return null;
    }
  }

  private void sort(int place, OperationRecord operation) {
    C call = model.interpret(operation);
    if (call == null) {
      return;
    }
    Long hint = number(operation);
    boolean readOnly = model.readOnly(call);
    Item<C> item =
        new Item<>(
            place,
            operation.invoke().index(),
            operation.returnIndex(),
            call,
            readOnly,
            hint == null ? 0 : hint);
    Effect<S> effect = model.effect(call);
    if (effect != null && effect.requires() != null) {
      required.add(effect.requires());
    }
    if (operation.outcome() == EntryType.INFO) {
      if (effect != null && effect.produces() != null) {
        optional.computeIfAbsent(effect.produces(), _ -> new ArrayDeque<>()).add(item);
      }
    } else {
      (hint == null ? others : hinted).add(item);
    }
  }

  private boolean run() {
    optional.forEach((state, items) -> {
      if (!required.contains(state)) {
        unseen.addAll(items);
      }
    });
    unseen.sort(Comparator.comparingLong(Item::start));
    hinted.sort((a, b) -> {
      int byHint = Long.compareUnsigned(a.hint(), b.hint());
      int byKind = byHint == 0 ? Boolean.compare(a.readOnly(), b.readOnly()) : byHint;
      return byKind == 0 ? Long.compare(a.start(), b.start()) : byKind;
    });
    long[] endsLeft = new long[hinted.size() + 1];
    Arrays.fill(endsLeft, Long.MAX_VALUE);
    for (int at = hinted.size() - 1; at >= 0; at--) {
      endsLeft[at] = Math.min(endsLeft[at + 1], hinted.get(at).end());
    }
    List<Item<C>> waiting = new ArrayList<>();
    int nextOther = 0;
    for (int at = 0; at <= hinted.size(); at++) {
      while (nextOther < others.size() && others.get(nextOther).start() < endsLeft[at]) {
        waiting.add(others.get(nextOther++));
      }
      waiting.removeIf(this::take);
      long begin = at == hinted.size() ? Long.MAX_VALUE : hinted.get(at).start();
      if (overdue(waiting, begin)) {
        return false;
      }
      if (at < hinted.size() && !take(hinted.get(at)) && !takeWithHelp(at)) {
        return false;
      }
    }
    return true;
  }

  private static boolean overdue(List<? extends Item<?>> waiting, long begin) {
    for (Item<?> item : waiting) {
      if (item.end() < begin) {
        return true;
      }
    }
    return false;
  }

  private boolean take(Item<C> item) {
    if (!walk.step(item.call())) {
      return false;
    }
    order.push(item.place());
    return true;
  }

  /** Takes operations of unknown outcome first that were begun in time, so that it is legal. */
  private boolean takeWithHelp(int at) {
    Item<C> item = hinted.get(at);
    Effect<S> effect = model.effect(item.call());
    if (effect == null) {
      return false;
    }
    boolean helped =
        effect.requires() != null
            ? bring(effect.requires(), item.end(), MOST_HELPERS)
            : effect.excludes() != null && leave(at, item.end());
    return helped && take(item);
  }

  /** Takes what leads to a state; those that it needs itself first. */
  private boolean bring(S state, long before, int most) {
    Deque<Item<C>> helpers = optional.get(state);
    Item<C> helper = helpers == null ? null : helpers.peek();
    if (helpers == null || helper == null || helper.start() >= before || most == 0) {
      return false;
    }
    Effect<S> effect = model.effect(helper.call());
    if (!take(helper)
        && (effect == null
            || effect.requires() == null
            || !bring(effect.requires(), before, most - 1)
            || !take(helper))) {
      return false;
    }
    helpers.remove();
    return true;
  }

  /**
   * Takes one that leads away from where it stands: to the state that is seen next, if that is what
   * one of them leads to, else any that nobody has seen.
   */
  private boolean leave(int at, long before) {
    S next = seenNext(at);
    if (next != null && bring(next, before, MOST_HELPERS)) {
      return true;
    }
    for (Iterator<Item<C>> left = unseen.iterator(); left.hasNext(); ) {
      Item<C> helper = left.next();
      if (helper.start() >= before) {
        return false;
      }
      if (take(helper)) {
        left.remove();
        return true;
      }
    }
    return false;
  }

  /** What the next operation requires that requires anything. */
  private @Nullable S seenNext(int at) {
    for (int next = at + 1; next < hinted.size(); next++) {
      Effect<S> effect = model.effect(hinted.get(next).call());
      if (effect == null || effect.requires() != null) {
        return effect == null ? null : effect.requires();
      }
      if (effect.produces() != null) {
        return null;
      }
    }
    return null;
  }
}
