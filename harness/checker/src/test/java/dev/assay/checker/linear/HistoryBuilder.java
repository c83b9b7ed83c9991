package dev.assay.checker.linear;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes small histories for tests. One millisecond passes from line to line. */
final class HistoryBuilder {
  private final List<Entry> entries = new ArrayList<>();

  HistoryBuilder add(EntryType type, int process, String f, @Nullable Object value) {
    return add(type, process, f, "x", value, null);
  }

  HistoryBuilder add(
      EntryType type,
      int process,
      String f,
      @Nullable String key,
      @Nullable Object value,
      @Nullable String session) {
    long index = entries.size();
    entries.add(
        new Entry(
            index,
            index * 1_000_000,
            type,
            new Actor.Client(process),
            f,
            -1,
            key,
            value,
            null,
            "n" + process % 3,
            session,
            null));
    return this;
  }

  HistoryBuilder invoke(int process, String f, @Nullable Object value) {
    return add(EntryType.INVOKE, process, f, value);
  }

  HistoryBuilder ok(int process, String f, @Nullable Object value) {
    return add(EntryType.OK, process, f, value);
  }

  HistoryBuilder fail(int process, String f, @Nullable Object value) {
    return add(EntryType.FAIL, process, f, value);
  }

  HistoryBuilder info(int process, String f, @Nullable Object value) {
    return add(EntryType.INFO, process, f, value);
  }

  /** An operation that nothing else overlaps. */
  HistoryBuilder did(int process, String f, Object value) {
    return invoke(process, f, f.equals("read") ? null : value).ok(process, f, value);
  }

  List<Entry> build() {
    return List.copyOf(entries);
  }
}
