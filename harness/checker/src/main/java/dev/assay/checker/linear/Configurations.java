package dev.assay.checker.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of short rows of longs, compared exactly, packed into large arrays. There is no way to take
 * one out.
 */
final class Configurations {
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int FIRST_CHUNK = 1 << 12;

  /** The longest row that can be stored, in longs. */
  static final int LONGEST_ROW = FIRST_CHUNK - 1;

  private final List<long[]> chunks = new ArrayList<>();
  private int[] table = new int[1 << 8];
  private int used;
  private int size;
  private long bytes;

  /** Whether the first {@code length} longs of {@code row} were not in the set before. */
  boolean add(long[] row, int length) {
    if (length > LONGEST_ROW) {
      throw new IllegalArgumentException("a row of %d longs is too long".formatted(length));
    }
    if (4L * size >= 3L * table.length) {
      grow();
    }
    int slot = hash(row, 0, length) & (table.length - 1);
    while (table[slot] != 0) {
      if (equalAt(table[slot] - 1, row, length)) {
        return false;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = store(row, length) + 1;
    size++;
    return true;
  }

  int size() {
    return size;
  }

  /** How much memory the set holds. */
  long bytes() {
    return bytes + 4L * table.length;
  }

  /** How much memory the next {@link #add} may need besides. */
  long growthBytes() {
    return 4L * size >= 3L * table.length ? 8L * table.length : 0;
  }

  private int store(long[] row, int length) {
    if (chunks.isEmpty() || used + length + 1 > chunks.getLast().length) {
      long[] chunk = new long[chunks.isEmpty() ? FIRST_CHUNK : CHUNK];
      chunks.add(chunk);
      bytes += 8L * chunk.length;
      used = 0;
    }
    if (chunks.size() > Integer.MAX_VALUE >>> CHUNK_BITS) {
      throw new IllegalStateException("more than 16 GiB of configurations");
    }
    int at = ((chunks.size() - 1) << CHUNK_BITS) + used;
    long[] chunk = chunks.getLast();
    chunk[used] = length;
    System.arraycopy(row, 0, chunk, used + 1, length);
    used += length + 1;
    return at;
  }

  private boolean equalAt(int at, long[] row, int length) {
    long[] chunk = chunks.get(at >>> CHUNK_BITS);
    int from = at & (CHUNK - 1);
    return chunk[from] == length
        && Arrays.equals(chunk, from + 1, from + 1 + length, row, 0, length);
  }

  private void grow() {
    int[] old = table;
    table = new int[old.length * 2];
    for (int reference : old) {
      if (reference != 0) {
        int at = reference - 1;
        long[] chunk = chunks.get(at >>> CHUNK_BITS);
        int from = at & (CHUNK - 1);
        int slot = hash(chunk, from + 1, (int) chunk[from]) & (table.length - 1);
        while (table[slot] != 0) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = reference;
      }
    }
  }

  private static int hash(long[] row, int from, int length) {
    long hash = length;
    for (int at = from; at < from + length; at++) {
      hash = (hash ^ row[at]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) (hash ^ hash >>> 15);
  }
}
