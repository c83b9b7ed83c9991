package dev.assay.checker.exercise;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What became of the faults of one kind.
 *
 * @param kind its name
 * @param asked how many were begun
 * @param applied how many of those the cluster said it applied
 * @param proven how many of those a probe showed to be in effect
 * @param healed how many of the proven a probe showed to be over
 */
public record FaultTally(String kind, int asked, int applied, int proven, int healed) {
  /** One fault: the lines that the nemesis wrote about it. */
  private static final class Fault {
    private final String kind;
    private boolean applied;
    private boolean proven;
    private boolean healed;
    private boolean over;

    private Fault(String kind) {
      this.kind = kind;
    }
  }

  /** The kinds that were asked for, and those that were injected, by name. */
  public static List<FaultTally> of(List<Entry> history) {
    Collection<Fault> faults = faults(history);
    Map<String, List<Fault>> kinds = new TreeMap<>();
    kindsAskedFor(history).forEach(kind -> kinds.put(kind, new ArrayList<>()));
    for (Fault fault : faults) {
      kinds.computeIfAbsent(fault.kind, _ -> new ArrayList<>()).add(fault);
    }
    List<FaultTally> tallies = new ArrayList<>();
    kinds.forEach((kind, own) -> tallies.add(tally(kind, own)));
    return List.copyOf(tallies);
  }

  /**
   * The kinds of those faults that may still be in effect: they were asked for, whether or not that
   * was proven, and neither was their end, nor did the nemesis say that there was nothing to end.
   */
  static Set<String> notOver(List<Entry> history) {
    return faults(history).stream()
        .filter(fault -> !fault.over)
        .map(fault -> fault.kind)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Collection<Fault> faults(List<Entry> history) {
    Map<Object, Fault> faults = new LinkedHashMap<>();
    for (Entry entry : history) {
      if (entry.actor() instanceof Actor.Nemesis && entry.type() != EntryType.EVENT) {
        accept(faults, entry);
      }
    }
    return faults.values();
  }

  private static void accept(Map<Object, Fault> faults, Entry entry) {
    Map<?, ?> fields = Events.fields(entry);
    Object id = fields.get("fault");
    if (id == null) {
      return;
    }
    boolean begins = "begin".equals(fields.get("phase"));
    Fault fault = faults.get(id);
    if (fault == null) {
      if (!begins) {
        return;
      }
      fault = new Fault(entry.f());
      faults.put(id, fault);
    }
    if (entry.type().completes()) {
      boolean proven = Boolean.TRUE.equals(fields.get("proven"));
      if (begins) {
        fault.applied = Boolean.TRUE.equals(fields.get("applied"));
        fault.proven = proven;
      } else {
        fault.healed = proven;
        // A call that failed has an error; nobody knows what came of it.
        fault.over =
            proven || (Boolean.FALSE.equals(fields.get("applied")) && entry.error() == null);
      }
    }
  }

  private static FaultTally tally(String kind, List<Fault> faults) {
    return new FaultTally(
        kind,
        faults.size(),
        (int) faults.stream().filter(fault -> fault.applied).count(),
        (int) faults.stream().filter(fault -> fault.proven).count(),
        (int) faults.stream().filter(fault -> fault.proven && fault.healed).count());
  }

  /** The kinds that the run was asked to inject, as its first event says. */
  public static List<String> kindsAskedFor(List<Entry> history) {
    return Events.of(history, Events.RUN)
        .findFirst()
        .map(run -> Events.texts(Events.fields(run), "faults"))
        .orElse(List.of());
  }
}
