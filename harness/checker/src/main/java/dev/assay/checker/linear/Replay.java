package dev.assay.checker.linear;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies a witness. It shares nothing with the search but the model, so that a mistake of the
 * search cannot pass as a proof.
 */
public final class Replay {
  private Replay() {}

  /**
   * Replays an order that real time has to agree with.
   *
   * @param witness what took effect, in the order that is claimed
   * @throws IllegalStateException if the order does not explain the operations
   */
  public static <S, C> void verify(
      Model<S, C> model, List<OperationRecord> all, List<OperationRecord> witness) {
    IdentityHashMap<OperationRecord, Integer> places = new IdentityHashMap<>();
    for (int place = 0; place < all.size(); place++) {
      places.put(all.get(place), place);
    }
    int[] order = witness.stream().mapToInt(each -> places.getOrDefault(each, -1)).toArray();
    verify(model, Order.REAL_TIME, all, order);
  }

  /**
   * Replays the order against the model and the history.
   *
   * @param witness places in {@code all}, in the order that is claimed
   * @throws IllegalStateException if the order does not explain the operations
   */
  static <S, C> void verify(
      Model<S, C> model, Order order, List<OperationRecord> all, int[] witness) {
    String fault = fault(model, order, all, witness);
    if (!fault.isEmpty()) {
      throw new IllegalStateException("the witness is wrong " + fault);
    }
  }

  /** What is wrong with the order; empty if it explains the operations. */
  static <S, C> String fault(
      Model<S, C> model, Order order, List<OperationRecord> all, int[] witness) {
    boolean[] placed = new boolean[all.size()];
    Map<String, Long> last = new HashMap<>();
    Model.Walk<C> walk = model.walk();
    for (int place : witness) {
      OperationRecord operation = all.get(place);
      C call = model.interpret(operation);
      if (call == null || placed[place] || !walk.step(call)) {
        return at(operation, "it is not legal there, or stands twice");
      }
      placed[place] = true;
      // Nothing that stands before it may have been invoked after it was completed.
      String session = order == Order.REAL_TIME ? "" : Sessions.sessionOf(operation);
      long invoked = operation.invoke().index();
      if (Math.max(last.getOrDefault(session, -1L), last.getOrDefault("", -1L))
          > operation.returnIndex()) {
        return at(operation, "it stands after one that was invoked when it was over");
      }
      last.merge(session, invoked, Math::max);
      if (!model.readOnly(call)) {
        last.merge("", invoked, Math::max);
      }
    }
    for (int place = 0; place < placed.length; place++) {
      OperationRecord operation = all.get(place);
      if (!placed[place]
          && operation.outcome() != EntryType.INFO
          && model.interpret(operation) != null) {
        return at(operation, "it took effect and is missing");
      }
    }
    return "";
  }

  private static String at(OperationRecord operation, String why) {
    return "at the operation of index %d: %s".formatted(operation.invoke().index(), why);
  }
}
