package dev.assay.checker.txn;

import java.util.List;

/**
 * One anomaly that was found.
 *
 * @param kind its class
 * @param sentence what it is, without full stop
 * @param story how it comes about, one sentence an element
 * @param transactions those that show it
 */
record Anomaly(AnomalyKind kind, String sentence, List<String> story, List<Integer> transactions) {
  Anomaly {
    story = List.copyOf(story);
    transactions = List.copyOf(transactions);
  }
}
