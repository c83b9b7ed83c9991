package dev.assay.checker.linear;

/** What a search came to. */
sealed interface SearchResult {
  /** An order that explains the history: numbers of operations of the problem. */
  record Found(int[] order, long configurations) implements SearchResult {}

  /**
   * There is none.
   *
   * @param most how many mandatory operations the furthest attempt explained
   */
  record Impossible(int most, long configurations) implements SearchResult {}

  /** The limits were reached first. */
  record GaveUp(String why, int most, long configurations) implements SearchResult {}
}
