package dev.assay.checker.txn;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Puts transactions into an order that keeps the edges of some types, and all that lie on no cycle:
 * of those that may come next, the one that was over first.
 */
final class EarliestFirst {
  private final DependencyGraph graph;
  private final Components components;
  private final int mask;
  private final int[] end;

  private EarliestFirst(DependencyGraph graph, int mask, TxnHistory history) {
    this.graph = graph;
    this.components = Components.of(graph, DependencyGraph.ALL);
    this.mask = mask;
    this.end = new int[graph.nodes()];
    Arrays.fill(end, -1);
    System.arraycopy(history.completed, 0, end, 0, history.size());
    for (int node = 0; node < history.size(); node++) {
      for (int edge = graph.first[node]; edge < graph.first[node + 1]; edge++) {
        if (graph.type(edge) == DependencyGraph.WR) {
          end[node] = Math.min(end[node], history.completed[graph.target[edge]]);
        }
      }
    }
  }

  /**
   * The place of each node in the order; those on or behind a cycle of such edges all stand last.
   *
   * @param mask the types of edges that are kept even on cycles
   */
  static int[] places(DependencyGraph graph, int mask, TxnHistory history) {
    return new EarliestFirst(graph, mask, history).run();
  }

  private int[] run() {
    int[] before = new int[graph.nodes()];
    for (int node = 0; node < before.length; node++) {
      for (int edge = graph.first[node]; edge < graph.first[node + 1]; edge++) {
        before[graph.target[edge]] += keeps(node, edge) ? 1 : 0;
      }
    }
    PriorityQueue<Integer> free = new PriorityQueue<>((a, b) -> Integer.compare(end[a], end[b]));
    for (int node = 0; node < before.length; node++) {
      if (before[node] == 0) {
        free.add(node);
      }
    }
    int[] places = new int[before.length];
    Arrays.fill(places, before.length);
    for (int place = 0; !free.isEmpty(); place++) {
      int node = free.remove();
      places[node] = place;
      for (int edge = graph.first[node]; edge < graph.first[node + 1]; edge++) {
        if (keeps(node, edge) && --before[graph.target[edge]] == 0) {
          free.add(graph.target[edge]);
        }
      }
    }
    return places;
  }

  private boolean keeps(int node, int edge) {
    return (graph.type(edge) & mask) != 0 || !components.together(node, graph.target[edge]);
  }
}
