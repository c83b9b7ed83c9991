package dev.assay.checker.play;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A history as a table: a line each of type, process, what was asked, and where they apply {@code
 * key=k}, the value as JSON, {@code on} a node, {@code @session}. One millisecond passes from line
 * to line. Empty lines are left out.
 */
public final class TextHistory {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<type>invoke|ok|fail|info|event)\\s+(?<process>\\S+)\\s+(?<f>\\S+)"
              + "(?:\\s+key=(?<key>\\S+))?(?:\\s+(?<value>\\S.*?))??"
              + "(?:\\s+on\\s+(?<node>\\S+))?(?:\\s+@(?<session>\\S+))?");

  private TextHistory() {}

  /** The lines as entries. */
  public static List<Entry> of(String table) {
    List<Entry> entries = new ArrayList<>();
    table
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> entries.add(entry(entries.size(), line)));
    return entries;
  }

  private static Entry entry(int index, String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a line of a history: " + line);
    }
    StringBuilder json = new StringBuilder();
    json.append("{\"index\":%d,\"time\":%d".formatted(index, index * 1_000_000L));
    json.append(
        ",\"type\":\"%s\",\"f\":\"%s\"".formatted(matcher.group("type"), matcher.group("f")));
    String process = matcher.group("process");
    boolean client = process.chars().allMatch(Character::isDigit);
    json.append(",\"process\":").append(client ? process : '"' + process + '"');
    text(json, matcher, "key");
    text(json, matcher, "node");
    text(json, matcher, "session");
    if (matcher.group("value") != null) {
      json.append(",\"value\":").append(matcher.group("value"));
    }
    return EntryJson.parse(json.append('}').toString());
  }

  private static void text(StringBuilder json, Matcher matcher, String name) {
    if (matcher.group(name) != null) {
      json.append(",\"%s\":\"%s\"".formatted(name, matcher.group(name)));
    }
  }
}
