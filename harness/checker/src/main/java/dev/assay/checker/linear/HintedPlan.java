package dev.assay.checker.linear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * An order of all operations that took effect, which always agrees with real time: at first by
 * their hints, as far as these agree with real time.
 */
final class HintedPlan<C> {
  private final List<HintedItem<C>> items;

  /** At each place the first end of the items from there on. */
  private final long[] endsLeft;

  private HintedPlan(List<HintedItem<C>> items) {
    this.items = items;
    this.endsLeft = new long[items.size() + 1];
    endsLeft[items.size()] = Long.MAX_VALUE;
    note(0, items.size() - 1);
  }

  static <C> HintedPlan<C> of(List<HintedItem<C>> items) {
    List<HintedItem<C>> sorted = new ArrayList<>();
    List<HintedItem<C>> without = new ArrayList<>();
    items.forEach(item -> (item.hinted() ? sorted : without).add(item));
    sorted.sort(HintedItem::compare);
    List<HintedItem<C>> credible = new CredibleHints<>(sorted, without::add).order();
    return new HintedPlan<>(without.isEmpty() ? credible : merged(credible, without));
  }

  /** Those without a hint stand as late as real time allows. */
  private static <C> List<HintedItem<C>> merged(
      List<HintedItem<C>> credible, List<HintedItem<C>> without) {
    without.sort(Comparator.comparingLong(HintedItem::end));
    List<HintedItem<C>> all = new ArrayList<>();
    long begun = -1;
    int next = 0;
    for (HintedItem<C> item : credible) {
      begun = Math.max(begun, item.start());
      while (next < without.size() && without.get(next).end() < begun) {
        all.add(without.get(next++));
      }
      all.add(item);
    }
    all.addAll(without.subList(next, without.size()));
    return all;
  }

  int size() {
    return items.size();
  }

  HintedItem<C> at(int place) {
    return items.get(place);
  }

  void forEach(Consumer<HintedItem<C>> action) {
    items.forEach(action);
  }

  /** Where an item stands from one place until before another; -1 if it does not. */
  int find(HintedItem<C> item, int from, int until) {
    for (int at = from; at < until; at++) {
      if (items.get(at).place() == item.place()) {
        return at;
      }
    }
    return -1;
  }

  /** Before which moment those must have begun that come before the item at a place. */
  long firstEnd(int place) {
    return endsLeft[place];
  }

  /** Moves an item; those between make room. Whether real time allows it is not looked at. */
  void move(int from, int to) {
    HintedItem<C> item = items.get(from);
    int step = from < to ? 1 : -1;
    for (int at = from; at != to; at += step) {
      items.set(at, items.get(at + step));
    }
    items.set(to, item);
    note(Math.min(from, to), Math.max(from, to));
  }

  /** What stands in some places. */
  List<HintedItem<C>> copy(int from, int until) {
    return new ArrayList<>(items.subList(from, until));
  }

  /** Puts back what was copied. */
  void restore(int from, List<HintedItem<C>> copy) {
    for (int at = 0; at < copy.size(); at++) {
      items.set(from + at, copy.get(at));
    }
    note(from, from + copy.size() - 1);
  }

  private void note(int first, int last) {
    for (int at = last; at >= first; at--) {
      endsLeft[at] = Math.min(endsLeft[at + 1], items.get(at).end());
    }
  }
}
