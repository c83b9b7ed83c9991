package dev.assay.lab;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.nemesis.Schedule;
import dev.assay.simulator.Ensemble;
import dev.assay.simulator.SimCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The plan of faults that follows from a simulated run's seed. */
public final class Plans {
  private Plans() {}

  /** The plan: faults for as long as the settings say, then none while clients go on. */
  public static List<PlannedFault> of(RunSpec spec) {
    long limit = spec.timeLimitMillis();
    long faults = Math.min(limit, WorldDraw.number(spec, WorldDraw.FAULT_MILLIS, limit));
    return Schedule.draw(
        spec.faults(),
        nodes(spec.nodes()),
        Duration.ofMillis(faults),
        new Seed(spec.seed()).fork("plan"),
        SimCluster.MOMENTS);
  }

  static List<String> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Ensemble::name).toList();
  }
}
