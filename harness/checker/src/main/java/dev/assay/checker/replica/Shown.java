package dev.assay.checker.replica;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree as one operation showed it.
 *
 * @param fields all that it showed of it
 */
record Shown(String path, Map<?, ?> fields, OperationRecord by) {
  /** One life of a node: it may be deleted, and created again under the same path. */
  record Life(String path, long czxid) {}

  /** What a look shows; null when there was no such node. */
  static @Nullable Shown ofLook(OperationRecord look) {
    Entry completion = Values.completion(look);
    Shown shown = of(completion, Values.map(completion), look);
    return shown.fields.containsKey("czxid") ? shown : null;
  }

  /** What an inspection shows. */
  static List<Shown> ofInspection(OperationRecord inspection) {
    Entry completion = Values.completion(inspection);
    List<Shown> nodes = new ArrayList<>();
    for (Object node : Values.list(completion)) {
      if (!(node instanceof Map<?, ?> fields)) {
        throw new HistoryException(
            "index %d: an inspection shows maps, not %s".formatted(completion.index(), node));
      }
      nodes.add(of(completion, fields, inspection));
    }
    return nodes;
  }

  private static Shown of(Entry completion, Map<?, ?> fields, OperationRecord by) {
    if (!(fields.get("path") instanceof String path)) {
      throw new HistoryException("index %d: a node has no path".formatted(completion.index()));
    }
    return new Shown(path, fields, by);
  }

  long number(String field) {
    return Values.number(Values.completion(by), fields.get(field), field + " of " + path);
  }

  Life life() {
    return new Life(path, number("czxid"));
  }

  /** Whether it lives on without a session. */
  boolean persistent() {
    return "".equals(fields.get("owner"));
  }
}
