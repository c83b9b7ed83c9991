package dev.assay.checker.txn;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The anomalies found so far: all are counted, a few of each kind are told. */
final class Anomalies {
  private static final int TOLD = 3;

  private final Map<AnomalyKind, List<Anomaly>> told = new EnumMap<>(AnomalyKind.class);
  private final Map<AnomalyKind, Long> counts = new EnumMap<>(AnomalyKind.class);

  /** Empty if all that each anomaly breaks is broken. */
  private List<Consistency> broken = List.of();

  void add(AnomalyKind kind, Supplier<Anomaly> anomaly) {
    counts.merge(kind, 1L, Long::sum);
    List<Anomaly> some = told.computeIfAbsent(kind, _ -> new ArrayList<>());
    if (some.size() < TOLD) {
      some.add(anomaly.get());
    }
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  Set<AnomalyKind> kinds() {
    return counts.keySet();
  }

  Map<AnomalyKind, Long> counts() {
    return counts;
  }

  /** The models that they break. */
  List<Consistency> broken() {
    return broken.isEmpty() ? Consistency.broken(kinds()) : broken;
  }

  /** Adds one of which there are several forms; not more is certain than that it breaks these. */
  void addOneOfMany(Anomaly anomaly, List<Consistency> certainlyBroken) {
    add(anomaly.kind(), () -> anomaly);
    broken = List.copyOf(certainlyBroken);
  }

  List<Anomaly> of(AnomalyKind kind) {
    return told.getOrDefault(kind, List.of());
  }
}
