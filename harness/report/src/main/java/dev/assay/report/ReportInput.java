package dev.assay.report;

import dev.assay.checker.history.Entry;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a report is made of.
 *
 * @param spec what was run
 * @param history the run's history, in the order in which it was recorded
 * @param verdict the merged verdict
 * @param reason one sentence: why the verdict is what it is
 * @param guarantees each promise that was judged
 * @param repeatCommand the command line that repeats the run
 * @param versions what ran, by name: {@code assay}, {@code java}, the system under test, ..., and
 *     {@link #JUDGE}, where another version of the harness has judged it
 * @param unavailable the kinds of fault that were asked for by a group and were not possible, and
 *     why not
 * @param logs what the nodes logged around a violation
 * @param messages what the nodes told each other around a violation
 */
public record ReportInput(
    RunSpec spec,
    List<Entry> history,
    Verdict verdict,
    String reason,
    List<Guarantee> guarantees,
    String repeatCommand,
    Map<String, String> versions,
    Map<String, String> unavailable,
    List<LogExcerpt> logs,
    List<NodeMessage> messages) {
  /** The name of the version of the harness that has judged, in {@code versions}. */
  public static final String JUDGE = "judge";

  public ReportInput {
    history = List.copyOf(history);
    guarantees = List.copyOf(guarantees);
    versions = new TreeMap<>(versions);
    unavailable = new TreeMap<>(unavailable);
    logs = List.copyOf(logs);
    messages = List.copyOf(messages);
  }

  /** Whether somebody else has recorded the history. */
  boolean recorded() {
    return spec.cluster().equals(RecordedInput.CLUSTER);
  }

  /** One without logs and messages, in which every fault was possible. */
  public ReportInput(
      RunSpec spec,
      List<Entry> history,
      Verdict verdict,
      String reason,
      List<Guarantee> guarantees,
      String repeatCommand,
      Map<String, String> versions) {
    this(
        spec,
        history,
        verdict,
        reason,
        guarantees,
        repeatCommand,
        versions,
        Map.of(),
        List.of(),
        List.of());
  }
}
