package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A smaller object that can be seen in the one that is judged, and that has no order.
 *
 * @param model what it is meant to do
 * @param shown operations on it that alone have no order
 */
record BrokenView<S, C>(Model<S, C> model, List<OperationRecord> shown) {
  /** The search of a view gets this share of the time for searches that is left. */
  private static final int SLICE = 8;

  /**
   * The first one found; null if there is none, or none was found in time.
   *
   * @param budget what all may take
   * @param searches what searches may take, where zones do not decide
   */
  static @Nullable BrokenView<?, ?> find(
      Model<?, ?> model,
      List<OperationRecord> operations,
      Order order,
      Budget budget,
      Budget searches) {
    for (Model.View<?, ?> view : model.views(operations)) {
      BrokenView<?, ?> broken = budget.timeIsUp() ? null : judge(view, order, searches);
      if (broken != null) {
        return broken;
      }
    }
    return null;
  }

  private static <S, C> @Nullable BrokenView<S, C> judge(
      Model.View<S, C> view, Order order, Budget searches) {
    Problem<S, C> problem = Problem.of(view.model(), view.operations(), order);
    return switch (UniqueWrites.decide(problem)) {
      case UniqueWrites.Decision.Order _ -> null;
      case UniqueWrites.Decision.Impossible(List<OperationRecord> shown) ->
          new BrokenView<>(view.model(), shown);
      case null ->
          Search.run(problem, searches.slice(SLICE)) instanceof SearchResult.Impossible
              ? new BrokenView<>(view.model(), view.operations())
              : null;
    };
  }

  /** What tells why it has no order. */
  Explainer<S, C> explainer(String guarantee, Order order) {
    return new Explainer<>(guarantee, model, order);
  }
}
