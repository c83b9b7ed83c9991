package dev.assay.checker.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a model of a service and its clients do, for random tests. */
public final class Recording {
  private final List<Entry> entries = new ArrayList<>();
  private long millis;

  /** Lets time pass. */
  public void pass(long more) {
    millis += more;
  }

  public long millis() {
    return millis;
  }

  public int size() {
    return entries.size();
  }

  public void client(
      EntryType type,
      int process,
      @Nullable String session,
      String f,
      @Nullable String key,
      @Nullable Object value) {
    line(type, new Actor.Client(process), session, f, key, value);
  }

  public void event(String f, Object value) {
    line(EntryType.EVENT, new Actor.Nemesis(), null, f, null, value);
  }

  private void line(
      EntryType type,
      Actor actor,
      @Nullable String session,
      String f,
      @Nullable String key,
      @Nullable Object value) {
    entries.add(
        Entry.line(entries.size(), type, actor, f, value)
            .withTime(millis * 1_000_000)
            .withKey(key)
            .withSession(session));
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The lines with their indexes counted again from 0. */
  public static List<Entry> renumbered(List<Entry> entries) {
    List<Entry> numbered = new ArrayList<>();
    for (Entry entry : entries) {
      numbered.add(entry.withIndex(numbered.size()));
    }
    return numbered;
  }

  /** As a file would show it, for the message of a failed test. */
  public static String text(List<Entry> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append('\n').append(EntryJson.toLine(entry)));
    return text.toString();
  }
}
