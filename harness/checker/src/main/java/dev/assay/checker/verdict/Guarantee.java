package dev.assay.checker.verdict;

import dev.assay.checker.history.Entry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One promise that was judged.
 *
 * @param name the promise in the field's words: {@code linearizable}, {@code durable}, {@code
 *     sequential}, {@code recovers}, {@code exercised}, ...
 * @param verdict whether it was kept
 * @param anomaly for an invalid one, the class of what was seen ({@code non-linearizable}, {@code
 *     lost}, {@code stale}, {@code duplicated}, ...), else empty
 * @param reason one sentence: what was found, or why it is not known
 * @param story for an invalid one, the smallest story in sentences, one an element; for an unknown
 *     one, what is missing, where that is more than one thing
 * @param evidence the lines of the history that show it, in order
 * @param details figures and the witness, for machines: values as in {@link Entry#value}
 * @param graph for an invalid one, the story as a graph, where it has one
 * @param known for an invalid one, what is known at lines of the evidence
 */
public record Guarantee(
    String name,
    Verdict verdict,
    String anomaly,
    String reason,
    List<String> story,
    List<Entry> evidence,
    Map<String, Object> details,
    FailureGraph graph,
    List<KnownThen> known) {
  public Guarantee {
    story = List.copyOf(story);
    evidence = List.copyOf(evidence);
    details = new TreeMap<>(details);
    known = List.copyOf(known);
  }

  /** One without a graph, of whose steps nothing is known. */
  public Guarantee(
      String name,
      Verdict verdict,
      String anomaly,
      String reason,
      List<String> story,
      List<Entry> evidence,
      Map<String, Object> details) {
    this(name, verdict, anomaly, reason, story, evidence, details, FailureGraph.NONE, List.of());
  }

  public static Guarantee valid(String name, String reason, Map<String, Object> details) {
    return new Guarantee(name, Verdict.VALID, "", reason, List.of(), List.of(), details);
  }

  public static Guarantee unknown(String name, String reason) {
    return new Guarantee(name, Verdict.UNKNOWN, "", reason, List.of(), List.of(), Map.of());
  }

  public static Guarantee invalid(
      String name, String anomaly, String reason, List<String> story, List<Entry> evidence) {
    return new Guarantee(name, Verdict.INVALID, anomaly, reason, story, evidence, Map.of());
  }

  /** The same with what is known at each step. */
  public Guarantee knowing(List<KnownThen> steps) {
    return new Guarantee(name, verdict, anomaly, reason, story, evidence, details, graph, steps);
  }
}
