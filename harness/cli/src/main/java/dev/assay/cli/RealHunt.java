package dev.assay.cli;

import dev.assay.core.run.RunSpec;
import dev.assay.engine.ChosenRun;
import dev.assay.engine.RealFaultKinds;
import dev.assay.engine.RunEnding;
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

/** Hunts bugs on nodes that really run: a few runs for each bug and base seed, one by one. */
final class RealHunt {
  private static final int NODES = 3;
  private static final int CLIENTS = 10;
  private static final long MILLIS = 20_000;

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

  /** The score of each; what goes wrong in one hunt does not end the others. */
  List<Score> run(List<Hunt> hunts, List<Long> bases) throws InterruptedException {
    List<Score> scores = new ArrayList<>();
    for (Hunt hunt : hunts) {
      List<Pursuit> pursuits = new ArrayList<>();
      for (long base : bases) {
        pursuits.add(pursue(hunt, base));
        told.accept(hunt, pursuits.getLast());
      }
      scores.add(new Score(hunt, pursuits));
    }
    return scores;
  }

  private Pursuit pursue(Hunt hunt, long base) throws InterruptedException {
    List<String> kinds;
    try {
      kinds = kinds(hunt);
    } catch (IllegalArgumentException impossible) {
      return Pursuit.unavailable(base, String.valueOf(impossible.getMessage()));
    }
    return new RealChase(hunt, base, (seed, bug) -> seen(hunt, kinds, seed, bug)).end(over);
  }

  /** Throws {@link IllegalArgumentException} when a fault is not possible here; says why. */
  private List<String> kinds(Hunt hunt) {
    return FaultKinds.expand(
        hunt.realFaults(), NODES, RealFaultKinds.means(cluster, null, Map.of()));
  }

  private Sighting seen(Hunt hunt, List<String> kinds, long seed, String bug)
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
            bug,
            hunt.realSettings());
    RunEnding ending = new ChosenRun(spec, hunt.realFaults()).run(out, new Terminal());
    return Sighting.of(spec, ending.judgement());
  }
}
