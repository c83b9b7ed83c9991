package dev.assay.checker.formats;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes JSON: our own lines, or the array that elle-cli reads. */
final class JsonHistoryWriter implements EntrySink {
  private final OutputStream out;
  private final boolean elle;
  private final boolean independent;
  private boolean begun;

  private JsonHistoryWriter(OutputStream out, boolean elle, boolean independent) {
    this.out = new BufferedOutputStream(out, 1 << 16);
    this.elle = elle;
    this.independent = independent;
  }

  static JsonHistoryWriter ofOurs(OutputStream out) {
    return new JsonHistoryWriter(out, false, false);
  }

  /** With {@code independent}, a client's value is the pair of key and value. */
  static JsonHistoryWriter ofElle(OutputStream out, boolean independent) {
    return new JsonHistoryWriter(out, true, independent);
  }

  @Override
  public void write(Entry entry) throws IOException {
    if (elle) {
      text((begun ? ",\n" : "[") + EntryJson.valueText(foreign(entry)));
      begun = true;
    } else {
      text(EntryJson.toLine(entry) + "\n");
    }
  }

  /** What only our own format has gets names that say so. */
  private Map<String, Object> foreign(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    EntryJson.toMap(entry)
        .forEach((name, value) ->
            fields.put(
                switch (name) {
                  case "op", "session", "hint" -> "assay/" + name;
                  default -> name;
                },
                value));
    if (entry.type() == EntryType.EVENT) {
      fields.put("type", "info");
      fields.put("assay/type", "event");
    }
    String key = entry.key();
    if (independent && key != null && entry.actor() instanceof Actor.Client) {
      Object value = entry.value();
      List<Object> pair = new ArrayList<>();
      pair.add(EdnHistoryWriter.number(key));
      pair.add(value == null ? Nil.NIL : value);
      fields.remove("key");
      fields.put("value", pair);
    }
    return fields;
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (elle) {
        text(begun ? "]\n" : "[]\n");
      }
    }
  }
}
