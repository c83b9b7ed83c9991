package dev.assay.checker.linear;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes histories of a tree doubtful. */
final class TreeSpoiler {
  private TreeSpoiler() {}

  /** Changes some results, hints and outcomes. */
  static List<Entry> spoil(Random random, List<Entry> entries) {
    List<Entry> spoiled = new ArrayList<>();
    for (Entry entry : entries) {
      boolean completes = entry.type().completes();
      Object value = Objects.requireNonNull(entry.value());
      if (completes && random.nextInt(8) == 0 && value instanceof Map<?, ?> map) {
        Map<String, Object> changed = new HashMap<>();
        map.forEach(
            (name, each) -> changed.put(String.valueOf(name), Objects.requireNonNull(each)));
        changed.computeIfPresent("version", (_, _) -> (long) random.nextInt(3) - 1);
        changed.computeIfPresent("data", (_, _) -> Integer.toString(random.nextInt(6)));
        value = changed;
      }
      EntryType type = completes && random.nextInt(8) == 0 ? EntryType.INFO : entry.type();
      String error = type == EntryType.INFO ? "timeout" : entry.error();
      spoiled.add(
          entry.withType(type).withValue(value).withError(error).withHint(hint(random, entry)));
    }
    return spoiled;
  }

  private static @Nullable Hint hint(Random random, Entry entry) {
    Hint hint = entry.hint();
    if (hint == null || random.nextInt(4) > 0) {
      return hint;
    }
    return random.nextBoolean() ? null : new Hint("zxid", "tree", "" + random.nextInt(5));
  }
}
