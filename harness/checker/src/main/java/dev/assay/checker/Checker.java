package dev.assay.checker;

import dev.assay.checker.history.Entry;
import dev.assay.checker.verdict.Guarantee;
import java.util.List;

/**
 * A judge of one or more promises. It sees a history and nothing else, so that every check can be
 * done again on a file that someone else recorded. It keeps no state between calls, ends within the
 * limits, and throws only for a bug of its own.
 */
public interface Checker {
  /** Judges a whole history, in its order. One result for each promise that it looks at. */
  List<Guarantee> check(List<Entry> history, Limits limits);

  /**
   * The same, but the details of a valid result hold the order that explains all, where the promise
   * is that there is one: {@link #WITNESS}, a map from key (empty for a history without keys) to
   * the ids of the operations in that order. It was verified before.
   */
  default Checker withWitness() {
    return this;
  }

  /** See {@link #withWitness}. */
  String WITNESS = "witness";
}
