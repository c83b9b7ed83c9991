package dev.assay.checker.linear;

import dev.assay.checker.arrays.IntStack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds operations whose hints agree with real time. Where the hints of two contradict it, it is
 * not known which of them is wrong: one that contradicts many is, and loses its hint.
 */
final class CredibleHints<C> {
  /** One that contradicts more than so many earlier ones is wrong itself. */
  private static final int MOST_CONTRADICTED = 2;

  /** One that so many later ones contradict is wrong. */
  private static final int MOST_CONTRADICTING = 2;

  private final List<HintedItem<C>> sorted;
  private final Consumer<HintedItem<C>> unhinted;
  private final boolean[] wrong;
  private final int[] contradicting;

  /** At each place the last beginning of those up to there that are not wrong. */
  private final long[] begun;

  /**
   * Begins.
   *
   * @param sorted the items by their hints
   * @param unhinted told of each that loses its hint
   */
  CredibleHints(List<HintedItem<C>> sorted, Consumer<HintedItem<C>> unhinted) {
    this.sorted = sorted;
    this.unhinted = unhinted;
    this.wrong = new boolean[sorted.size()];
    this.contradicting = new int[sorted.size()];
    this.begun = new long[sorted.size()];
  }

  /** The items that keep their hints, by these. */
  List<HintedItem<C>> order() {
    boolean all = true;
    for (int at = 0; at < sorted.size(); at++) {
      begun[at] = begunBefore(at);
      if (sorted.get(at).end() < begun[at]) {
        all = false;
        contradict(at);
      }
      begun[at] = wrong[at] ? begunBefore(at) : Math.max(begunBefore(at), sorted.get(at).start());
    }
    return all ? sorted : credible();
  }

  private long begunBefore(int at) {
    return at == 0 ? -1 : begun[at - 1];
  }

  private void contradict(int at) {
    long end = sorted.get(at).end();
    IntStack contradicted = new IntStack();
    for (int before = at - 1;
        before >= 0 && begun[before] > end && contradicted.size() <= MOST_CONTRADICTED;
        before--) {
      if (!wrong[before] && sorted.get(before).start() > end) {
        contradicted.push(before);
      }
    }
    wrong[at] = true;
    if (contradicted.size() > MOST_CONTRADICTED) {
      return;
    }
    for (int before : contradicted.toArray()) {
      if (++contradicting[before] >= MOST_CONTRADICTING) {
        forget(before, at);
      }
    }
  }

  private void forget(int place, int until) {
    wrong[place] = true;
    for (int at = place; at < until; at++) {
      begun[at] = wrong[at] ? begunBefore(at) : Math.max(begunBefore(at), sorted.get(at).start());
    }
  }

  private List<HintedItem<C>> credible() {
    List<HintedItem<C>> credible = new ArrayList<>();
    for (int at = 0; at < wrong.length; at++) {
      if (wrong[at]) {
        unhinted.accept(sorted.get(at).withoutHint());
      } else {
        credible.add(sorted.get(at));
      }
    }
    return credible;
  }
}
