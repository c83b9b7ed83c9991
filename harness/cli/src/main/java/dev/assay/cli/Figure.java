package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a benchmark: the median of several rounds and how far they spread, beside that of a
 * peer where there is one.
 *
 * @param least the smallest of the rounds
 * @param most the largest of the rounds
 * @param peer who or what it is compared with; null for nobody
 */
record Figure(
    String name,
    String unit,
    double value,
    double least,
    double most,
    @Nullable String peer,
    double peerValue) {
  /** The figure of rounds, of which there is at least one. */
  static Figure of(String name, String unit, List<Double> rounds) {
    List<Double> sorted = new ArrayList<>(rounds);
    sorted.sort(null);
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Figure(name, unit, median, sorted.getFirst(), sorted.getLast(), null, 0);
  }

  /** The same beside a peer's. */
  Figure against(String who, double its) {
    return new Figure(name, unit, value, least, most, who, its);
  }

  String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("value", value);
    fields.put("unit", unit);
    fields.put("peer", peer == null ? Nil.NIL : peer);
    fields.put("peerValue", peer == null ? Nil.NIL : (Object) peerValue);
    fields.put("ratio", peer == null ? Nil.NIL : (Object) (value / peerValue));
    fields.put("least", least);
    fields.put("most", most);
    return EntryJson.valueText(fields);
  }

  String text() {
    String line =
        String.format(
            Locale.ROOT, "%-32s %10.1f %s (%.1f to %.1f)", name, value, unit, least, most);
    return peer == null
        ? line
        : line
            + String.format(
                Locale.ROOT, "; %s: %.1f, ratio %.2f", peer, peerValue, value / peerValue);
  }
}
