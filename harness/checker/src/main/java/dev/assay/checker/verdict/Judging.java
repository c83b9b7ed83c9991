package dev.assay.checker.verdict;

import dev.assay.checker.history.HistoryException;
import java.util.List;
import java.util.function.Supplier;

/** What the checks of one promise have in common. */
public final class Judging {
  private Judging() {}

  /**
   * What a check says of a promise; that it is not known when the history is not one of this kind.
   *
   * @param name the promise
   * @param check throws {@link HistoryException} for a history that it cannot read
   */
  public static List<Guarantee> of(String name, Supplier<Guarantee> check) {
    try {
      return List.of(check.get());
    } catch (HistoryException e) {
      return List.of(Guarantee.unknown(name, "The history cannot be judged: " + e.getMessage()));
    }
  }
}
