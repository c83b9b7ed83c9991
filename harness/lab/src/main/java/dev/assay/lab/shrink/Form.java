package dev.assay.lab.shrink;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import java.util.ArrayList;
import java.util.List;

/** A run that may be tried. The kinds of fault that it asks for are those of its plan. */
public record Form(RunSpec spec, List<PlannedFault> plan) {
  private static final long MILLI = 1_000_000;

  public Form {
    plan = List.copyOf(plan);
    spec = spec.withFaults(plan.stream().map(PlannedFault::kind).distinct().sorted().toList());
  }

  /** When the last fault ends, in milliseconds of the main phase; 0 without faults. */
  long lastFaultMillis() {
    return plan.stream()
        .mapToLong(fault -> (fault.atNanos() + fault.durationNanos()) / MILLI)
        .max()
        .orElse(0);
  }

  /** When the first fault begins, in milliseconds of the main phase; 0 without faults. */
  long firstFaultMillis() {
    return plan.stream().mapToLong(PlannedFault::atNanos).min().orElse(0) / MILLI;
  }

  /** With other faults, and no longer than they need with a calm behind them. */
  Form with(List<PlannedFault> faults, long calmMillis) {
    Form other = new Form(spec, faults);
    long enough = other.lastFaultMillis() + calmMillis;
    return faults.isEmpty() ? other : other.noLongerThan(enough);
  }

  Form noLongerThan(long millis) {
    return new Form(spec.withTimeLimitMillis(Math.min(spec.timeLimitMillis(), millis)), plan);
  }

  /** All of it so much earlier. */
  Form earlier(long millis) {
    List<PlannedFault> moved = new ArrayList<>();
    for (PlannedFault fault : plan) {
      moved.add(
          new PlannedFault(
              fault.id(),
              fault.kind(),
              fault.atNanos() - millis * MILLI,
              fault.durationNanos(),
              fault.parameters()));
    }
    return new Form(spec.withTimeLimitMillis(spec.timeLimitMillis() - millis), moved);
  }
}
