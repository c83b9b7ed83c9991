package dev.assay.checker.txn;

import dev.assay.checker.arrays.IntStack;
import java.util.Arrays;

/**
 * What depends on what, in arrays: node n has the edges {@code first[n]} to {@code first[n + 1]}.
 * Nodes below {@link #transactions} are transactions, the others moments of real time, which stand
 * between what was over and what began later so that there are few edges.
 */
final class DependencyGraph {
  /** The second wrote the version that comes after one that the first wrote. */
  static final int WW = 1;

  /** The second read a version that the first wrote. */
  static final int WR = 2;

  /** The second wrote the version after one that the first read. */
  static final int RW = 4;

  /** The first was over when the same process began the second. */
  static final int PROCESS = 8;

  /** The first was over when the second began. */
  static final int REALTIME = 16;

  /** As {@link #WW}, if writes of one register take effect in real time. */
  static final int WW_REALTIME = 32;

  /** As {@link #RW}, under the same condition. */
  static final int RW_REALTIME = 64;

  /** The first wrote a version that comes before one of the second, or else a read is fractured. */
  static final int WW_FRACTURED = 128;

  static final int ANY_RW = RW | RW_REALTIME;
  static final int ALL = 255;

  final int transactions;
  final int[] first;
  final int[] target;
  private final byte[] type;

  /** Whether no edge was left out; if one was, that there is no cycle says nothing. */
  final boolean complete;

  private DependencyGraph(
      int transactions, int[] first, int[] target, byte[] type, boolean complete) {
    this.complete = complete;
    this.transactions = transactions;
    this.first = first;
    this.target = target;
    this.type = type;
  }

  int nodes() {
    return first.length - 1;
  }

  /** The type of an edge. */
  int type(int edge) {
    return type[edge] & ALL;
  }

  /**
   * A part of a graph.
   *
   * @param graph its nodes numbered anew
   * @param original what number each of them had
   */
  record Part(DependencyGraph graph, int[] original) {}

  /** The nodes that lie on cycles, and the edges between them. */
  Part cyclicPart(Components components) {
    int[] sizes = components.sizes();
    IntStack kept = new IntStack();
    int[] number = new int[nodes()];
    int keptTransactions = 0;
    for (int node = 0; node < nodes(); node++) {
      if (sizes[components.of[node]] > 1) {
        number[node] = kept.size();
        kept.push(node);
        keptTransactions += node < transactions ? 1 : 0;
      }
    }
    Builder part = new Builder(keptTransactions, 64);
    part.nodes = kept.size();
    for (int at = 0; at < kept.size(); at++) {
      int node = kept.at(at);
      for (int edge = first[node]; edge < first[node + 1]; edge++) {
        if (components.together(node, target[edge])) {
          part.add(at, number[target[edge]], type(edge));
        }
      }
    }
    return new Part(part.build(), kept.toArray());
  }

  /** Collects edges. Those from a node to itself are left out. */
  static final class Builder {
    private final int transactions;
    private int nodes;
    private final IntStack from;
    private final IntStack to;
    private byte[] types;
    private boolean complete = true;

    Builder(int transactions, int expectedEdges) {
      this.transactions = transactions;
      this.nodes = transactions;
      this.from = new IntStack(expectedEdges);
      this.to = new IntStack(expectedEdges);
      this.types = new byte[Math.max(1, expectedEdges)];
    }

    /** Some edges were left out, since there are too many. */
    void leaveOut() {
      complete = false;
    }

    int newNode() {
      return nodes++;
    }

    void add(int source, int destination, int type) {
      if (source == destination) {
        return;
      }
      int at = from.size();
      if (at == types.length) {
        types = Arrays.copyOf(types, 2 * at);
      }
      types[at] = (byte) type;
      from.push(source);
      to.push(destination);
    }

    DependencyGraph build() {
      int edges = from.size();
      int[] first = new int[nodes + 1];
      for (int at = 0; at < edges; at++) {
        first[from.at(at) + 1]++;
      }
      for (int node = 0; node < nodes; node++) {
        first[node + 1] += first[node];
      }
      int[] next = first.clone();
      int[] target = new int[edges];
      byte[] type = new byte[edges];
      for (int at = 0; at < edges; at++) {
        int slot = next[from.at(at)]++;
        target[slot] = to.at(at);
        type[slot] = types[at];
      }
      return new DependencyGraph(transactions, first, target, type, complete);
    }
  }
}
