package dev.assay.checker.verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The violations of one promise that a check has found: all are counted by class, the first of each
 * class is told.
 */
public final class Findings {
  private final String guarantee;
  private final List<String> anomalies;
  private final Map<String, Finding> first = new HashMap<>();
  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * None yet.
   *
   * @param guarantee the promise
   * @param anomalies the classes, the worst first
   */
  public Findings(String guarantee, List<String> anomalies) {
    this.guarantee = guarantee;
    this.anomalies = List.copyOf(anomalies);
  }

  /** Counts a violation, and tells it if it is the first of its class. */
  public void note(String anomaly, Supplier<Finding> finding) {
    if (!anomalies.contains(anomaly)) {
      throw new IllegalArgumentException("no class of this promise: " + anomaly);
    }
    counts.merge(anomaly, 1L, Long::sum);
    if (!first.containsKey(anomaly)) {
      first.put(anomaly, finding.get());
    }
  }

  public boolean none() {
    return counts.isEmpty();
  }

  /** How many were counted, of all classes. */
  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The result when something was found: the first violation of the worst class, with the counts of
   * all classes among the details.
   */
  public Guarantee invalid(Map<String, Object> details) {
    Map<String, Object> all = new TreeMap<>(details);
    all.putAll(counts);
    for (String anomaly : anomalies) {
      Finding worst = first.get(anomaly);
      if (worst != null) {
        return new Guarantee(
            guarantee,
            Verdict.INVALID,
            anomaly,
            reason(worst.sentence(), counts.getOrDefault(anomaly, 1L) - 1),
            worst.story(),
            worst.evidence(),
            all,
            FailureGraph.NONE,
            worst.known());
      }
    }
    throw new IllegalStateException("nothing was found");
  }

  /**
   * The result: what was found goes before what is in doubt.
   *
   * @param doubt why nothing can be said when nothing was found; empty when it can
   * @param valid the sentence that says what held
   */
  public Guarantee conclude(Map<String, Object> details, Optional<String> doubt, String valid) {
    if (!none()) {
      return invalid(details);
    }
    return doubt
        .map(why -> Guarantee.unknown(guarantee, why))
        .orElseGet(() -> Guarantee.valid(guarantee, valid, details));
  }

  private static String reason(String sentence, long more) {
    return Character.toUpperCase(sentence.charAt(0))
        + sentence.substring(1)
        + (more == 0 ? "." : " (and %d more like it).".formatted(more));
  }
}
