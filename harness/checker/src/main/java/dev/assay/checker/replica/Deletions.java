package dev.assay.checker.replica;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** When nodes may have been deleted. */
final class Deletions {
  /** By path: the invocation of a deletion, and the latest return of it and all before. */
  private final Map<String, NavigableMap<Long, Long>> byPath = new HashMap<>();

  /** Changes in the order of their invocations. */
  void add(OperationRecord change) {
    if (change.outcome() != EntryType.FAIL) {
      add(Values.map(change.invoke()), change);
    }
  }

  private void add(Map<?, ?> part, OperationRecord change) {
    if ("delete".equals(part.get("op")) && part.get("path") instanceof String path) {
      NavigableMap<Long, Long> deletions = byPath.computeIfAbsent(path, _ -> new TreeMap<>());
      Map.Entry<Long, Long> before = deletions.lastEntry();
      long latest = before == null ? -1 : before.getValue();
      deletions.put(change.invoke().index(), Math.max(latest, change.returnIndex()));
    }
    if (part.get("parts") instanceof List<?> parts) {
      for (Object each : parts) {
        if (each instanceof Map<?, ?> map) {
          add(map, change);
        }
      }
    }
  }

  /** Whether one may have taken effect between these indexes. */
  boolean possible(String path, long from, long to) {
    NavigableMap<Long, Long> deletions = byPath.get(path);
    Map.Entry<Long, Long> last = deletions == null ? null : deletions.lowerEntry(to);
    return last != null && last.getValue() > from;
  }
}
