package dev.assay.checker.story;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Collects what was found against one promise: of each class of anomaly the first is told, all are
 * counted. So a history full of violations costs no more memory than one with few.
 */
public final class Findings {
  private final String guarantee;
  private final List<String> worstFirst;
  private final Map<String, Finding> first = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * Nothing found yet.
   *
   * @param guarantee the promise's name
   * @param worstFirst all its classes of anomaly; the first of them that was found gives the name
   */
  public Findings(String guarantee, List<String> worstFirst) {
    this.guarantee = guarantee;
    this.worstFirst = List.copyOf(worstFirst);
  }

  /** Notes an anomaly; the finding is asked for only if it is the first of its class. */
  public void note(String anomaly, Supplier<Finding> finding) {
    if (!worstFirst.contains(anomaly)) {
      throw new IllegalArgumentException(guarantee + " knows no anomaly " + anomaly);
    }
    counts.merge(anomaly, 1L, Long::sum);
    first.computeIfAbsent(anomaly, _ -> finding.get());
  }

  public boolean isEmpty() {
    return first.isEmpty();
  }

  /**
   * The result: invalid, told by the first finding of the worst class.
   *
   * @param details figures, to which the number of findings of each class is added
   * @throws IllegalStateException if nothing was found
   */
  public Guarantee invalid(Map<String, Object> details) {
    for (String anomaly : worstFirst) {
      Finding finding = first.get(anomaly);
      if (finding != null) {
        return invalid(anomaly, finding, details);
      }
    }
    throw new IllegalStateException("nothing was found");
  }

  private Guarantee invalid(String anomaly, Finding finding, Map<String, Object> details) {
    Map<String, Object> figures = new TreeMap<>(details);
    figures.putAll(counts);
    long more = counts.getOrDefault(anomaly, 1L) - 1;
    String end = more == 0 ? "." : " (and %d more like it).".formatted(more);
    return new Guarantee(
        guarantee,
        Verdict.INVALID,
        anomaly,
        Words.capital(finding.sentence()) + end,
        finding.story(),
        Words.evidence(finding.shown(), finding.events()),
        figures);
  }
}
