package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Faults of nodes' clocks: {@code clock-jump} and {@code clock-skew} set the wall clock forward or
 * back, and back again when they are healed; {@code clock-drift} has the monotonic clock run faster
 * or slower. Each is proven by reading the clocks twice.
 */
final class ClockFaults implements WorldFaults {
  static final List<String> KINDS = List.of("clock-jump", "clock-skew", "clock-drift");

  /** Long enough to measure a rate. */
  private static final long MEASURE = 100_000_000;

  private static final double TOLERANCE = 0.001;
  private final Ensemble ensemble;
  private final World world;

  ClockFaults(Ensemble ensemble) {
    this.ensemble = ensemble;
    this.world = ensemble.world();
  }

  @Override
  public List<String> kinds() {
    return KINDS;
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    if (action.kind().equals("clock-drift")) {
      drift(action, WorldFaults.figure(action, "ratePermille") / 1_000.0, done);
    } else {
      jump(action, WorldFaults.figure(action, "offsetMillis"), done);
    }
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    if (action.kind().equals("clock-drift")) {
      drift(action, 1, done);
    } else {
      jump(action, -WorldFaults.figure(action, "offsetMillis"), done);
    }
  }

  private SimNode node(String name) {
    return ensemble.node(Ensemble.number(name));
  }

  private void jump(FaultAction action, long millis, Consumer<Evidence> done) {
    TreeMap<String, Long> before = new TreeMap<>();
    for (String name : action.nodes()) {
      before.put(name, node(name).clock().wallMillis());
      node(name).clock().jump(millis);
    }
    world.after(
        MOMENT,
        () -> {
          Findings findings = new Findings();
          before.forEach((name, earlier) -> {
            long moved = node(name).clock().wallMillis() - earlier;
            findings.expect(
                Math.abs(moved - millis) <= 2 * MOMENT / 1_000_000,
                "the wall clock of " + name + " moved by " + moved + " ms");
          });
          done.accept(findings.evidence());
        });
  }

  private void drift(FaultAction action, double factor, Consumer<Evidence> done) {
    TreeMap<String, Long> before = new TreeMap<>();
    TreeMap<String, Double> expected = new TreeMap<>();
    for (String name : action.nodes()) {
      node(name).clockDrift(factor);
      before.put(name, node(name).clock().nanos());
      expected.put(name, node(name).clock().rate() * factor);
    }
    world.after(
        MEASURE,
        () -> {
          Findings findings = new Findings();
          expected.forEach((name, rate) -> {
            long ran = node(name).clock().nanos() - before.getOrDefault(name, 0L);
            double measured = (double) ran / MEASURE;
            findings.expect(
                Math.abs(measured - rate) < TOLERANCE,
                String.format(
                    Locale.ROOT, "the clock of %s runs at %.3f of true time", name, measured));
          });
          done.accept(findings.evidence());
        });
  }
}
