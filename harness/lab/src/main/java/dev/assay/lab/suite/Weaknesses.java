package dev.assay.lab.suite;

import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.Hunts;
import dev.assay.nemesis.FaultKinds;
import dev.assay.simulator.SimCluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Pairs each workload with a few kinds of fault such that together they ask for every kind that is
 * possible. First come the kinds by which hunts of seeded bugs break that workload, and those that
 * are {@linkplain #DECLARED declared} for it; then the kinds that nobody has are dealt out, and
 * whoever has too few gets those that are rarest.
 */
final class Weaknesses {
  /**
   * What workloads are weak against of which no seeded bug is told. Holders of locks and leaders go
   * on believing when they are cut off, held or slow, or their clocks are wrong; what is changed by
   * compare-and-set is done twice, or not, when an answer is lost; what is read locally is old on a
   * node that hears nothing; watchers and members come back after a loss of their connections.
   */
  private static final Map<String, List<String>> DECLARED =
      Map.of(
          "lock", List.of("pause", "isolate-clients", "partition-leader", "clock-jump"),
          "lock-fenced", List.of("pause", "partition-leader", "kill-leader", "clock-drift"),
          "election", List.of("pause-leader", "isolate-clients", "partition-one", "clock-jump"),
          "counter", List.of("reset", "kill-leader", "loss"),
          "append", List.of("kill-leader", "partition", "power-loss"),
          "queue", List.of("reset", "kill-all", "partition-leader"),
          "register-local", List.of("partition-oneway", "partition-one", "delay"),
          "config", List.of("isolate-clients", "reset", "rolling-restart"),
          "membership", List.of("pause", "isolate-clients", "kill-leader"),
          "barrier", List.of("isolate-clients", "kill-leader", "pause"));

  /** Hunts are of clusters on which all their kinds are possible. */
  private static final int MANY_NODES = 9;

  private final List<String> kinds;
  private final Map<String, Integer> uses = new TreeMap<>();

  private Weaknesses(List<String> kinds) {
    this.kinds = kinds;
    kinds.forEach(kind -> uses.put(kind, 0));
  }

  /**
   * The kinds of each workload, those first that it is known to be weak against.
   *
   * @param kinds the kinds that are possible
   * @param each how many kinds a workload gets at least, if there are as many
   */
  static Map<String, List<String>> paired(List<String> workloads, List<String> kinds, int each) {
    return new Weaknesses(kinds).paired(workloads, each);
  }

  private Map<String, List<String>> paired(List<String> workloads, int each) {
    Map<String, LinkedHashSet<String>> all = new LinkedHashMap<>();
    for (String workload : workloads) {
      LinkedHashSet<String> own = new LinkedHashSet<>();
      weakest(workload).stream().limit(Math.max(1, each - 1)).forEach(kind -> take(own, kind));
      all.put(workload, own);
    }
    List<String> left = new ArrayList<>(kinds);
    left.removeIf(kind -> used(kind) > 0);
    while (!left.isEmpty() && !all.isEmpty()) {
      LinkedHashSet<String> fewest =
          all.values().stream().min(Comparator.comparingInt(LinkedHashSet::size)).orElseThrow();
      take(fewest, left.removeFirst());
    }
    for (LinkedHashSet<String> own : all.values()) {
      while (own.size() < Math.min(each, kinds.size())) {
        take(own, rarest(own));
      }
    }
    Map<String, List<String>> paired = new LinkedHashMap<>();
    all.forEach((workload, own) -> paired.put(workload, List.copyOf(own)));
    return paired;
  }

  /** The kinds by which hunts break the workload: the most frequent first, rare ones before. */
  private List<String> weakest(String workload) {
    Map<String, Integer> times = new TreeMap<>();
    DECLARED.getOrDefault(workload, List.of()).forEach(kind -> times.put(kind, 1));
    for (Hunt hunt : Hunts.all()) {
      if (!hunt.isEquivalent() && hunt.scene().workload().equals(workload)) {
        FaultKinds.expand(hunt.scene().faults(), MANY_NODES, SimCluster.ACTIONS)
            .forEach(kind -> times.merge(kind, 1, Integer::sum));
      }
    }
    return kinds.stream()
        .filter(times::containsKey)
        .sorted(
            Comparator.<String>comparingInt(this::used)
                .thenComparingInt(kind -> -times.getOrDefault(kind, 0)))
        .toList();
  }

  private String rarest(Set<String> without) {
    return kinds.stream()
        .filter(kind -> !without.contains(kind))
        .min(Comparator.comparingInt(this::used))
        .orElseThrow();
  }

  private void take(Set<String> own, String kind) {
    if (own.add(kind)) {
      uses.merge(kind, 1, Integer::sum);
    }
  }

  private int used(String kind) {
    return uses.getOrDefault(kind, 0);
  }
}
