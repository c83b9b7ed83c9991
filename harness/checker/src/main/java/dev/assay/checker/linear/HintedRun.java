package dev.assay.checker.linear;

import dev.assay.checker.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Goes along a plan as far as its operations are legal, and back. Reads without a hint are taken
 * before their place in the plan, as soon as they are legal; those of unknown outcome when the next
 * one is not legal without.
 */
final class HintedRun<S, C> {
  private final Model.Walk<C> walk;
  private final HintedPlan<C> plan;
  private final Helpers<S, C> helpers;

  /** Those that may be taken before their place, by their beginning; and those begun of them. */
  private final List<HintedItem<C>> early = new ArrayList<>();

  private final TreeSet<HintedItem<C>> waiting =
      new TreeSet<>(Comparator.comparingLong(HintedItem::start));
  private int nextEarly;

  /** What was taken, in this order, those of unknown outcome among it. */
  private final List<HintedItem<C>> trail = new ArrayList<>();

  /** How long the trail was when the item at a place of the plan was the next. */
  private final int[] marks;

  private int at;
  private int longest;
  private long work;

  HintedRun(Model<S, C> model, HintedPlan<C> plan, List<HintedItem<C>> optional) {
    this.walk = model.walk();
    this.plan = plan;
    this.marks = new int[plan.size() + 1];
    this.helpers = new Helpers<>(model, plan, optional);
    for (int place = 0; place < plan.size(); place++) {
      if (early(plan.at(place))) {
        early.add(plan.at(place));
      }
    }
    early.sort(waiting.comparator());
  }

  /** Whether nothing says where its place is, except that it is legal there. */
  private static boolean early(HintedItem<?> item) {
    return item.readOnly() && !item.hinted() && !item.optional();
  }

  /** The place in the plan of the item that is the next. */
  int at() {
    return at;
  }

  /** How many steps were tried so far. */
  long work() {
    return work;
  }

  /** The places in the list of operations of what was taken, in this order. */
  int[] order() {
    return trail.stream().mapToInt(HintedItem::place).toArray();
  }

  /** Goes on until it stands at a place, or the next item is not legal. */
  void run(int until) {
    while (at < until) {
      marks[at] = trail.size();
      if (!takeEarly(until) && !take(plan.at(at)) && !takeWithHelp()) {
        back(at);
        return;
      }
      at++;
    }
  }

  private boolean takeWithHelp() {
    return helpers.help(this, at) && take(plan.at(at));
  }

  /** Takes one that is legal before its place. */
  private boolean takeEarly(int until) {
    long firstEnd = plan.firstEnd(at);
    while (nextEarly < early.size() && early.get(nextEarly).start() < firstEnd) {
      waiting.add(early.get(nextEarly++));
    }
    for (HintedItem<C> item : waiting) {
      if (item.start() >= firstEnd) {
        return false;
      }
      if (step(item)) {
        int place = plan.find(item, at, until);
        if (place >= 0) {
          plan.move(place, at);
          taken(item);
          return true;
        }
        walk.back();
      }
    }
    return false;
  }

  /** Takes an item if it is legal. */
  boolean take(HintedItem<C> item) {
    boolean legal = step(item);
    if (legal) {
      taken(item);
    }
    return legal;
  }

  /** Whether it were legal to take one, and then the other. */
  boolean legal(HintedItem<C> first, HintedItem<C> second) {
    boolean legal = step(first);
    if (legal) {
      legal = step(second) && walk.back();
      walk.back();
    }
    return legal;
  }

  private boolean step(HintedItem<C> item) {
    work++;
    longest = Math.max(longest, trail.size() + 2);
    return walk.step(item.call());
  }

  private void taken(HintedItem<C> item) {
    trail.add(item);
    if (item.optional()) {
      helpers.remove(item);
    } else if (!item.hinted()) {
      waiting.remove(item);
    }
  }

  /** Goes to a place where it was before; false if that cannot be done. */
  boolean moveTo(int place) {
    if (at < place) {
      run(place);
      return at == place;
    }
    return back(place);
  }

  private boolean back(int place) {
    if (longest - marks[place] > Model.Walk.MOST_BACK) {
      return false;
    }
    while (trail.size() > marks[place]) {
      if (!walk.back()) {
        return false;
      }
      HintedItem<C> item = trail.removeLast();
      if (item.optional()) {
        helpers.add(item);
      } else if (early(item)) {
        waiting.add(item);
      }
    }
    at = place;
    return true;
  }
}
