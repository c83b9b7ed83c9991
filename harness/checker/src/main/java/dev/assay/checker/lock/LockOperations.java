package dev.assay.checker.lock;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import java.util.List;

/** The operations that a history of locks, or of elections, may hold. */
final class LockOperations {
  private LockOperations() {}

  static List<OperationRecord> of(List<Entry> history, Terms terms) {
    List<OperationRecord> operations = Operations.ofClients(history);
    List<String> kinds = terms.kinds();
    for (OperationRecord operation : operations) {
      if (!kinds.contains(operation.invoke().f())) {
        throw new HistoryException(
            "index %d: known are %s, not %s"
                .formatted(
                    operation.invoke().index(), String.join(", ", kinds), operation.invoke().f()));
      }
    }
    return operations;
  }
}
