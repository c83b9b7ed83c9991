package dev.assay.core.runner;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.spi.Showing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run has yet to show before it says something: that every kind of operation succeeds, what
 * its workload asks for besides, and that every kind of fault that is still to come, or under way,
 * is in effect once. A main phase whose time is over goes on for this, but not for ever.
 */
final class Exercise {
  private final Set<String> kinds;
  private final Showing showing;

  /** How many faults of each kind have not begun; kinds that were in effect are left out. */
  private final Map<String, Integer> faults = new TreeMap<>();

  Exercise(List<String> kinds, Showing showing, List<PlannedFault> plan) {
    this.kinds = new TreeSet<>(kinds);
    this.showing = showing;
    plan.forEach(fault -> faults.merge(fault.kind(), 1, Integer::sum));
  }

  void completed(Entry entry) {
    showing.completed(entry);
    if (entry.type() == EntryType.OK) {
      kinds.remove(entry.f());
    }
  }

  /** A fault was begun. If that was not proven, another one of its kind is waited for. */
  void begun(String kind, boolean proven) {
    if (proven) {
      faults.remove(kind);
    } else {
      faults.computeIfPresent(kind, (_, left) -> left == 1 ? null : left - 1);
    }
  }

  boolean complete() {
    return kinds.isEmpty() && faults.isEmpty() && showing.enough();
  }
}
