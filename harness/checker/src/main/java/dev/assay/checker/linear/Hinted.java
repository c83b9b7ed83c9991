package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries the order that the server reported: changes by their hints, and each read after the change
 * of the same number. Where that order is not legal, operations near by are moved, and it is
 * followed again from there on. What comes out must be verified: a hint may speed up a "yes", and
 * says nothing when it fails.
 */
final class Hinted {
  private Hinted() {}

  /** Places in the list, in an order that the hints lead to; null if they lead to none. */
  static <S, C> int @Nullable [] order(
      Model<S, C> model, List<OperationRecord> operations, Budget budget) {
    long hints = operations.stream().filter(HintedItem::hasHint).count();
    if (2 * hints < operations.size()) {
      return null;
    }
    List<HintedItem<C>> certain = new ArrayList<>();
    List<HintedItem<C>> optional = new ArrayList<>();
    for (int place = 0; place < operations.size(); place++) {
      HintedItem<C> item = HintedItem.of(model, place, operations.get(place));
      if (item != null) {
        (item.optional() ? optional : certain).add(item);
      }
    }
    HintedPlan<C> plan = HintedPlan.of(certain);
    HintedRun<S, C> run = new HintedRun<>(model, plan, optional);
    HintedRepair<S, C> repair = new HintedRepair<>(run, plan, budget);
    run.run(plan.size());
    while (run.at() < plan.size()) {
      if (!repair.repair()) {
        return null;
      }
      run.run(plan.size());
    }
    return run.order();
  }
}
