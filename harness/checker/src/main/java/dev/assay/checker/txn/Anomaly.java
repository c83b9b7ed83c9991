package dev.assay.checker.txn;

import dev.assay.checker.verdict.FailureGraph;
import java.util.List;

/**
 * One anomaly that was found.
 *
 * @param kind its class
 * @param sentence what it is, without full stop
 * @param story how it comes about, one sentence an element
 * @param transactions those that show it
 * @param graph the story as a graph, if it is one
 */
record Anomaly(
    AnomalyKind kind,
    String sentence,
    List<String> story,
    List<Integer> transactions,
    FailureGraph graph) {
  Anomaly {
    story = List.copyOf(story);
    transactions = List.copyOf(transactions);
  }

  /** One without a graph. */
  Anomaly(AnomalyKind kind, String sentence, List<String> story, List<Integer> transactions) {
    this(kind, sentence, story, transactions, FailureGraph.NONE);
  }
}
