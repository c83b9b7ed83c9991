package dev.assay.checker.generate;

/**
 * What a history shall be like.
 *
 * @param seed where all random choices come from
 * @param operations how many, without those of plants
 * @param clients how many work at a time; one whose operation stays unknown is replaced
 * @param indeterminate how many changes stay unknown, at most and about; half of them took effect
 * @param keys on how many objects; 0 for as many as the model has by default
 * @param values how many different values are written to registers, again and again; 0 if each is
 *     written once
 * @param hints whether completions say in which order the operations took effect
 */
public record HistorySettings(
    long seed,
    int operations,
    int clients,
    int indeterminate,
    int keys,
    int values,
    boolean hints) {
  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if no history is like that; the message says why
   */
  public HistorySettings {
    atLeast("operations", operations, 1);
    atLeast("clients", clients, 1);
    atLeast("operations of unknown outcome", indeterminate, 0);
    atLeast("keys", keys, 0);
    atLeast("values", values, 0);
    if (indeterminate > operations / 2) {
      throw new IllegalArgumentException(
          "at most half of %d operations may be of unknown outcome, not %d"
              .formatted(operations, indeterminate));
    }
  }

  private static void atLeast(String what, int number, int least) {
    if (number < least) {
      throw new IllegalArgumentException(
          "the number of %s must be at least %d, not %d".formatted(what, least, number));
    }
  }

  /** One object whose values are written once, without hints. */
  public static HistorySettings of(long seed, int operations, int clients, int indeterminate) {
    return new HistorySettings(seed, operations, clients, indeterminate, 0, 0, false);
  }

  /** The same on so many objects. */
  public HistorySettings withKeys(int other) {
    return new HistorySettings(seed, operations, clients, indeterminate, other, values, hints);
  }

  /** The same with so many different values. */
  public HistorySettings withValues(int other) {
    return new HistorySettings(seed, operations, clients, indeterminate, keys, other, hints);
  }

  /** The same with hints. */
  public HistorySettings withHints() {
    return new HistorySettings(seed, operations, clients, indeterminate, keys, values, true);
  }
}
