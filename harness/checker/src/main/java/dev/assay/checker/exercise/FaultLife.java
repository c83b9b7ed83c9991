package dev.assay.checker.exercise;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One fault of any kind, as the lines of the nemesis tell of it. */
final class FaultLife {
  /** A minority is dead, and all else is healed. */
  static final String CORE = "core";

  private final String kind;
  private final Entry asked;
  private @Nullable Entry proven;
  private @Nullable Entry ending;
  private @Nullable Entry ended;
  private long deadlineMillis = -1;
  private final Set<String> dead = new HashSet<>();

  private FaultLife(String kind, Entry asked) {
    this.kind = kind;
    this.asked = asked;
  }

  /** All faults, in the order in which they were begun. */
  static List<FaultLife> all(List<Entry> history) {
    Map<Object, FaultLife> faults = new LinkedHashMap<>();
    for (Entry entry : history) {
      if (!(entry.actor() instanceof Actor.Nemesis) || entry.type() == EntryType.EVENT) {
        continue;
      }
      Object id = Events.fields(entry).get("fault");
      if (id != null) {
        boolean begins = "begin".equals(Events.fields(entry).get("phase"));
        if (begins) {
          faults.computeIfAbsent(id, _ -> new FaultLife(entry.f(), entry));
        }
        FaultLife fault = faults.get(id);
        if (fault != null) {
          fault.accept(entry, begins);
        }
      }
    }
    return new ArrayList<>(faults.values());
  }

  private void accept(Entry entry, boolean begins) {
    Map<?, ?> fields = Events.fields(entry);
    if (fields.get("deadlineMillis") instanceof Long millis) {
      deadlineMillis = millis;
    }
    if (begins && entry.type().completes()) {
      dead.addAll(Events.texts(fields, "nodes"));
      proven = Boolean.TRUE.equals(fields.get("proven")) ? entry : null;
    } else if (!begins && entry.type() == EntryType.INVOKE) {
      ending = entry;
    } else if (!begins) {
      ended = entry;
    }
  }

  boolean isCore() {
    return kind.equals(CORE);
  }

  String kind() {
    return kind;
  }

  /** When it was shown to be in effect; null if it never was. */
  @Nullable Entry proven() {
    return proven;
  }

  /** When it began to be taken away; null if it never was. */
  @Nullable Entry ending() {
    return ending;
  }

  /** The nodes that it has killed. */
  Set<String> dead() {
    return dead;
  }

  /** How long the core may take to serve; -1 when the history does not say. */
  long deadlineMillis() {
    return deadlineMillis;
  }

  /** Whether it may have been in effect at some moment from a line on, until some time. */
  boolean activeBetween(Entry from, long untilNanos) {
    Entry end = ended;
    return asked.time() <= untilNanos && (end == null || end.index() > from.index());
  }
}
