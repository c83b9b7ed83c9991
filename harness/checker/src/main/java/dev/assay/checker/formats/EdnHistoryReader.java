package dev.assay.checker.formats;

import dev.assay.checker.edn.Edn;
import dev.assay.checker.edn.EdnException;
import dev.assay.checker.edn.EdnReader;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntrySource;
import dev.assay.checker.history.HistoryException;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history in EDN: maps one after the other, or one vector or list of maps. */
final class EdnHistoryReader implements EntrySource {
  private final EdnReader reader;
  private final LooseEntries entries = new LooseEntries();
  private boolean inSequence;

  EdnHistoryReader(Reader in) {
    this.reader = new EdnReader(in);
  }

  @Override
  public @Nullable Entry next() throws IOException {
    try {
      Object value = nextValue();
      return value == null ? null : entry(value);
    } catch (EdnException e) {
      throw new HistoryException(e.getMessage() == null ? "not EDN" : e.getMessage(), e);
    }
  }

  @Override
  public List<String> notices() {
    return List.of();
  }

  private @Nullable Object nextValue() throws IOException {
    while (true) {
      if (!inSequence && !reader.enterSequence()) {
        return reader.next();
      }
      Object value = reader.nextElement();
      inSequence = value != null;
      if (value != null) {
        return value;
      }
    }
  }

  private Entry entry(Object value) {
    Object bare = value instanceof Edn.Tagged(String _, Object inner) ? inner : value;
    if (!(bare instanceof Map<?, ?> map)) {
      throw broken("expected a map, not " + EdnValues.text(value));
    }
    try {
      return entries.entry(name -> field(map, name));
    } catch (HistoryException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Object field(Map<?, ?> map, String name) {
    int slash = name.indexOf('/');
    Object value =
        map.get(
            slash < 0
                ? new Edn.Keyword("", name)
                : new Edn.Keyword(name.substring(0, slash), name.substring(slash + 1)));
    Object found = value != null ? value : map.get(name);
    return found == null ? null : EdnValues.value(found);
  }

  private HistoryException broken(String what) {
    return new HistoryException("line %d: %s".formatted(reader.line(), what));
  }
}
