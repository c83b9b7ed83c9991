package dev.assay.checker.txn;

import dev.assay.checker.Meter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says of orders of versions, one after the other, whether something is against them. */
final class VersionTrial implements Predicate<VersionSearch.Chosen> {
  private final Consistency consistency;
  private final Set<AnomalyKind> known;
  private final Function<VersionSearch.Chosen, DependencyGraph> graphs;
  private final TxnHistory history;
  private final Meter meter;
  private final List<Consistency> broken = new ArrayList<>(List.of(Consistency.values()));
  private boolean unclassed;
  private Cycles.@Nullable Cycle first;
  private @Nullable DependencyGraph last;

  /**
   * A trial.
   *
   * @param known what is wrong whatever the order
   * @param graphs what depends on what, given an order
   */
  VersionTrial(
      Consistency consistency,
      Set<AnomalyKind> known,
      Function<VersionSearch.Chosen, DependencyGraph> graphs,
      TxnHistory history,
      Meter meter) {
    this.consistency = consistency;
    this.known = known;
    this.graphs = graphs;
    this.history = history;
    this.meter = meter;
  }

  @Override
  public boolean test(VersionSearch.Chosen chosen) {
    meter.look();
    DependencyGraph graph = graphs.apply(chosen);
    last = graph;
    if (!Components.of(graph, DependencyGraph.ALL).cyclic()) {
      return true;
    }
    List<Cycles.Cycle> cycles =
        Cycles.find(graph, consistency, meter).stream()
            .map(cycle -> cycle.certain(history))
            .toList();
    Optional<Cycles.Cycle> against =
        cycles.stream().filter(cycle -> consistency.forbids(cycle.kind())).findFirst();
    if (against.isEmpty()) {
      unclassed |= consistency.ordered();
      return !consistency.ordered();
    }
    Set<AnomalyKind> kinds = EnumSet.copyOf(known.isEmpty() ? Set.of(against.get().kind()) : known);
    cycles.forEach(cycle -> kinds.add(cycle.kind()));
    broken.retainAll(Consistency.broken(kinds));
    if (first == null) {
      first = against.get();
    }
    return false;
  }

  /** What is against the first order that something is against, if so much is certain of all. */
  Optional<Anomaly> violation(CycleStory story) {
    return first == null || unclassed ? Optional.empty() : Optional.of(story.tellOneOfMany(first));
  }

  /** The models that every order breaks of which something was said. */
  List<Consistency> broken() {
    return broken;
  }

  /** What depends on what in the order that was tried last. */
  DependencyGraph last() {
    if (last == null) {
      throw new IllegalStateException("no order was tried");
    }
    return last;
  }
}
