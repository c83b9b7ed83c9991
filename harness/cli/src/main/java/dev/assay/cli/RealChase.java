package dev.assay.cli;

import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.Seed;
import dev.assay.engine.Stopwatch;
import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.Pursuit;
import dev.assay.lab.hunt.Sighting;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One chase after a bug on nodes that really run. The run that catches it is done once more with
 * the bug off: what is invalid then too was a false alarm, or another bug.
 */
final class RealChase {
  /** What really runs takes its own way each time: so many runs may pass by a bug. */
  static final int TRIES = 6;

  /** A run with a seeded bug, or with none where its name is empty. */
  interface Trial {
    Sighting run(long seed, String bug) throws IOException, InterruptedException;
  }

  private final Hunt hunt;
  private final long base;
  private final Trial trial;
  private final Stopwatch watch = new Stopwatch();
  private int runs;
  private int unknown;
  private String why = "";
  private String fault = "";
  private @Nullable Sighting caught;
  private @Nullable Sighting withoutBug;

  /**
   * A chase.
   *
   * @param base the seed of its first run
   */
  RealChase(Hunt hunt, long base, Trial trial) {
    this.hunt = hunt;
    this.base = base;
    this.trial = trial;
  }

  /** Chases to the end; {@code over} says whether no further run may begin. */
  Pursuit end(BooleanSupplier over) throws InterruptedException {
    try {
      chase(over);
    } catch (IOException | IllegalStateException broken) {
      fault = String.valueOf(broken.getMessage());
    }
    boolean complete = withoutBug != null || (caught == null && runs == TRIES);
    return new Pursuit(
        base, runs, unknown, why, caught, withoutBug, complete, fault, watch.millis(), 0);
  }

  private void chase(BooleanSupplier over) throws IOException, InterruptedException {
    while (caught == null && runs < TRIES && !over.getAsBoolean()) {
      Sighting seen = trial.run(seed(), hunt.name());
      runs++;
      if (seen.verdict() == Verdict.INVALID) {
        caught = seen;
      } else if (seen.verdict() == Verdict.UNKNOWN) {
        unknown++;
        why = why.isEmpty() ? seen.reason() : why;
      }
    }
    if (caught != null) {
      withoutBug = trial.run(caught.spec().seed(), "");
    }
  }

  /** The first run has the base seed itself. */
  private long seed() {
    return runs == 0 ? base : new Seed(base).fork(runs).random().nextInt(Integer.MAX_VALUE);
  }
}
