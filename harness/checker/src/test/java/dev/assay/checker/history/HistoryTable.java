package dev.assay.checker.history;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Histories as text tables, for tests. A row is {@code process session type f key value}, with "-"
 * for what is not there; the value is JSON, and may be left out. {@code @1200} in front says at how
 * many milliseconds it happened; without it, row n happened at n milliseconds. {@code nemesis} and
 * names like {@code n1} stand for themselves; {@code 3/n2} is process 3 on node n2, and {@code
 * kill#7} a kill that is operation 7.
 */
public final class HistoryTable {
  private static final Pattern ROW =
      Pattern.compile(
          "(?:@(\\d+)\\s+)?([^\\s/]+)(?:/(\\S+))?\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s*(.*)");

  private HistoryTable() {}

  public static List<Entry> of(String table) {
    List<Entry> entries = new ArrayList<>();
    for (String line : table.lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        entries.add(entry(line, entries.size()));
      }
    }
    return entries;
  }

  private static Entry entry(String line, int index) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      throw new IllegalArgumentException("no row of a history: " + line);
    }
    String process = row.group(2);
    boolean number = process.matches("\\d+");
    long millis = row.group(1) == null ? index : Long.parseLong(row.group(1));
    StringBuilder json = new StringBuilder();
    json.append("{\"index\":%d,\"time\":%d".formatted(index, millis * 1_000_000));
    json.append(",\"process\":").append(number ? process : "\"" + process + "\"");
    field(json, "node", row.group(3));
    field(json, "session", row.group(4));
    field(json, "type", row.group(5));
    String[] f = row.group(6).split("#", 2);
    field(json, "f", f[0]);
    if (f.length == 2) {
      json.append(",\"op\":").append(f[1]);
    }
    field(json, "key", row.group(7));
    if (!row.group(8).isEmpty()) {
      json.append(",\"value\":").append(row.group(8).replace('\'', '"'));
    }
    return EntryJson.parse(json.append('}').toString());
  }

  private static void field(StringBuilder json, String name, @Nullable String text) {
    if (text != null && !text.equals("-")) {
      json.append(",\"%s\":\"%s\"".formatted(name, text));
    }
  }
}
