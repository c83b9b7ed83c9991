package dev.assay.checker.stream;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the lines of histories for tests, to a list or elsewhere. */
final class Lines {
  private final List<Entry> kept = new ArrayList<>();
  private final Consumer<Entry> out;
  private long index;

  Lines() {
    this.out = kept::add;
  }

  Lines(Consumer<Entry> out) {
    this.out = out;
  }

  Lines line(EntryType type, int process, String f, @Nullable Object value) {
    return line(type, new Actor.Client(process), f, value, "n" + process % 2, null);
  }

  Lines line(
      EntryType type,
      Actor actor,
      String f,
      @Nullable Object value,
      @Nullable String node,
      @Nullable String key) {
    out.accept(
        Entry.line(index, type, actor, f, value)
            .withTime(index * 1_000_000)
            .withKey(key)
            .withNode(node));
    index++;
    return this;
  }

  Lines invoke(int process, String f, @Nullable Object value) {
    return line(EntryType.INVOKE, process, f, value);
  }

  Lines ok(int process, String f, @Nullable Object value) {
    return line(EntryType.OK, process, f, value);
  }

  Lines did(int process, String f, Object value) {
    return invoke(process, f, f.equals("read") ? null : value).ok(process, f, value);
  }

  Lines event(String f, Object value) {
    return line(EntryType.EVENT, new Actor.Nemesis(), f, value, null, null);
  }

  List<Entry> entries() {
    return List.copyOf(kept);
  }
}
