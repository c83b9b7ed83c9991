package dev.assay.checker.zones;

/**
 * Operations on one register, in arrays, by number in the order of their invocations, as far as
 * those are concerned that may not have an unknown outcome. Positions are those of lines in a
 * history, each used once.
 *
 * @param start where each operation was invoked
 * @param end where it was completed; {@link #NEVER} if nobody knows whether it took effect
 * @param requires the value that it found; {@link #NONE} if it did not look
 * @param produces the value that it wrote; {@link #NONE} if it wrote none
 * @param values how many values there are, numbered from 0
 * @param initial the value at first
 * @param positions above all positions
 */
public record RegisterHistory(
    int[] start,
    int[] end,
    int[] requires,
    int[] produces,
    int values,
    int initial,
    int positions) {
  public static final int NEVER = Integer.MAX_VALUE;
  public static final int NONE = -1;

  /** How many operations there are. */
  public int size() {
    return start.length;
  }

  boolean optional(int operation) {
    return end[operation] == NEVER;
  }
}
