package dev.assay.core.runner;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.fault.PlannedFault;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run has yet to show before it says something: that every kind of operation succeeds, and
 * that every kind of fault that is still to come, or under way, is in effect once. A main phase
 * whose time is over goes on for this, but not for ever.
 */
final class Exercise {
  private final Set<String> kinds;
  private final Set<String> faults = new TreeSet<>();

  Exercise(List<String> kinds, List<PlannedFault> plan) {
    this.kinds = new TreeSet<>(kinds);
    plan.forEach(fault -> faults.add(fault.kind()));
  }

  void completed(Entry entry) {
    if (entry.type() == EntryType.OK) {
      kinds.remove(entry.f());
    }
  }

  /** A fault was begun; whether it is proven or not, nothing more is to be waited for. */
  void begun(String kind) {
    faults.remove(kind);
  }

  boolean complete() {
    return kinds.isEmpty() && faults.isEmpty();
  }
}
