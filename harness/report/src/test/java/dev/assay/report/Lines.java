package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes small histories by hand; times are in milliseconds. */
final class Lines {
  private final List<Entry> lines = new ArrayList<>();

  /** The same line at another place of the history. */
  static Entry at(long index, Entry line) {
    return line.withIndex(index);
  }

  Lines invoke(long millis, int client, String f, long op, @Nullable Object value) {
    return add(millis, EntryType.INVOKE, new Actor.Client(client), f, op, value, null);
  }

  Lines complete(
      long millis, EntryType type, int client, String f, long op, @Nullable Object value) {
    return add(millis, type, new Actor.Client(client), f, op, value, null);
  }

  Lines nemesis(long millis, EntryType type, String kind, long op, @Nullable Object value) {
    return add(millis, type, new Actor.Nemesis(), kind, op, value, null);
  }

  Lines event(long millis, Actor actor, String f, @Nullable Object value) {
    return add(millis, EntryType.EVENT, actor, f, -1, value, null);
  }

  Lines add(
      long millis,
      EntryType type,
      Actor actor,
      String f,
      long op,
      @Nullable Object value,
      @Nullable String error) {
    long time = millis * 1_000_000;
    lines.add(
        new Entry(lines.size(), time, type, actor, f, op, "x", value, error, "n1", null, null));
    return this;
  }

  List<Entry> history() {
    return List.copyOf(lines);
  }
}
