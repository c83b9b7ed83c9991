package dev.assay.checker.exercise;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.OperationRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * When faults were in effect, surely or perhaps. A fault is <em>proven</em> from the proof that it
 * is in effect to the call that ends it. It is <em>asked</em> for from the call that begins it to
 * the answer to the one that ends it, or until the nemesis says that it did nothing.
 */
public final class FaultWindows {
  /** What an operation saw of faults at some moment of it, most last. */
  public enum Extent {
    NONE,
    ASKED,
    PROVEN
  }

  private final Spans asked = new Spans();
  private final Spans proven = new Spans();

  private FaultWindows() {}

  /** Reads the windows off the lines of the nemesis. */
  public static FaultWindows of(List<Entry> history) {
    FaultWindows windows = new FaultWindows();
    for (Entry entry : history) {
      if (entry.actor() instanceof Actor.Nemesis && entry.type() != EntryType.EVENT) {
        Map<?, ?> fields = Events.fields(entry);
        Object fault = fields.get("fault");
        if (fault != null) {
          windows.accept(entry, fields, fault);
        }
      }
    }
    return windows;
  }

  private void accept(Entry entry, Map<?, ?> fields, Object fault) {
    boolean begins = "begin".equals(fields.get("phase"));
    if (entry.type() == EntryType.INVOKE) {
      if (begins) {
        asked.open(fault, entry.index());
      } else {
        proven.close(fault, entry.index());
      }
    } else if (!begins) {
      asked.close(fault, entry.index());
      proven.close(fault, entry.index());
    } else if (Boolean.TRUE.equals(fields.get("proven"))) {
      proven.open(fault, entry.index());
    } else if (nothingDone(entry)) {
      asked.close(fault, entry.index());
    }
  }

  /**
   * Whether this answer to the call that begins a fault says that it was surely not applied; of a
   * call that failed nobody knows.
   */
  public static boolean nothingDone(Entry answer) {
    return Boolean.FALSE.equals(Events.fields(answer).get("applied")) && answer.error() == null;
  }

  /** The most that the operation saw, from its invocation to its completion. */
  public Extent around(OperationRecord operation) {
    Entry completion = operation.completion();
    long from = operation.invoke().index();
    long to = completion == null ? Long.MAX_VALUE : completion.index();
    if (proven.overlap(from, to)) {
      return Extent.PROVEN;
    }
    return asked.overlap(from, to) ? Extent.ASKED : Extent.NONE;
  }

  /** Stretches of the history, by index, in each of which at least one fault is open. */
  private static final class Spans {
    private final Set<Object> open = new HashSet<>();
    private final NavigableMap<Long, Long> ends = new TreeMap<>();

    void open(Object fault, long index) {
      if (open.isEmpty()) {
        ends.put(index, Long.MAX_VALUE);
      }
      open.add(fault);
    }

    void close(Object fault, long index) {
      if (open.remove(fault) && open.isEmpty()) {
        ends.put(ends.lastKey(), index);
      }
    }

    boolean overlap(long from, long to) {
      Map.Entry<Long, Long> last = ends.floorEntry(to);
      return last != null && last.getValue() >= from;
    }
  }
}
