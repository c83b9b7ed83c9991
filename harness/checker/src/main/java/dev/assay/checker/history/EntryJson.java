package dev.assay.checker.history;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of {@code history.jsonl} as text, and back. Numbers of more than 64 bits are refused;
 * ids of 64 bits travel as text, since other readers of JSON round them. Unknown fields are
 * ignored.
 */
public final class EntryJson {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private EntryJson() {}

  /**
   * The entry as one line of JSON, without a newline.
   *
   * @throws IllegalArgumentException if the value is of a type that a history cannot hold
   */
  public static String toLine(Entry entry) {
    return valueText(toMap(entry));
  }

  /** The fields of the entry's line, in order, as a value of the kinds that a history holds. */
  public static Map<String, Object> toMap(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("index", entry.index());
    if (entry.time() >= 0) {
      fields.put("time", entry.time());
    }
    fields.put("type", entry.type().word());
    fields.put(
        "process",
        switch (entry.actor()) {
          case Actor.Client(int number) -> (long) number;
          case Actor.Nemesis _ -> "nemesis";
          case Actor.Node(String name) -> name;
        });
    fields.put("f", entry.f());
    if (entry.op() >= 0) {
      fields.put("op", entry.op());
    }
    putIfPresent(fields, "key", entry.key());
    putIfPresent(fields, "value", entry.value());
    putIfPresent(fields, "error", entry.error());
    putIfPresent(fields, "node", entry.node());
    putIfPresent(fields, "session", entry.session());
    Hint hint = entry.hint();
    if (hint != null) {
      Map<String, Object> inner = new LinkedHashMap<>();
      inner.put("order", hint.order());
      inner.put("scope", hint.scope());
      inner.put("value", hint.value());
      fields.put("hint", inner);
    }
    return fields;
  }

  private static void putIfPresent(
      Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  /** Any value that {@link Entry#value} may hold, as JSON text on one line. */
  public static String valueText(Object value) {
    return new JsonLine().value(value).toString();
  }

  /**
   * Reads one line.
   *
   * @throws HistoryException if it is not JSON, or a field is missing or of the wrong type
   */
  public static Entry parse(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  static Entry parse(byte[] bytes, int from, int length) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new HistoryException("not a JSON object");
      }
      Object value = JsonValues.read(parser);
      if (parser.nextToken() != null) {
        throw new HistoryException("more than one JSON value on the line");
      }
      return new EntryFields(asMap(value)).entry();
    } catch (JacksonException e) {
      throw new HistoryException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Map<?, ?> asMap(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new HistoryException("not a JSON object");
  }
}
