package dev.assay.checker.linear;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Verifies a witness. It shares nothing with the search but the model, so that a mistake of the
 * search cannot pass as a proof.
 */
final class Replay {
  private Replay() {}

  /**
   * Replays the order against the model and the history.
   *
   * @throws IllegalStateException if the order does not explain the operations
   */
  static <S, C> void verify(
      Model<S, C> model, Order order, List<OperationRecord> all, List<OperationRecord> witness) {
    Set<OperationRecord> missing = mandatory(model, all);
    Set<OperationRecord> placed = new HashSet<>();
    Map<String, Long> lastInvoked = new HashMap<>();
    S state = model.initial();
    for (OperationRecord operation : witness) {
      C call = model.interpret(operation);
      S after = call == null ? null : model.step(state, call);
      if (call == null || after == null || !placed.add(operation)) {
        throw wrong(operation, "it is not legal in state %s, or stands twice".formatted(state));
      }
      state = after;
      missing.remove(operation);
      // Nothing that stands before it may have been invoked after it was completed.
      String session = order == Order.REAL_TIME ? "" : Sessions.sessionOf(operation);
      long invoked = operation.invoke().index();
      if (lastInvoked.getOrDefault(session, -1L) > operation.returnIndex()
          || lastInvoked.getOrDefault("", -1L) > operation.returnIndex()) {
        throw wrong(operation, "it stands after one that was invoked when it was over");
      }
      lastInvoked.merge(session, invoked, Math::max);
      if (!model.readOnly(call)) {
        lastInvoked.merge("", invoked, Math::max);
      }
    }
    if (!missing.isEmpty()) {
      throw wrong(missing.iterator().next(), "it took effect and is missing");
    }
  }

  private static <S, C> Set<OperationRecord> mandatory(
      Model<S, C> model, List<OperationRecord> all) {
    Set<OperationRecord> mandatory = new HashSet<>();
    for (OperationRecord operation : all) {
      if (operation.outcome() != EntryType.INFO && model.interpret(operation) != null) {
        mandatory.add(operation);
      }
    }
    return mandatory;
  }

  private static IllegalStateException wrong(OperationRecord operation, String why) {
    return new IllegalStateException(
        "the witness is wrong at the operation of index %d: %s"
            .formatted(operation.invoke().index(), why));
  }
}
