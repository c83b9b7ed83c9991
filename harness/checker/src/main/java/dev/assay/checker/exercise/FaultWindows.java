package dev.assay.checker.exercise;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** When a fault was in effect: from the start of its beginning to the end of its ending. */
public final class FaultWindows {
  /** From this index on a fault is in effect (true) or none is. */
  private final NavigableMap<Long, Boolean> changes = new TreeMap<>();

  private FaultWindows() {}

  /** Reads the windows off the lines of the nemesis. */
  public static FaultWindows of(List<Entry> history) {
    FaultWindows windows = new FaultWindows();
    Set<Object> active = new HashSet<>();
    for (Entry entry : history) {
      Map<?, ?> fields = Events.fields(entry);
      Object fault = fields.get("fault");
      if (fault != null && entry.actor() instanceof Actor.Nemesis) {
        boolean ended = entry.type().completes() && "end".equals(fields.get("phase"));
        if (entry.type() == EntryType.INVOKE && "begin".equals(fields.get("phase"))) {
          active.add(fault);
        } else if (ended) {
          active.remove(fault);
        }
        windows.changes.put(entry.index(), !active.isEmpty());
      }
    }
    return windows;
  }

  /** Whether a fault was in effect at this index. */
  public boolean contains(long index) {
    Map.Entry<Long, Boolean> last = changes.floorEntry(index);
    return last != null && last.getValue();
  }
}
