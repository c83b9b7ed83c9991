package dev.assay.checker.linear;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Effect;
import dev.assay.checker.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says whether operations may be left out of a history so that, if the rest is impossible, the
 * whole is.
 *
 * <p>Take an order of the whole, without those left out. An operation {@code x} of the rest sees
 * the state that the last operation before it produced. If that one is still there, nothing changed
 * for {@code x}. So it is enough that for no {@code x} that compares the state with something, that
 * last one can have been left out:
 *
 * <ul>
 *   <li>one that produces {@code v} cannot have been it if {@code x} requires another state;
 *   <li>nor can it if another operation stays that took effect, changes the state, began when the
 *       one left out was over, and was over when {@code x} began.
 * </ul>
 *
 * <p>The second way is taken only while a later operation stays that produces the same state, for
 * the story's sake: a stale read should be told beside the write that it saw, not as a value from
 * nowhere.
 *
 * <p>Operations whose effects have no closed form go where the model says so ({@link
 * Model#separable}).
 */
final class Removal<S, C> {
  private final Model<S, C> model;
  private final Order order;
  private final List<OperationRecord> rest;
  private boolean closed = true;

  /** For each required state, before which position what is left out must be over. */
  private final Map<S, Long> shielded = new HashMap<>();

  /** The same for operations that exclude a state. */
  private long shieldedFromAll = Long.MAX_VALUE;

  private final Map<S, Long> lastProduced = new HashMap<>();
  private long[] shieldEnds = {};
  private long[] shieldStarts = {};

  /** Prepares for what is to stay. */
  Removal(Model<S, C> model, Order order, List<OperationRecord> rest) {
    this.model = model;
    this.order = order;
    this.rest = rest;
    collectShields(rest);
    for (OperationRecord operation : rest) {
      C call = model.interpret(operation);
      Effect<S> effect = call == null ? null : model.effect(call);
      if (call == null) {
        continue;
      }
      if (effect == null) {
        closed = false;
        continue;
      }
      S required = effect.requires();
      S produced = effect.produces();
      if (required != null) {
        shielded.merge(required, shieldBefore(operation, call), Math::min);
      }
      if (effect.excludes() != null) {
        shieldedFromAll = Math.min(shieldedFromAll, shieldBefore(operation, call));
      }
      if (produced != null) {
        lastProduced.merge(produced, operation.invoke().index(), Math::max);
      }
    }
  }

  private void collectShields(List<OperationRecord> rest) {
    List<OperationRecord> shields = new ArrayList<>();
    for (OperationRecord operation : rest) {
      C call = model.interpret(operation);
      if (call != null && !model.readOnly(call) && operation.outcome() != EntryType.INFO) {
        shields.add(operation);
      }
    }
    shields.sort(Comparator.comparingLong(OperationRecord::returnIndex));
    shieldEnds = shields.stream().mapToLong(OperationRecord::returnIndex).toArray();
    shieldStarts = shields.stream().mapToLong(operation -> operation.invoke().index()).toArray();
    for (int at = 1; at < shieldStarts.length; at++) {
      shieldStarts[at] = Math.max(shieldStarts[at], shieldStarts[at - 1]);
    }
  }

  /** The latest start of a change that was over when this operation began; -1 if there is none. */
  private long shieldBefore(OperationRecord operation, C call) {
    if (order == Order.SESSION && model.readOnly(call)) {
      return -1; // It may be late, and stand before changes that were over.
    }
    int found = Arrays.binarySearch(shieldEnds, operation.invoke().index());
    int over = found < 0 ? -found - 1 : found;
    return over == 0 ? -1 : shieldStarts[over - 1];
  }

  boolean mayRemove(Collection<OperationRecord> operations) {
    return operations.stream().allMatch(this::mayRemove)
        || model.separable(calls(operations), calls(rest));
  }

  private List<C> calls(Collection<OperationRecord> operations) {
    List<C> calls = new ArrayList<>();
    for (OperationRecord operation : operations) {
      C call = model.interpret(operation);
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  private boolean mayRemove(OperationRecord operation) {
    C call = model.interpret(operation);
    if (call == null || model.readOnly(call)) {
      return true;
    }
    Effect<S> effect = model.effect(call);
    S produced = effect == null ? null : effect.produces();
    long over = operation.returnIndex();
    boolean seenByAny = shieldedFromAll < Long.MAX_VALUE && over >= shieldedFromAll;
    if (!closed || produced == null || seenByAny) {
      return false;
    }
    Long shield = shielded.get(produced);
    return shield == null
        || (over < shield && lastProduced.getOrDefault(produced, -1L) > operation.invoke().index());
  }
}
