package dev.assay.lab;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.nemesis.Schedule;
import dev.assay.simulator.Ensemble;
import dev.assay.simulator.SimCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The plan of faults that follows from a run's seed. */
public final class Plans {
  static final String CORE = "core";

  /** A quorum that is left alone must make progress within so many milliseconds. */
  private static final long CORE_DEADLINE = 10_000;

  private static final long CORE_SPAN = CORE_DEADLINE + 2_000;

  private Plans() {}

  /** The plan of any run, simulated or not. */
  public static List<PlannedFault> drawn(RunSpec spec) {
    if (spec.cluster().equals("sim")) {
      return of(spec);
    }
    return Schedule.draw(
        spec.faults(),
        nodes(spec.nodes()),
        Duration.ofMillis(spec.timeLimitMillis()),
        new Seed(spec.seed()).fork("plan"));
  }

  /**
   * The plan of a simulated run: faults for as long as the settings say, then none while clients go
   * on. In that calm only a quorum lives for a while, if the core is asked for, and must make
   * progress.
   */
  public static List<PlannedFault> of(RunSpec spec) {
    long limit = spec.timeLimitMillis();
    long faults = Math.min(limit, WorldDraw.number(spec, WorldDraw.FAULT_MILLIS, limit));
    Seed seed = new Seed(spec.seed()).fork("plan");
    String drill = spec.settings().get(WorldDraw.DRILL);
    if (drill != null) {
      return Drill.parse(drill).plan(faults, seed);
    }
    boolean calmCore = spec.faults().contains(CORE) && limit - faults >= CORE_SPAN;
    List<String> kinds =
        calmCore
            ? spec.faults().stream().filter(kind -> !kind.equals(CORE)).toList()
            : spec.faults();
    List<String> nodes = nodes(spec.nodes());
    List<PlannedFault> plan =
        new ArrayList<>(
            Schedule.draw(kinds, nodes, Duration.ofMillis(faults), seed, moments(spec)));
    if (calmCore) {
      plan.add(
          Schedule.core(
              plan.size(),
              nodes,
              Duration.ofMillis(faults + 500),
              Duration.ofMillis(CORE_DEADLINE + 500),
              Duration.ofMillis(CORE_DEADLINE),
              seed.fork(CORE)));
    }
    return List.copyOf(plan);
  }

  private static List<String> moments(RunSpec spec) {
    String some = spec.settings().get(WorldDraw.MOMENTS);
    return some == null ? SimCluster.MOMENTS : List.of(some.split("\\+"));
  }

  static List<String> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Ensemble::name).toList();
  }
}
