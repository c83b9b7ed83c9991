package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.Nil;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import dev.assay.engine.ChosenRun;
import dev.assay.engine.RunEnding;
import dev.assay.engine.SimulatedRun;
import dev.assay.engine.Stopwatch;
import dev.assay.engine.UsageException;
import dev.assay.lab.RunShrinker;
import dev.assay.lab.Simulation;
import dev.assay.lab.SimulationBatch;
import dev.assay.lab.WorldDraw;
import dev.assay.report.TerminalText;
import dev.assay.server.bug.SeededBug;
import dev.assay.workloads.Workloads;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deterministic runs of the reference server on virtual time. */
@Command(
    name = "simulate",
    description = "Runs the reference server in a seeded world of virtual time.",
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
  private static final long PROGRESS_NANOS = 5_000_000_000L;

  @Option(names = "--seeds", paramLabel = "N", description = "How many seeds (100).")
  private long seeds = 100;

  @Option(names = "--from", paramLabel = "S", description = "The first seed (1).")
  private long from = 1;

  @Option(names = "--seed", paramLabel = "S", description = "This one seed, with all its files.")
  private @Nullable Long seed;

  @Option(
      names = "--shrink",
      description = "Makes the failing run of --seed as small as it still fails in the same way.")
  private boolean shrink;

  @Option(names = "--workload", paramLabel = "NAME", description = "For all seeds the same.")
  private String workload = "";

  @Option(names = "--bug", paramLabel = "NAME", description = "A seeded bug to switch on.")
  private String bug = "";

  @Option(names = "--out", paramLabel = "DIR", description = "The folder of the runs (results).")
  private Path out = Path.of("results");

  @Option(names = "--json", description = "JSON alone on stdout.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    try {
      if (!bug.isEmpty()) {
        SeededBug.of(bug);
      }
      if (!workload.isEmpty()) {
        Workloads.named(workload);
      }
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(unknown);
    }
    if (seeds < 1) {
      throw new UsageException("--seeds must be at least 1, not " + seeds);
    }
    if (shrink && seed == null) {
      throw new UsageException("--shrink needs --seed: which run shall be made smaller?");
    }
    return seed == null ? batch() : one(seed);
  }

  private int one(long value) throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    Simulation.Result result = Simulation.run(WorldDraw.draw(value, workload, bug));
    if (shrink) {
      if (SimulationBatch.seeded(result).failed()) {
        result = smallest(result);
      } else {
        System.err.println("seed " + value + " does not fail: there is nothing to shrink");
      }
    }
    RunEnding ending =
        SimulatedRun.write(result, new ChosenRun(result.spec(), words(result.spec())), out, watch);
    EndingText.print(ending, json);
    result
        .invariants()
        .forEach(broken -> System.err.println("inside: " + TerminalText.line(broken)));
    System.err.printf("trace hash %016x%n", result.traceHash());
    return result.invariants().isEmpty()
        ? ExitCode.of(ending.judgement().verdict())
        : ExitCode.INVALID;
  }

  private static List<String> words(RunSpec spec) {
    return spec.faults().isEmpty() ? List.of("none") : spec.faults();
  }

  private static Simulation.Result smallest(Simulation.Result failed) throws InterruptedException {
    System.err.printf(
        "%s; shrinking %d faults, %d nodes, %d clients%n",
        SimulationBatch.seeded(failed).anomaly(),
        failed.plan().size(),
        failed.spec().nodes(),
        failed.spec().concurrency());
    RunShrinker.Shrunk shrunk =
        RunShrinker.shrink(
            failed, Simulation.Inside.WATCHED, step -> System.err.println("  " + step));
    System.err.printf(
        "%d runs; what is left: %s%n",
        shrunk.runs(), shrunk.result().plan().stream().map(PlannedFault::kind).toList());
    return shrunk.result();
  }

  private int batch() throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    long[] last = {0};
    long[] counts = new long[2];
    SimulationBatch.Summary summary =
        SimulationBatch.run(
            new SimulationBatch.Plan(
                from,
                seeds,
                each -> WorldDraw.draw(each, workload, bug),
                Simulation.Inside.WATCHED,
                false),
            done -> {
              counts[0]++;
              if (done.failed()) {
                counts[1]++;
                System.err.println(failure(done));
              }
              if (watch.nanos() - last[0] > PROGRESS_NANOS) {
                last[0] = watch.nanos();
                System.err.printf("%d of %d seeds, %d failed%n", counts[0], seeds, counts[1]);
              }
            });
    print(summary, watch.seconds());
    return summary.failures().isEmpty() ? ExitCode.VALID : ExitCode.INVALID;
  }

  private String failure(SimulationBatch.Seeded failed) {
    return "seed %d: %s: %s%n  again: %s"
        .formatted(
            failed.seed(),
            failed.anomaly(),
            TerminalText.line(failed.reason()),
            replay(failed.seed()));
  }

  private String replay(long failed) {
    return "./assay simulate --seed "
        + failed
        + (workload.isEmpty() ? "" : " --workload " + workload)
        + (bug.isEmpty() ? "" : " --bug " + bug);
  }

  private void print(SimulationBatch.Summary summary, double seconds) {
    double cpu = Math.max(summary.cpuNanos() / 1e9, 1e-3);
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("seeds", summary.seeds());
      all.put("failures", (long) summary.failures().size());
      all.put("unknown", summary.unknown());
      all.put("firstFailure", summary.firstFailure().<Object>map(this::json).orElse(Nil.NIL));
      all.put("seedsPerCpuSecond", summary.seeds() / cpu);
      all.put("simulatedSecondsPerCpuSecond", summary.simulatedNanos() / 1e9 / cpu);
      all.put("exercised", summary.exercised());
      all.put("notExercised", summary.notExercised());
      System.out.println(EntryJson.valueText(all));
    }
    (json ? System.err : System.out)
        .printf(
            "%d seeds, %d failed, %d with a verdict of unknown; %d operations acknowledged%n"
                + "%.1f s; %.1f seeds and %.0f simulated seconds per CPU second%n"
                + "exercised: %s%nnot exercised: %s%n",
            summary.seeds(),
            summary.failures().size(),
            summary.unknown(),
            summary.acknowledged(),
            seconds,
            summary.seeds() / cpu,
            summary.simulatedNanos() / 1e9 / cpu,
            summary.exercised(),
            summary.notExercised().isEmpty() ? "nothing" : summary.notExercised());
  }

  private Map<String, Object> json(SimulationBatch.Seeded failed) {
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("seed", failed.seed());
    first.put("anomaly", failed.anomaly());
    first.put("reason", failed.reason());
    first.put("replay", replay(failed.seed()));
    return first;
  }
}
