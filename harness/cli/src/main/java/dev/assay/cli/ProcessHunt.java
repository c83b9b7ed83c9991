package dev.assay.cli;

import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.Pursuit;
import dev.assay.lab.hunt.Quarry;
import dev.assay.lab.hunt.Score;
import dev.assay.lab.hunt.Sighting;
import dev.assay.nemesis.FaultKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Hunts bugs on real processes: one run for each bug and base seed, one after the other. */
final class ProcessHunt {
  private static final int NODES = 3;
  private static final int CLIENTS = 10;
  private static final long MILLIS = 30_000;

  private final Path out;
  private final BooleanSupplier over;
  private final BiConsumer<Quarry, Pursuit> told;

  /**
   * A hunt.
   *
   * @param over whether no further run may begin
   */
  ProcessHunt(Path out, BooleanSupplier over, BiConsumer<Quarry, Pursuit> told) {
    this.out = out;
    this.over = over;
    this.told = told;
  }

  List<Score> run(List<Hunt> hunts, List<Long> bases) throws IOException, InterruptedException {
    List<Score> scores = new ArrayList<>();
    for (Hunt hunt : hunts) {
      List<Pursuit> pursuits = new ArrayList<>();
      for (long base : bases) {
        pursuits.add(over.getAsBoolean() ? notDone(base) : pursue(hunt, base));
        told.accept(hunt, pursuits.getLast());
      }
      scores.add(new Score(hunt, pursuits));
    }
    return scores;
  }

  private Pursuit pursue(Hunt hunt, long base) throws IOException, InterruptedException {
    RunSpec spec =
        new RunSpec(
            "reference",
            "process",
            NODES,
            hunt.scene().workload(),
            FaultKinds.expand(hunt.processFaults(), NODES, RealFaultKinds.of("process").actions()),
            CLIENTS,
            0,
            MILLIS,
            base,
            hunt.name(),
            Map.of());
    RunEnding ending =
        new RealRun(new RunOptions.Chosen(spec, hunt.processFaults()), out, false).run();
    Sighting seen = Sighting.of(spec, ending.judgement());
    boolean invalid = seen.verdict() == Verdict.INVALID;
    boolean unknown = seen.verdict() == Verdict.UNKNOWN;
    return new Pursuit(
        base,
        1,
        unknown ? 1 : 0,
        unknown ? seen.reason() : "",
        invalid ? seen : null,
        null,
        true,
        "",
        ending.millis(),
        0);
  }

  private static Pursuit notDone(long base) {
    return new Pursuit(base, 0, 0, "", null, null, false, "", 0, 0);
  }
}
