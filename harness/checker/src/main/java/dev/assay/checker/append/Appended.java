package dev.assay.checker.append;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a history says of one list.
 *
 * @param appends by element
 * @param reads the acknowledged ones
 */
record Appended(String key, Map<Object, OperationRecord> appends, List<Read> reads) {
  /** A read and what it shows. */
  record Read(OperationRecord operation, List<?> shown) {
    long begin() {
      return operation.invoke().index();
    }

    long end() {
      return operation.returnIndex();
    }
  }

  static Appended of(String key, List<OperationRecord> operations) {
    Appended list = new Appended(key, new LinkedHashMap<>(), new ArrayList<>());
    for (OperationRecord operation : operations) {
      Entry invoke = operation.invoke();
      switch (invoke.f()) {
        case "append" -> {
          Object element = invoke.value();
          if (element == null || list.appends.put(element, operation) != null) {
            throw new HistoryException(
                "index %d: an append has an element of its own".formatted(invoke.index()));
          }
        }
        case "read" -> {
          if (operation.outcome() == EntryType.OK) {
            list.reads.add(new Read(operation, Values.list(Values.completion(operation))));
          }
        }
        default ->
            throw new HistoryException(
                "index %d: a list knows append and read, not %s"
                    .formatted(invoke.index(), invoke.f()));
      }
    }
    return list;
  }

  /** The appends that were acknowledged. */
  List<OperationRecord> acknowledged() {
    return appends.values().stream().filter(each -> each.outcome() == EntryType.OK).toList();
  }

  /** Of the reads that show most the first one; null when there is none. */
  @Nullable Read longest() {
    return reads.stream().max(Comparator.comparingInt(read -> read.shown.size())).orElse(null);
  }

  /** The element as text. */
  static String name(@Nullable Object element) {
    return "element " + (element == null ? "null" : EntryJson.valueText(element));
  }
}
