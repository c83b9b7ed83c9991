package dev.assay.checker.txn;

import dev.assay.checker.arrays.IntStack;
import java.util.Arrays;

/**
 * The strongly connected components of a graph by Tarjan's algorithm (SIAM J. Comput. 1972),
 * without recursion. Components are numbered in reverse topological order: no edge leads from a
 * component to one of a higher number.
 */
final class Components {
  private static final int UNSEEN = -1;

  private final DependencyGraph graph;
  private final int mask;

  /** The component of each node. */
  final int[] of;

  private final int[] low;
  private final int[] nextEdge;
  private final int[] stack;
  private int stacked;
  private int count;
  private boolean cyclic;

  private Components(DependencyGraph graph, int mask) {
    this.graph = graph;
    this.mask = mask;
    int nodes = graph.nodes();
    this.of = new int[nodes];
    this.low = new int[nodes];
    this.nextEdge = new int[nodes];
    this.stack = new int[nodes];
  }

  /** Those of the graph with only the edges whose type is in the mask. */
  static Components of(DependencyGraph graph, int mask) {
    Components components = new Components(graph, mask);
    components.run();
    return components;
  }

  int count() {
    return count;
  }

  /** Whether some component has more than one node. */
  boolean cyclic() {
    return cyclic;
  }

  boolean together(int node, int other) {
    return of[node] == of[other];
  }

  /** How many nodes each component has. */
  int[] sizes() {
    int[] sizes = new int[count];
    for (int component : of) {
      sizes[component]++;
    }
    return sizes;
  }

  private void run() {
    Arrays.fill(of, UNSEEN);
    Arrays.fill(low, UNSEEN);
    IntStack path = new IntStack();
    int[] clock = {0};
    for (int root = 0; root < of.length; root++) {
      if (low[root] == UNSEEN) {
        visit(root, path, clock);
      }
    }
  }

  /**
   * While a node is on the path, {@code low} is the earliest number that it reaches; numbers are
   * given in the order of the first visit. The number of a node itself is not kept: it roots a
   * component if its {@code low} was never lowered, which the sign bit of {@code nextEdge} tells.
   */
  private void visit(int root, IntStack path, int[] clock) {
    open(root, path, clock);
    while (path.size() > 0) {
      int node = path.at(path.size() - 1);
      int edge = nextEdge[node] & Integer.MAX_VALUE;
      int end = graph.first[node + 1];
      int into = UNSEEN;
      while (edge < end && into == UNSEEN) {
        if ((graph.type(edge) & mask) != 0) {
          into = look(node, graph.target[edge]);
        }
        edge++;
      }
      nextEdge[node] = edge | (nextEdge[node] & Integer.MIN_VALUE);
      if (into != UNSEEN) {
        open(into, path, clock);
      } else {
        close(node, path);
      }
    }
  }

  /** Returns the target if it must be visited first. */
  private int look(int node, int target) {
    if (low[target] == UNSEEN) {
      return target;
    }
    if (of[target] == UNSEEN) {
      lower(node, low[target]);
    }
    return UNSEEN;
  }

  private void lower(int node, int number) {
    if (number < low[node]) {
      low[node] = number;
      nextEdge[node] |= Integer.MIN_VALUE;
    }
  }

  private void open(int node, IntStack path, int[] clock) {
    low[node] = clock[0]++;
    nextEdge[node] = graph.first[node];
    stack[stacked++] = node;
    path.push(node);
  }

  private void close(int node, IntStack path) {
    path.pop();
    if (path.size() > 0) {
      lower(path.at(path.size() - 1), low[node]);
    }
    if ((nextEdge[node] & Integer.MIN_VALUE) == 0) {
      int member;
      int members = 0;
      do {
        member = stack[--stacked];
        of[member] = count;
        members++;
      } while (member != node);
      count++;
      cyclic |= members > 1;
    }
  }
}
