package dev.assay.checker.formats;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import java.util.ArrayList;
import java.util.List;

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
      split.add(
          entry.actor() instanceof Actor.Client && entry.value() != null ? split(entry) : entry);
    }
    return split;
  }

  private static Entry split(Entry entry) {
    if (!(entry.value() instanceof List<?> pair) || pair.size() != 2) {
      throw new HistoryException(
          "index %d: not a pair of key and value: %s".formatted(entry.index(), entry.value()));
    }
    return new Entry(
        entry.index(),
        entry.time(),
        entry.type(),
        entry.actor(),
        entry.f(),
        entry.op(),
        String.valueOf(pair.get(0)),
        pair.get(1),
        entry.error(),
        entry.node(),
        entry.session(),
        entry.hint());
  }
}
