package dev.assay.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.Meter;
import dev.assay.checker.play.Histories;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.GraphMetrics;
import org.jgrapht.alg.connectivity.GabowStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.junit.jupiter.api.Test;

/** Components and shortest cycles of random graphs, against JGraphT's. */
final class GraphOracleTest {
  private static final int RUNS = Histories.count(20_000);
  private static final int MOST_NODES = 24;

  /** One graph twice: in arrays, and as JGraphT has it, with only the edges of ww. */
  private record Twice(
      DependencyGraph own, Graph<Integer, DefaultEdge> other, Graph<Integer, DefaultEdge> writes) {}

  private static Twice random(Random random) {
    int nodes = 2 + random.nextInt(MOST_NODES - 1);
    DependencyGraph.Builder builder = new DependencyGraph.Builder(nodes, 4);
    Graph<Integer, DefaultEdge> other = new DefaultDirectedGraph<>(DefaultEdge.class);
    Graph<Integer, DefaultEdge> writes = new DefaultDirectedGraph<>(DefaultEdge.class);
    for (int node = 0; node < nodes; node++) {
      other.addVertex(node);
      writes.addVertex(node);
    }
    int edges = random.nextInt(2 * nodes + 1);
    for (int i = 0; i < edges; i++) {
      int from = random.nextInt(nodes);
      int to = random.nextInt(nodes);
      boolean write = random.nextInt(3) > 0;
      builder.add(from, to, write ? DependencyGraph.WW : DependencyGraph.WR);
      if (from != to) {
        other.addEdge(from, to);
        if (write) {
          writes.addEdge(from, to);
        }
      }
    }
    return new Twice(builder.build(), other, writes);
  }

  private static Set<Set<Integer>> own(DependencyGraph graph) {
    Components components = Components.of(graph, DependencyGraph.ALL);
    return Set.copyOf(
        IntStream.range(0, graph.nodes())
            .boxed()
            .collect(Collectors.groupingBy(node -> components.of[node], Collectors.toSet()))
            .values());
  }

  @Test
  void componentsAreThoseOfAnotherAlgorithm() {
    Random random = new Random(7);
    for (int run = 0; run < RUNS; run++) {
      Twice graph = random(random);
      Set<Set<Integer>> expected =
          new HashSet<>(
              new GabowStrongConnectivityInspector<>(graph.other()).stronglyConnectedSets());
      assertThat(own(graph.own())).as("run %d", run).isEqualTo(expected);
    }
  }

  @Test
  void theCycleOfWritesIsAShortestOne() {
    Random random = new Random(8);
    int cyclic = 0;
    for (int run = 0; run < RUNS; run++) {
      Twice graph = random(random);
      List<Cycles.Cycle> found =
          Cycles.find(
              graph.own(),
              Consistency.STRICT_SERIALIZABLE,
              Meter.start(Limits.DEFAULT, 1, "cycles"));
      int expected = GraphMetrics.getGirth(graph.writes());
      int shortest =
          found.stream()
              .filter(cycle -> cycle.kind() == AnomalyKind.G0)
              .mapToInt(cycle -> cycle.transactions().length)
              .min()
              .orElse(Integer.MAX_VALUE);
      assertThat(shortest).as("run %d", run).isEqualTo(expected);
      cyclic += expected == Integer.MAX_VALUE ? 0 : 1;
    }
    assertThat(cyclic).isBetween(RUNS / 10, RUNS * 9 / 10);
  }
}
