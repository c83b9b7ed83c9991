package dev.assay.checker.exercise;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the history of a run, with its events and faults, for tests. */
public final class RunHistory {
  private final List<Entry> entries = new ArrayList<>();
  private long nextOperation;

  private RunHistory line(EntryType type, Actor actor, String f, long op, @Nullable Object value) {
    long index = entries.size();
    entries.add(Entry.line(index, type, actor, f, value).withTime(index * 1_000_000).withOp(op));
    return this;
  }

  public RunHistory run(List<String> kinds, List<String> faults) {
    return event("run", Map.of("workload", "register", "kinds", kinds, "faults", faults));
  }

  public RunHistory event(String f, Object value) {
    return line(EntryType.EVENT, new Actor.Nemesis(), f, -1, value);
  }

  public RunHistory died(String node, boolean provoked) {
    Map<String, Object> value = Map.of("provoked", provoked, "detail", "exit status 137");
    return line(EntryType.EVENT, new Actor.Node(node), "died", -1, value);
  }

  public RunHistory started(String node) {
    Map<String, Object> value = Map.of("provoked", true, "detail", "pid 1");
    return line(EntryType.EVENT, new Actor.Node(node), "started", -1, value);
  }

  public RunHistory operation(String f, @Nullable Object value, EntryType outcome) {
    long op = nextOperation++;
    line(EntryType.INVOKE, new Actor.Client(1), f, op, f.equals("read") ? null : value);
    return line(outcome, new Actor.Client(1), f, op, value);
  }

  public RunHistory fault(long id, String kind, String phase, boolean proven) {
    return fault(id, kind, phase, true, proven);
  }

  /** The begin of a fault that found nothing to be done to. */
  public RunHistory notApplied(long id, String kind) {
    return fault(id, kind, "begin", false, false);
  }

  /** The end of a fault of which there was nothing to end. */
  public RunHistory neverInEffect(long id, String kind) {
    return fault(id, kind, "end", false, false);
  }

  /** The end of a fault that the harness could not bring about. */
  public RunHistory harnessFailed(long id, String kind, String proof) {
    Map<String, Object> value = new HashMap<>(Map.of("fault", id, "phase", "end"));
    line(EntryType.INVOKE, new Actor.Nemesis(), kind, nextOperation, Map.copyOf(value));
    value.putAll(Map.of("applied", true, "proven", false, "proof", proof, "harnessFailed", true));
    return line(EntryType.INFO, new Actor.Nemesis(), kind, nextOperation++, Map.copyOf(value));
  }

  private RunHistory fault(long id, String kind, String phase, boolean applied, boolean proven) {
    long op = nextOperation++;
    Map<String, Object> value = new HashMap<>(Map.of("fault", id, "phase", phase));
    line(EntryType.INVOKE, new Actor.Nemesis(), kind, op, Map.copyOf(value));
    value.put("applied", applied);
    value.put("proven", proven);
    return line(EntryType.INFO, new Actor.Nemesis(), kind, op, Map.copyOf(value));
  }

  /** Healed, serving, final phase, end. */
  public RunHistory ending() {
    return event("healed", Map.of("deadlineMillis", 1_000L))
        .event("serving", Map.of("millis", 10L))
        .event("phase", "final")
        .event("end", Map.of());
  }

  public List<Entry> build() {
    return List.copyOf(entries);
  }
}
