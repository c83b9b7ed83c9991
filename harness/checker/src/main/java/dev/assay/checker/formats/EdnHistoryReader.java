package dev.assay.checker.formats;

import dev.assay.checker.edn.Edn;
import dev.assay.checker.edn.EdnException;
import dev.assay.checker.edn.EdnReader;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.History;
import dev.assay.checker.history.HistoryException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A history in EDN: maps one after the other, or one vector or list of maps. The order in the file
 * is the order of events, and gives the indexes.
 */
final class EdnHistoryReader {
  private final EdnReader reader;
  private final List<Entry> entries = new ArrayList<>();

  private EdnHistoryReader(Reader in) {
    this.reader = new EdnReader(in);
  }

  static History read(Reader in) throws IOException {
    EdnHistoryReader history = new EdnHistoryReader(in);
    try {
      history.read();
    } catch (EdnException e) {
      throw new HistoryException(e.getMessage() == null ? "not EDN" : e.getMessage(), e);
    }
    return new History(history.entries, List.of());
  }

  private void read() throws IOException {
    while (reader.enterSequence()) {
      for (Object value = reader.nextElement(); value != null; value = reader.nextElement()) {
        accept(value);
      }
    }
    for (Object value = reader.next(); value != null; value = reader.next()) {
      accept(value);
    }
  }

  private void accept(Object value) {
    Object bare = value instanceof Edn.Tagged(String _, Object inner) ? inner : value;
    if (!(bare instanceof Map<?, ?> map)) {
      throw broken("expected a map, not " + EdnValues.text(value));
    }
    Object edn = field(map, "value");
    entries.add(
        new Entry(
            entries.size(),
            field(map, "time") instanceof Long time && time >= 0 ? time : -1,
            type(map),
            actor(map),
            required(map, "f"),
            -1,
            EdnValues.text(field(map, "key")),
            edn == null ? null : EdnValues.value(edn),
            EdnValues.text(field(map, "error")),
            EdnValues.text(field(map, "node")),
            null,
            null));
  }

  private static @Nullable Object field(Map<?, ?> map, String name) {
    Object value = map.get(new Edn.Keyword("", name));
    return value != null ? value : map.get(name);
  }

  private String required(Map<?, ?> map, String name) {
    String text = EdnValues.text(field(map, name));
    if (text == null) {
      throw broken("the field :%s is missing".formatted(name));
    }
    return text;
  }

  private EntryType type(Map<?, ?> map) {
    String word = required(map, "type").toLowerCase(Locale.ROOT);
    return switch (word) {
      case "invoke" -> EntryType.INVOKE;
      case "ok" -> EntryType.OK;
      case "fail" -> EntryType.FAIL;
      case "info" -> EntryType.INFO;
      default -> throw broken("unknown type :" + word);
    };
  }

  private Actor actor(Map<?, ?> map) {
    Object process = field(map, "process");
    if (process instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
      return new Actor.Client(number.intValue());
    }
    String name = required(map, "process");
    return name.equals("nemesis") ? new Actor.Nemesis() : new Actor.Node(name);
  }

  private HistoryException broken(String what) {
    return new HistoryException("line %d: %s".formatted(reader.line(), what));
  }
}
