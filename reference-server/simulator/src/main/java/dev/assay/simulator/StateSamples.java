package dev.assay.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is known of the state at some positions: its digest, and the content of snapshots. Whoever
 * has applied the same has the same.
 */
final class StateSamples {
  /** Entries between two positions at which every node's state is looked at, at least. */
  static final int EVERY = 512;

  /** As many items of a state are looked at for each entry, at most: or a long run never ends. */
  private static final int ITEMS_PER_ENTRY = 2;

  private final Consumer<String> broken;
  private final TreeMap<Long, Known> digests = new TreeMap<>();
  private final TreeMap<Long, Known> snapshots = new TreeMap<>();

  private long lastPosition;
  private long lastCount;

  private record Known(long sum, int node) {}

  /**
   * Whether the state at a position is to be looked at. The first node that gets there decides for
   * all of them.
   *
   * @param count how many entries lead to the position
   */
  boolean due(long position, long count, Program program) {
    if (count % EVERY != 0) {
      return false;
    }
    boolean first = position > lastPosition;
    if (first && (count - lastCount) * ITEMS_PER_ENTRY >= program.stateSize()) {
      lastPosition = position;
      lastCount = count;
      return true;
    }
    return digests.containsKey(position);
  }

  StateSamples(Consumer<String> broken) {
    this.broken = broken;
  }

  /** A node's state at a position. */
  void sampled(int node, long position, Program program) {
    compare(digests, "state", node, position, program.digest());
    for (String wrong : program.inconsistencies()) {
      broken.accept("n%d at 0x%x: %s".formatted(node, position, wrong));
    }
  }

  /** A snapshot that a node has taken or taken up. */
  void snapshot(int node, long position, int content) {
    compare(snapshots, "snapshot", node, position, content);
  }

  private void compare(Map<Long, Known> known, String what, int node, long position, long sum) {
    Known before = known.putIfAbsent(position, new Known(sum, node));
    if (before != null && before.sum() != sum) {
      broken.accept(
          "at 0x%x the %s of n%d is another than that of n%d"
              .formatted(position, what, node, before.node()));
    }
  }
}
