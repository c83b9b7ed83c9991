package dev.assay.checker.counter;

/**
 * A row of numbers: adds to neighbours at once, and knows the greatest. Both take the logarithm of
 * the row's length (a segment tree).
 */
final class Levels {
  /** Below all that counts. */
  static final long NONE = -(1L << 60);

  private final int size;

  /** By node of the tree: the greatest below it, without what was added to it as a whole. */
  private final long[] inner;

  private final long[] added;

  /** A row in which there is nothing yet. */
  Levels(int length) {
    size = Math.max(2, Integer.highestOneBit(Math.max(1, length - 1)) << 1);
    inner = new long[2 * size];
    added = new long[2 * size];
    added[1] = NONE;
  }

  /** Puts a number where there was nothing. */
  void put(int position, long number) {
    add(1, 0, size, position, position + 1, number - NONE);
  }

  /** Adds to the first so many. */
  void addToFirst(int count, long amount) {
    add(1, 0, size, 0, count, amount);
  }

  private void add(int node, int low, int high, int from, int to, long amount) {
    if (to <= low || high <= from) {
      return;
    }
    if (from <= low && high <= to) {
      added[node] += amount;
      return;
    }
    int middle = (low + high) >>> 1;
    add(2 * node, low, middle, from, to, amount);
    add(2 * node + 1, middle, high, from, to, amount);
    inner[node] = Math.max(total(2 * node), total(2 * node + 1));
  }

  private long total(int node) {
    return inner[node] + added[node];
  }

  long greatest() {
    return total(1);
  }

  /** The first position of the greatest. */
  int positionOfGreatest() {
    int node = 1;
    while (node < size) {
      node = total(2 * node) == inner[node] ? 2 * node : 2 * node + 1;
    }
    return node - size;
  }
}
