package dev.assay.checker.lock;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import java.util.List;

/** The operations that a history of locks may hold. */
final class LockOperations {
  private static final List<String> KINDS = List.of("acquire", "work", "release");

  private LockOperations() {}

  static List<OperationRecord> of(List<Entry> history) {
    List<OperationRecord> operations = Operations.ofClients(history);
    for (OperationRecord operation : operations) {
      if (!KINDS.contains(operation.invoke().f())) {
        throw new HistoryException(
            "index %d: a lock knows %s, not %s"
                .formatted(
                    operation.invoke().index(), String.join(", ", KINDS), operation.invoke().f()));
      }
    }
    return operations;
  }
}
