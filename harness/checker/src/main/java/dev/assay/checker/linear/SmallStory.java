package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Effect;
import dev.assay.checker.model.RegisterLike;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a register that has no order.
 *
 * @param model the register, with the operations that are taken as they say
 * @param operations the operations of the story, in the order of their invocations
 */
record SmallStory<S, C>(Loosened<S, C> model, List<OperationRecord> operations) {
  /**
   * The smallest one found.
   *
   * @param all all operations on it
   * @param shown those of them that show it, if somebody knows; believed only if what is left out
   *     may be left out, and no order of them is found
   */
  static <S, C> SmallStory<S, C> of(
      RegisterLike<S, C> register,
      Order order,
      List<OperationRecord> all,
      List<OperationRecord> shown,
      Budget budget) {
    Loosened<S, C> none = new Loosened<>(register, Set.of());
    SmallStory<S, C> story = believed(none, order, all, shown, budget);
    if (story == null) {
      story = new SmallStory<>(none, all);
    }
    story = story.shrunk(order, budget);
    SmallStory<S, C> smaller = story;
    while (smaller != null) {
      story = smaller;
      smaller = story.loosened(order, budget);
    }
    return story;
  }

  private static <S, C> @Nullable SmallStory<S, C> believed(
      Loosened<S, C> none,
      Order order,
      List<OperationRecord> all,
      List<OperationRecord> shown,
      Budget budget) {
    if (shown.size() == all.size()) {
      return null;
    }
    Loosened<S, C> model = none;
    Set<S> produced = new HashSet<>(Set.of(none.initial()));
    for (OperationRecord operation : shown) {
      Effect<S> effect = none.effectOf(operation);
      if (effect != null && effect.produces() != null) {
        produced.add(effect.produces());
      }
    }
    for (OperationRecord operation : shown) {
      Effect<S> effect = none.effectOf(operation);
      if (none.replaces(operation) && effect != null && !produced.contains(effect.requires())) {
        model = model.with(operation);
      }
    }
    Set<OperationRecord> stay = new HashSet<>(shown);
    List<OperationRecord> left = all.stream().filter(each -> !stay.contains(each)).toList();
    Shrinker<S, Loosened.Call<C>> shrinker = new Shrinker<>(model, order, budget);
    return new Removal<>(model, order, shown).mayRemove(left) && !shrinker.possible(shown)
        ? new SmallStory<>(model, shown)
        : null;
  }

  private SmallStory<S, C> shrunk(Order order, Budget budget) {
    return new SmallStory<>(model, new Shrinker<>(model, order, budget).shrink(operations));
  }

  /** One more is taken as it says, and that makes it smaller; null if none does. */
  private @Nullable SmallStory<S, C> loosened(Order order, Budget budget) {
    List<OperationRecord> latestFirst =
        operations.stream()
            .sorted(Comparator.comparingLong(OperationRecord::returnIndex).reversed())
            .filter(model::replaces)
            .toList();
    for (OperationRecord operation : latestFirst) {
      Loosened<S, C> looser = model.with(operation);
      if (!budget.timeIsUp() && new Shrinker<>(looser, order, budget).impossible(operations)) {
        SmallStory<S, C> story = new SmallStory<>(looser, operations).shrunk(order, budget);
        if (story.operations().size() < operations.size()) {
          return story;
        }
      }
    }
    return null;
  }
}
