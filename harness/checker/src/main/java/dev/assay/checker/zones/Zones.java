package dev.assay.checker.zones;

import static dev.assay.checker.zones.RegisterHistory.NEVER;
import static dev.assay.checker.zones.RegisterHistory.NONE;

import dev.assay.checker.arrays.IntStack;

/** Decides by zones, as the package says. Used once, by one thread. */
public final class Zones {
  private final RegisterHistory history;
  private final Chains chains;

  /** By the first value of a chain: the first end, and the last beginning, in all the chain. */
  final int[] zoneEnd;

  final int[] zoneStart;

  private Zones(RegisterHistory history, Chains chains) {
    this.history = history;
    this.chains = chains;
    this.zoneEnd = chains.firstEnd.clone();
    this.zoneStart = chains.lastStart.clone();
  }

  /** What can be said. */
  public sealed interface Answer {
    /** There is an order. */
    record Possible() implements Answer {}

    /**
     * There is none.
     *
     * @param why which rule says so
     * @param operations operations that alone have none
     */
    record Impossible(String why, int[] operations) implements Answer {}

    /** A value is written twice, so that zones say nothing. */
    record NotUnique() implements Answer {}
  }

  /** Decides. */
  public static Answer decide(RegisterHistory history) {
    Chains chains = Chains.of(history);
    if (!chains.unique()) {
      return new Answer.NotUnique();
    }
    if (chains.why().isEmpty()) {
      Zones zones = new Zones(history, chains);
      zones.measure();
      if (chains.why().isEmpty()) {
        zones.sweep();
      }
    }
    return chains.why().isEmpty()
        ? new Answer.Possible()
        : new Answer.Impossible(chains.why(), justified(history, chains));
  }

  /**
   * The operations that show why there is no order, and for each of unknown outcome those by which
   * one knows that it took effect.
   */
  private static int[] justified(RegisterHistory history, Chains chains) {
    IntStack shown = new IntStack();
    for (int operation : chains.conflict()) {
      shown.push(operation);
    }
    for (int at = 0; at < shown.size(); at++) {
      int produced = history.produces()[shown.at(at)];
      for (int other = 0; history.optional(shown.at(at)) && other < history.size(); other++) {
        int own = history.produces()[other];
        if (history.requires()[other] == produced
            && (!history.optional(other) || (own != NONE && chains.live(own)))) {
          shown.push(other);
          break;
        }
      }
    }
    return shown.toArray();
  }

  /** The zones of a history that is known to have an order. */
  static Zones of(RegisterHistory history, Chains chains) {
    Zones zones = new Zones(history, chains);
    zones.measure();
    return zones;
  }

  /** Whether a value is the first of a chain that has operations. */
  boolean counts(int value) {
    return chains.live(value)
        && chains.root(value)
        && (zoneStart[value] != NONE || chains.next[value] != NONE);
  }

  boolean forward(int value) {
    return zoneEnd[value] < zoneStart[value];
  }

  /** Adds the chains up, and looks for what contradicts rule 2. */
  private void measure() {
    int inChains = 0;
    int living = 0;
    for (int value = 0; value < history.values() && chains.why().isEmpty(); value++) {
      living += chains.live(value) ? 1 : 0;
      if (chains.live(value) && chains.root(value)) {
        inChains += measure(value);
      }
    }
    if (chains.why().isEmpty() && inChains < living) {
      circle();
    }
  }

  private int measure(int root) {
    int length = 1;
    int value = root;
    while (chains.next[value] != NONE) {
      value = chains.next[value];
      length++;
      if (chains.firstEnd[value] < zoneStart[root]) {
        late(root, value);
        return length;
      }
      zoneEnd[root] = Math.min(zoneEnd[root], chains.firstEnd[value]);
      zoneStart[root] = Math.max(zoneStart[root], chains.lastStart[value]);
    }
    return length;
  }

  /** An operation on a value was over before one on an earlier value of the chain began. */
  private void late(int root, int value) {
    IntStack shown = new IntStack();
    for (int at = root; ; at = chains.next[at]) {
      bounds(at, shown);
      if (at == value) {
        break;
      }
    }
    chains.fail("a value was there before one that it replaced was last found", shown);
  }

  private void circle() {
    boolean[] reached = new boolean[history.values()];
    for (int value = 0; value < history.values(); value++) {
      for (int at = value;
          chains.live(value) && chains.root(value) && at != NONE;
          at = chains.next[at]) {
        reached[at] = true;
      }
    }
    for (int value = 0; value < history.values(); value++) {
      if (chains.live(value) && !reached[value]) {
        IntStack shown = new IntStack();
        for (int at = value; !reached[at]; at = history.requires()[chains.writer[at]]) {
          reached[at] = true;
          bounds(at, shown);
        }
        chains.fail("values replaced each other in a circle", shown);
        return;
      }
    }
  }

  /** The writer of a value, and those of its cluster that end first and begin last. */
  private void bounds(int value, IntStack into) {
    int writer = chains.writer[value];
    if (writer != NONE) {
      into.push(writer);
    }
    boolean first = writer == NONE || history.end()[writer] != chains.firstEnd[value];
    boolean last = writer == NONE || history.start()[writer] != chains.lastStart[value];
    for (int operation = 0; operation < history.size() && (first || last); operation++) {
      if (operation == writer || history.requires()[operation] != value) {
        continue;
      }
      boolean isFirst = first && history.end()[operation] == chains.firstEnd[value];
      boolean isLast = last && history.start()[operation] == chains.lastStart[value];
      if ((isFirst && chains.firstEnd[value] != NEVER) || isLast) {
        into.push(operation);
        first &= !isFirst;
        last &= !isLast;
      }
    }
  }

  /** Goes over the zones in the order of time, and looks for what contradicts rule 3. */
  private void sweep() {
    int[] at = new int[history.positions() + 1];
    for (int value = 0; value < history.values(); value++) {
      if (counts(value)) {
        at[(forward(value) ? zoneEnd[value] : zoneStart[value]) + 1] = value + 1;
      }
    }
    int current = NONE;
    int until = NONE;
    for (int position = 0; position < at.length; position++) {
      if (at[position] == 0) {
        continue;
      }
      int value = at[position] - 1;
      boolean within = position - 1 < until;
      if (forward(value)) {
        if (within) {
          clash(current, value, "two values must both have been there");
          return;
        }
        current = value;
        until = zoneStart[value];
      } else if (within && zoneEnd[value] < until) {
        clash(current, value, "a value was written while another one must have been there");
        return;
      }
    }
  }

  private void clash(int root, int other, String reason) {
    IntStack shown = new IntStack();
    for (int value = root; value != NONE; value = chains.next[value]) {
      bounds(value, shown);
    }
    for (int value = other; value != NONE; value = chains.next[value]) {
      bounds(value, shown);
    }
    chains.fail(reason, shown);
  }
}
