package dev.assay.checker.linear;

import dev.assay.checker.verdict.FailureGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Draws the configurations around a failure. When they are many, only those that lie on the way to
 * the ends that come furthest.
 */
final class DeadEndGraph<S, C> {
  private static final int MOST_NODES = 60;

  /** An operation that is taken in a configuration. */
  private record Way(int from, int operation) {}

  private final DeadEnds<S, C> ends;
  private final List<Told<C>> operations;

  DeadEndGraph(DeadEnds<S, C> ends, List<Told<C>> operations) {
    this.ends = ends;
    this.operations = operations;
  }

  FailureGraph draw(String title) {
    Set<Integer> kept = kept();
    Map<Integer, Integer> numbers = new HashMap<>();
    List<FailureGraph.Node> nodes = new ArrayList<>();
    for (int place : kept) {
      numbers.put(place, nodes.size());
      nodes.add(node(ends.places().get(place)));
    }
    List<FailureGraph.Edge> edges = new ArrayList<>();
    for (DeadEnds.Move move : ends.moves()) {
      Integer from = numbers.get(move.from());
      Integer to = numbers.get(move.to());
      if (from != null && to != null) {
        Told<C> told = operations.get(move.operation());
        edges.add(
            new FailureGraph.Edge(
                from, to, "%s: %s by %s".formatted(told.name(), told.words(), told.who())));
      }
    }
    int all = ends.places().size();
    String left =
        kept.size() == all
            ? ""
            : " (%d of %d configurations: those on the ways that come furthest)"
                .formatted(kept.size(), all);
    return new FailureGraph(title + left, nodes, edges);
  }

  /** The numbers of the configurations that are shown. */
  private Set<Integer> kept() {
    Set<Integer> kept = new TreeSet<>();
    if (ends.places().size() <= MOST_NODES) {
      for (int place = 0; place < ends.places().size(); place++) {
        kept.add(place);
      }
      return kept;
    }
    Map<Way, Integer> ways = new HashMap<>();
    ends.moves().forEach(move -> ways.put(new Way(move.from(), move.operation()), move.to()));
    for (DeadEnds.Place<S> end : ends.told()) {
      int at = 0;
      kept.add(at);
      for (int operation : end.taken()) {
        at = ways.getOrDefault(new Way(at, operation), at);
        kept.add(at);
      }
    }
    return kept;
  }

  private FailureGraph.Node node(DeadEnds.Place<S> place) {
    Set<Integer> taken = new HashSet<>(place.taken());
    List<String> lines = new ArrayList<>();
    List<String> names = taken.stream().sorted().map(at -> operations.get(at).name()).toList();
    lines.add(names.isEmpty() ? "nothing yet" : String.join(", ", names));
    lines.add("state " + ends.state(place));
    boolean end = ends.isEnd(place);
    for (int at = 0; end && at < operations.size(); at++) {
      if (!taken.contains(at)) {
        lines.add(whyNot(at, taken));
      }
    }
    return new FailureGraph.Node(lines, end);
  }

  private String whyNot(int at, Set<Integer> taken) {
    Told<C> told = operations.get(at);
    int first = ends.waitsFor(at, taken);
    return first < 0
        ? "%s (%s) is not possible in this state".formatted(told.name(), told.words())
        : "%s comes after %s, which was over before it began"
            .formatted(told.name(), operations.get(first).name());
  }
}
