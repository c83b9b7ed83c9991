package dev.assay.simulator;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The one order in which entries are applied: whatever a node applies first makes it longer, and
 * every other node, in each of its incarnations, must follow it without a gap, with the same
 * content.
 */
final class DeliveryOrder {
  private final Consumer<String> broken;
  private final TreeMap<Integer, Cursor> cursors = new TreeMap<>();
  private long[] positions = new long[64];
  private int[] contents = new int[64];
  private int size;

  /** How far one incarnation of a node has come. */
  private static final class Cursor {
    private int next;
    private long applied;
  }

  DeliveryOrder(Consumer<String> broken) {
    this.broken = broken;
  }

  /** The newest position that was applied anywhere; 0 at first. */
  long lastPosition() {
    return size == 0 ? 0 : positions[size - 1];
  }

  /** The checksum of what stands there. */
  int lastContent() {
    return size == 0 ? 0 : contents[size - 1];
  }

  /** How many positions there are up to one that was applied. */
  int countThrough(long position) {
    int index = Arrays.binarySearch(positions, 0, size, position);
    return index >= 0 ? index + 1 : -index - 1;
  }

  void begun(int node) {
    cursors.put(node, new Cursor());
  }

  /** A node applies an entry; says whether it is the first to do so. */
  boolean delivered(int node, long position, int content) {
    Cursor cursor = cursors.computeIfAbsent(node, _ -> new Cursor());
    if (position <= cursor.applied) {
      broken.accept("n%d applies 0x%x after 0x%x".formatted(node, position, cursor.applied));
    }
    cursor.applied = position;
    if (cursor.next == size && position > lastPosition()) {
      add(position, content);
      cursor.next = size;
      return true;
    }
    follow(node, cursor, position, content);
    return false;
  }

  private void follow(int node, Cursor cursor, long position, int content) {
    if (cursor.next >= size || positions[cursor.next] != position) {
      broken.accept(
          "n%d applies 0x%x where another node applied %s"
              .formatted(node, position, at(cursor.next)));
      int index = Arrays.binarySearch(positions, 0, size, position);
      cursor.next = index >= 0 ? index + 1 : -index - 1;
    } else {
      if (contents[cursor.next] != content) {
        broken.accept(
            "n%d applies at 0x%x something else than another node did".formatted(node, position));
      }
      cursor.next++;
    }
  }

  /** A node has taken up a snapshot of a position. */
  void restored(int node, long position) {
    Cursor cursor = cursors.computeIfAbsent(node, _ -> new Cursor());
    if (position < cursor.applied) {
      broken.accept(
          "n%d goes back from 0x%x to a snapshot at 0x%x"
              .formatted(node, cursor.applied, position));
    }
    int index = Arrays.binarySearch(positions, 0, size, position);
    if (index < 0) {
      broken.accept(
          "n%d takes up a snapshot at 0x%x, which no node has applied".formatted(node, position));
    }
    cursor.applied = position;
    cursor.next = index >= 0 ? index + 1 : -index - 1;
  }

  private String at(int index) {
    return index < size ? "0x%x".formatted(positions[index]) : "nothing yet";
  }

  private void add(long position, int content) {
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, size * 2);
      contents = Arrays.copyOf(contents, size * 2);
    }
    positions[size] = position;
    contents[size] = content;
    size++;
  }
}
