package dev.assay.checker.txn;

import static dev.assay.checker.txn.DependencyGraph.ANY_RW;
import static dev.assay.checker.txn.DependencyGraph.PROCESS;
import static dev.assay.checker.txn.DependencyGraph.REALTIME;
import static dev.assay.checker.txn.DependencyGraph.RW;
import static dev.assay.checker.txn.DependencyGraph.RW_REALTIME;
import static dev.assay.checker.txn.DependencyGraph.WR;
import static dev.assay.checker.txn.DependencyGraph.WW;
import static dev.assay.checker.txn.DependencyGraph.WW_FRACTURED;
import static dev.assay.checker.txn.DependencyGraph.WW_REALTIME;

import dev.assay.checker.Meter;
import dev.assay.checker.arrays.IntStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a short cycle of each class in a graph that has cycles. A class is looked for at a
 * stronger level only if it was not found at a weaker one.
 *
 * <ul>
 *   <li>G0 is of ww edges alone, G1c has wr edges too, G-single has one rw edge, G-nonadjacent has
 *       several of which no two follow each other, G2-item has two that do.
 *   <li>A fractured read is a cycle of ww and wr edges, of which some ww is only certain because
 *       else a read would be fractured; G-single may have such ones instead of its rw edge, and
 *       those that are certain because else a read would be stale in real time: either way there is
 *       a cycle of its class.
 *   <li>A closed walk in which no two rw edges follow each other is a cycle in the graph of pairs
 *       of a node and whether it was entered by rw, which decides snapshot isolation (Cerone,
 *       Bernardi and Gotsman, CONCUR 2015).
 * </ul>
 */
final class Cycles {
  private static final int TRIED = 2_000;

  /** A pair's second part: the way was entered by an rw edge; it has an rw edge so far. */
  private static final int LAST = 1;

  private static final int HAS = 2;

  private static final int PARTS = 4;

  private final DependencyGraph graph;
  private final Meter meter;
  private final int[] seenIn;
  private final int[] cameBy;
  private final int[] cameFrom;
  private int round;

  private Cycles(DependencyGraph graph, Meter meter) {
    this.graph = graph;
    this.meter = meter;
    this.seenIn = new int[PARTS * graph.nodes()];
    this.cameBy = new int[PARTS * graph.nodes()];
    this.cameFrom = new int[PARTS * graph.nodes()];
  }

  /**
   * A cycle; moments of real time are left out.
   *
   * @param kind its class
   * @param transactions its nodes, in its order, the first not repeated
   * @param types the type of the edge from each to the next
   */
  record Cycle(AnomalyKind kind, int[] transactions, int[] types) {
    /**
     * The cycle with the class that is certain: writes in a circle are G0 only if they all were
     * committed; that some one was is known only as its writes were read, which else is G1a.
     */
    Cycle certain(TxnHistory history) {
      boolean committed =
          Arrays.stream(transactions).allMatch(txn -> history.outcome[txn] == TxnHistory.OK);
      return committed ? this : new Cycle(kind.ofReadWrites(), transactions, types);
    }

    private Cycle of(DependencyGraph.Part part) {
      int[] nodes = transactions.clone();
      Arrays.setAll(nodes, at -> part.original()[nodes[at]]);
      return new Cycle(kind, nodes, types);
    }
  }

  /** One of each class that occurs, among those that the model counts. */
  static List<Cycle> find(DependencyGraph whole, Consistency consistency, Meter meter) {
    DependencyGraph.Part part = whole.cyclicPart(Components.of(whole, DependencyGraph.ALL));
    Cycles cycles = new Cycles(part.graph(), meter);
    List<Cycle> found = new ArrayList<>();
    for (AnomalyKind kind : AnomalyKind.cycles()) {
      for (AnomalyKind.Level level : AnomalyKind.Level.values()) {
        Cycle cycle =
            consistency.reaches(level) && kind.has(level) ? cycles.find(kind, level) : null;
        if (cycle != null) {
          found.add(cycle.of(part));
          break;
        }
      }
    }
    return found;
  }

  private static int order(AnomalyKind.Level level) {
    return switch (level) {
      case PLAIN -> 0;
      case PROCESS -> PROCESS;
      case REALTIME -> PROCESS | REALTIME;
    };
  }

  private @Nullable Cycle find(AnomalyKind kind, AnomalyKind.Level level) {
    int order = order(level);
    int ww = WW | WW_FRACTURED | (level == AnomalyKind.Level.REALTIME ? WW_REALTIME : 0);
    int rw = RW | (level == AnomalyKind.Level.REALTIME ? RW_REALTIME : 0);
    int seen = WW_FRACTURED | WW_REALTIME;
    Shape shape =
        switch (kind) {
          case G0 -> new Shape(WW, WW | order, false, 0);
          case G1C -> new Shape(WR, WW | WR | order, false, 0);
          case FRACTURED_READ -> new Shape(WW_FRACTURED, WW | WR | WW_FRACTURED, false, 0);
          case G_SINGLE -> new Shape(rw | (ww & seen), ww | WR | order, false, 0);
          case G_NONADJACENT -> new Shape(rw, ww | WR | rw | order, true, rw);
          default -> new Shape(rw, ww | WR | rw | order, false, rw);
        };
    return shortest(shape, kind.at(level), kind == AnomalyKind.G2_ITEM);
  }

  /**
   * What to look for: an edge of one type, and a way back.
   *
   * @param closing the type of the edge
   * @param back the types of the way back
   * @param apart whether no two rw edges may follow each other
   * @param second a type of which the way back must have an edge; 0 for none
   */
  private record Shape(int closing, int back, boolean apart, int second) {}

  private @Nullable Cycle shortest(Shape shape, AnomalyKind kind, boolean adjacent) {
    Components components = Components.of(graph, shape.closing() | shape.back());
    if (!components.cyclic()) {
      return null;
    }
    Cycle best = null;
    int tried = 0;
    for (int node = 0; node < graph.transactions; node++) {
      for (int edge = graph.first[node]; edge < graph.first[node + 1]; edge++) {
        int target = graph.target[edge];
        if ((graph.type(edge) & shape.closing()) == 0 || !components.together(node, target)) {
          continue;
        }
        meter.look();
        Cycle cycle = cycle(shape, kind, node, edge, components);
        if (cycle != null
            && (!adjacent || adjacent(cycle))
            && (best == null || cycle.transactions().length < best.transactions().length)) {
          best = cycle;
        }
        tried++;
        if (best != null && (best.transactions().length == 2 || tried >= TRIED)) {
          return best;
        }
      }
    }
    return best;
  }

  /** Whether two rw edges follow each other. */
  private static boolean adjacent(Cycle cycle) {
    int[] types = cycle.types();
    for (int at = 0; at < types.length; at++) {
      if ((types[at] & ANY_RW) != 0 && (types[(at + 1) % types.length] & ANY_RW) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The shortest way back from the edge's target to the node, breadth first. */
  private @Nullable Cycle cycle(
      Shape shape, AnomalyKind kind, int node, int closing, Components components) {
    round++;
    IntStack queue = new IntStack();
    enter(
        queue,
        PARTS * graph.target[closing] + (shape.apart() ? LAST : 0),
        TxnHistory.NONE,
        closing);
    int end = PARTS * node + (shape.second() == 0 ? 0 : HAS);
    for (int at = 0; at < queue.size(); at++) {
      int from = queue.at(at);
      if (from == end) {
        return trace(kind, node, closing, end);
      }
      int source = from / PARTS;
      for (int edge = graph.first[source]; edge < graph.first[source + 1]; edge++) {
        int into = step(shape, from, edge);
        if (into >= 0 && components.together(node, graph.target[edge]) && seenIn[into] != round) {
          enter(queue, into, from, edge);
        }
      }
    }
    return null;
  }

  /** The pair that the edge leads to; negative if the way may not take it. */
  private int step(Shape shape, int from, int edge) {
    int type = graph.type(edge);
    boolean second = (type & shape.second()) != 0;
    if ((type & shape.back()) == 0 || (shape.apart() && second && (from & LAST) != 0)) {
      return TxnHistory.NONE;
    }
    int parts = (from & HAS) | (second ? HAS : 0) | (shape.apart() && second ? LAST : 0);
    return PARTS * graph.target[edge] + parts;
  }

  private void enter(IntStack queue, int pair, int from, int edge) {
    seenIn[pair] = round;
    cameFrom[pair] = from;
    cameBy[pair] = edge;
    queue.push(pair);
  }

  /** Null if the way passes a transaction twice: then it is no cycle of this class by itself. */
  private @Nullable Cycle trace(AnomalyKind kind, int node, int closing, int end) {
    IntStack nodes = new IntStack();
    IntStack types = new IntStack();
    for (int pair = end; cameFrom[pair] != TxnHistory.NONE; pair = cameFrom[pair]) {
      int source = cameFrom[pair] / PARTS;
      if (source < graph.transactions) {
        nodes.push(source);
        types.push(graph.type(cameBy[pair]));
      }
    }
    nodes.push(node);
    types.push(graph.type(closing));
    int[] transactions = reversed(nodes);
    boolean simple = Arrays.stream(transactions).distinct().count() == transactions.length;
    return simple ? new Cycle(kind, transactions, reversed(types)) : null;
  }

  private static int[] reversed(IntStack stack) {
    int[] array = new int[stack.size()];
    Arrays.setAll(array, at -> stack.at(array.length - 1 - at));
    return array;
  }
}
