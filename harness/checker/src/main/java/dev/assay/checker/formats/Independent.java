package dev.assay.checker.formats;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Histories of Jepsen's {@code independent}: values are pairs of key and value. */
public final class Independent {
  private Independent() {}

  /**
   * The same history with the key where it belongs. Entries of others than clients stay as they
   * are.
   *
   * @throws HistoryException if a client's value is no pair
   */
  public static List<Entry> split(List<Entry> history) {
    List<Entry> split = new ArrayList<>(history.size());
    for (Entry entry : history) {
      split.add(split(entry));
    }
    return split;
  }

  /**
   * The same entry with the key where it belongs.
   *
   * @throws HistoryException if it is a client's, has a value, and that is no pair
   */
  public static Entry split(Entry entry) {
    if (!(entry.actor() instanceof Actor.Client) || entry.value() == null) {
      return entry;
    }
    if (!(bare(entry.value()) instanceof List<?> pair) || pair.size() != 2) {
      throw new HistoryException(
          "index %d: not a pair of key and value: %s".formatted(entry.index(), entry.value()));
    }
    return entry.withKey(String.valueOf(pair.get(0))).withValue(pair.get(1));
  }

  /** The pair of a tagged literal, as some versions of Jepsen print it. */
  private static @Nullable Object bare(@Nullable Object value) {
    return value instanceof Map<?, ?> tagged
            && tagged.get("tag") instanceof String tag
            && (tag.contains("independent") || tag.contains("MapEntry"))
        ? tagged.get("value")
        : value;
  }
}
