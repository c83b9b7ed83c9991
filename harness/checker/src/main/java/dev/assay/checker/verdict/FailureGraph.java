package dev.assay.checker.verdict;

import java.util.List;

/**
 * Why something is impossible, as a graph: what could have been so far, and which operation leads
 * from there to where; or transactions, and why one comes before another.
 *
 * @param title one line over it
 * @param nodes what the edges join
 * @param edges from node to node, by their places in {@code nodes}
 */
public record FailureGraph(String title, List<Node> nodes, List<Edge> edges) {
  /** Where there is nothing to draw. */
  public static final FailureGraph NONE = new FailureGraph("", List.of(), List.of());

  public FailureGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    for (Edge edge : edges) {
      if (Math.min(edge.from, edge.to) < 0 || Math.max(edge.from, edge.to) >= nodes.size()) {
        throw new IllegalArgumentException("an edge to nowhere: " + edge);
      }
    }
  }

  /**
   * One node.
   *
   * @param lines what stands in it
   * @param end whether nothing can follow although something must
   */
  public record Node(List<String> lines, boolean end) {
    public Node {
      lines = List.copyOf(lines);
    }
  }

  /** What leads from one node to another. */
  public record Edge(int from, int to, String label) {}

  public boolean isEmpty() {
    return nodes.isEmpty();
  }
}
