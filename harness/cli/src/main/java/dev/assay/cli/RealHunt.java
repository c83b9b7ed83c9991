package dev.assay.cli;

import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.engine.ChosenRun;
import dev.assay.engine.RealFaultKinds;
import dev.assay.engine.RunEnding;
import dev.assay.engine.Stopwatch;
import dev.assay.engine.UsageException;
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
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Hunts bugs on nodes that really run: a few runs for each bug and base seed, one by one. */
final class RealHunt {
  private static final int NODES = 3;
  private static final int CLIENTS = 10;
  private static final long MILLIS = 20_000;

  /** What really runs takes its own way each time: so many runs may pass by a bug. */
  private static final int TRIES = 6;

  private final String cluster;
  private final Path out;
  private final BooleanSupplier over;
  private final BiConsumer<Quarry, Pursuit> told;

  /**
   * A hunt.
   *
   * @param cluster where the nodes live
   * @param over whether no further run may begin
   */
  RealHunt(String cluster, Path out, BooleanSupplier over, BiConsumer<Quarry, Pursuit> told) {
    this.cluster = cluster;
    this.out = out;
    this.over = over;
    this.told = told;
  }

  /** Throws {@link UsageException} when a fault that a bug needs is not possible here. */
  List<Score> run(List<Hunt> hunts, List<Long> bases) throws IOException, InterruptedException {
    List<Score> scores = new ArrayList<>();
    for (Hunt hunt : hunts) {
      List<String> kinds = kinds(hunt);
      List<Pursuit> pursuits = new ArrayList<>();
      for (long base : bases) {
        pursuits.add(pursue(hunt, kinds, base));
        told.accept(hunt, pursuits.getLast());
      }
      scores.add(new Score(hunt, pursuits));
    }
    return scores;
  }

  private List<String> kinds(Hunt hunt) {
    try {
      return FaultKinds.expand(hunt.realFaults(), NODES, RealFaultKinds.of(cluster).actions());
    } catch (IllegalArgumentException impossible) {
      throw new UsageException("%s: %s".formatted(hunt.name(), impossible.getMessage()));
    }
  }

  /** The first run has the base seed itself. */
  private Pursuit pursue(Hunt hunt, List<String> kinds, long base)
      throws IOException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    int runs = 0;
    int unknown = 0;
    String why = "";
    @Nullable Sighting caught = null;
    while (caught == null && runs < TRIES && !over.getAsBoolean()) {
      long seed = runs == 0 ? base : new Seed(base).fork(runs).random().nextInt(Integer.MAX_VALUE);
      Sighting seen = seen(hunt, kinds, seed);
      runs++;
      if (seen.verdict() == Verdict.INVALID) {
        caught = seen;
      } else if (seen.verdict() == Verdict.UNKNOWN) {
        unknown++;
        why = why.isEmpty() ? seen.reason() : why;
      }
    }
    boolean complete = caught != null || runs == TRIES;
    return new Pursuit(base, runs, unknown, why, caught, null, complete, "", watch.millis(), 0);
  }

  private Sighting seen(Hunt hunt, List<String> kinds, long seed)
      throws IOException, InterruptedException {
    RunSpec spec =
        new RunSpec(
            "reference",
            cluster,
            NODES,
            hunt.scene().workload(),
            kinds,
            CLIENTS,
            0,
            MILLIS,
            seed,
            hunt.name(),
            hunt.realSettings());
    RunEnding ending = new ChosenRun(spec, hunt.realFaults()).run(out, new Terminal());
    return Sighting.of(spec, ending.judgement());
  }
}
