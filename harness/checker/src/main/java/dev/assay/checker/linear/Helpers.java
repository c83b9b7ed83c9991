package dev.assay.checker.linear;

import dev.assay.checker.model.Effect;
import dev.assay.checker.model.Model;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Operations of unknown outcome that were not taken, and how they make another one legal. */
final class Helpers<S, C> {
  /** So many may build on each other. */
  private static final int MOST = 50;

  /** So many are tried whose effect has no closed form, those that began last. */
  private static final int MOST_TRIED = 1000;

  private final Model<S, C> model;
  private final HintedPlan<C> plan;

  /** By the state that they lead to. */
  private final Map<S, NavigableSet<HintedItem<C>>> leading = new HashMap<>();

  /** Those of them that lead to states which no operation requires. */
  private final NavigableSet<HintedItem<C>> unseen = byStart();

  /** Those whose effect has no closed form. */
  private final NavigableSet<HintedItem<C>> opaque = byStart();

  private final Set<S> required = new HashSet<>();

  Helpers(Model<S, C> model, HintedPlan<C> plan, List<HintedItem<C>> optional) {
    this.model = model;
    this.plan = plan;
    if (!optional.isEmpty()) {
      plan.forEach(this::require);
      optional.forEach(this::require);
      optional.forEach(this::add);
    }
  }

  private static <C> NavigableSet<HintedItem<C>> byStart() {
    return new TreeSet<>(Comparator.comparingLong(HintedItem::start));
  }

  private void require(HintedItem<C> item) {
    Effect<S> effect = model.effect(item.call());
    if (effect != null && effect.requires() != null) {
      required.add(effect.requires());
    }
  }

  /** One that can be taken, perhaps again. */
  void add(HintedItem<C> item) {
    Effect<S> effect = model.effect(item.call());
    if (effect == null) {
      opaque.add(item);
    } else if (effect.produces() != null) {
      leading.computeIfAbsent(effect.produces(), _ -> byStart()).add(item);
      if (!required.contains(effect.produces())) {
        unseen.add(item);
      }
    }
  }

  /** It is taken. */
  void remove(HintedItem<C> item) {
    Effect<S> effect = model.effect(item.call());
    if (effect == null) {
      opaque.remove(item);
    } else if (effect.produces() != null) {
      leading.getOrDefault(effect.produces(), byStart()).remove(item);
      unseen.remove(item);
    }
  }

  /** Takes some that were begun in time, so that the item at a place of the plan may be legal. */
  boolean help(HintedRun<S, C> run, int at) {
    HintedItem<C> item = plan.at(at);
    Effect<S> effect = model.effect(item.call());
    long before = plan.firstEnd(at);
    if (effect == null) {
      return takeOpaque(run, item, before);
    }
    return effect.requires() != null
        ? bring(run, effect.requires(), before, MOST)
        : effect.excludes() != null && leave(run, at, before);
  }

  private boolean takeOpaque(HintedRun<S, C> run, HintedItem<C> item, long before) {
    int tried = 0;
    for (HintedItem<C> helper : opaque.descendingSet()) {
      if (helper.start() < before && run.legal(helper, item)) {
        return run.take(helper);
      }
      if (++tried == MOST_TRIED) {
        return false;
      }
    }
    return false;
  }

  /** Takes what leads to a state; those that it needs itself first. */
  private boolean bring(HintedRun<S, C> run, S state, long before, int most) {
    NavigableSet<HintedItem<C>> leadingThere = leading.get(state);
    if (leadingThere == null || leadingThere.isEmpty() || most == 0) {
      return false;
    }
    HintedItem<C> helper = leadingThere.first();
    if (helper.start() >= before) {
      return false;
    }
    Effect<S> effect = model.effect(helper.call());
    return run.take(helper)
        || (effect != null
            && effect.requires() != null
            && bring(run, effect.requires(), before, most - 1)
            && run.take(helper));
  }

  /**
   * Takes one that leads away from where it stands: to the state that is seen next, if that is what
   * one of them leads to, else any that nobody has seen.
   */
  private boolean leave(HintedRun<S, C> run, int at, long before) {
    S next = seenNext(at);
    if (next != null && bring(run, next, before, MOST)) {
      return true;
    }
    for (HintedItem<C> helper : unseen) {
      if (helper.start() >= before) {
        return false;
      }
      if (run.take(helper)) {
        return true;
      }
    }
    return false;
  }

  /** What the next operation requires that requires anything. */
  private @Nullable S seenNext(int at) {
    for (int next = at + 1; next < plan.size(); next++) {
      Effect<S> effect = model.effect(plan.at(next).call());
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
