package dev.assay.lab.hunt;

import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import dev.assay.lab.Plans;
import dev.assay.lab.Simulation;
import java.util.List;

/**
 * What one run showed, to somebody who sees its history and nothing else.
 *
 * @param spec the run
 * @param verdict its verdict
 * @param classes every class of anomaly that was seen, as {@code guarantee: anomaly}
 * @param reason one sentence
 */
public record Sighting(RunSpec spec, Verdict verdict, List<String> classes, String reason) {
  public Sighting {
    classes = List.copyOf(classes);
  }

  /** Runs it in the simulated world, whose inner invariants are not asked. */
  static Sighting of(RunSpec spec) {
    Simulation.Result result = Simulation.run(spec, Plans.of(spec), Simulation.Inside.IGNORED);
    return of(spec, result.judgement());
  }

  /** What a judge found. */
  public static Sighting of(RunSpec spec, Judgement judgement) {
    List<String> classes =
        judgement.guarantees().stream()
            .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
            .map(Sighting::classOf)
            .sorted()
            .distinct()
            .toList();
    return new Sighting(spec, judgement.verdict(), classes, judgement.reason());
  }

  /** How a class of anomaly is written. */
  public static String classOf(Guarantee guarantee) {
    return guarantee.name() + ": " + guarantee.anomaly();
  }

  boolean invalid() {
    return verdict == Verdict.INVALID;
  }
}
