package dev.assay.checker.config;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a history says of one key.
 *
 * @param writes by value
 * @param acknowledged what the writes say that were acknowledged with a version
 * @param looks what the looks say that were answered
 */
record Configured(
    String key, Map<Object, OperationRecord> writes, List<Sight> acknowledged, List<Sight> looks) {
  /** That a version had a value, at a moment of this operation. */
  record Sight(OperationRecord operation, long version, Object value) {
    boolean isLook() {
      return operation.invoke().f().equals("observe");
    }

    boolean synced() {
      return isLook()
          && operation.invoke().value() instanceof Map<?, ?> asked
          && Boolean.TRUE.equals(asked.get("synced"));
    }
  }

  static Configured of(String key, List<OperationRecord> operations) {
    Configured configured =
        new Configured(key, new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    for (OperationRecord operation : operations) {
      Entry invoke = operation.invoke();
      switch (invoke.f()) {
        case "write" -> configured.write(operation);
        case "observe" -> {
          if (operation.outcome() == EntryType.OK) {
            Entry completion = Values.completion(operation);
            Object value = Values.map(completion).get("value");
            long version = Values.number(completion, "version");
            configured.looks.add(new Sight(operation, version, value == null ? Nil.NIL : value));
          }
        }
        default ->
            throw new HistoryException(
                "index %d: configuration knows write and observe, not %s"
                    .formatted(invoke.index(), invoke.f()));
      }
    }
    return configured;
  }

  private void write(OperationRecord operation) {
    Object value = operation.invoke().value();
    if (value == null || writes.put(value, operation) != null) {
      throw new HistoryException(
          "index %d: a write has a value of its own".formatted(operation.invoke().index()));
    }
    if (operation.outcome() == EntryType.OK) {
      Entry completion = Values.completion(operation);
      List<?> result = Values.list(completion);
      long version = result.size() == 2 && result.get(1) instanceof Long number ? number : -1;
      if (version >= 0) {
        acknowledged.add(new Sight(operation, version, value));
      }
    }
  }

  /** All that was said of versions, in the order in which it was asked for. */
  List<Sight> sights() {
    List<Sight> all = new ArrayList<>(acknowledged);
    all.addAll(looks);
    all.sort((a, b) -> Long.compare(a.operation.invoke().index(), b.operation.invoke().index()));
    return all;
  }
}
