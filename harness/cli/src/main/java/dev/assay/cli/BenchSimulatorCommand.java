package dev.assay.cli;

import dev.assay.engine.Stopwatch;
import dev.assay.engine.UsageException;
import dev.assay.lab.SimulationBatch;
import dev.assay.lab.SimulatorBench;
import dev.assay.report.TerminalText;
import dev.assay.workloads.Workloads;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many simulated runs a second of processor time carries. */
@Command(
    name = "simulator",
    description = {
      "Measures simulated runs: 30 s of faults, 15 s of healing, 3 or 5 nodes, at least 3,000",
      "acknowledged operations, the inner invariants watched. Runs of fewer do not count."
    },
    mixinStandardHelpOptions = true)
final class BenchSimulatorCommand implements Callable<Integer> {
  /** What is wanted at least. */
  private static final double WANTED = 15;

  @Option(names = "--workload", paramLabel = "NAME", description = "What clients do (register).")
  private String workload = "register";

  @Option(names = "--runs", paramLabel = "N", description = "Runs in each round (100).")
  private int runs = 100;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds that are measured (5).")
  private int rounds = 5;

  @Option(names = "--warm-up", paramLabel = "N", description = "Rounds before them (8).")
  private int warmUp = 8;

  @Option(names = "--json", description = "JSON alone on stdout.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    List<SimulatorBench.Round> measured =
        SimulatorBench.run(settings(), new Stopwatch()::nanos, this::progress);
    for (Figure figure : figures(measured)) {
      System.out.println(json ? figure.json() : figure.text());
    }
    List<SimulationBatch.Seeded> failed = measured.getFirst().failed();
    failed.forEach(each ->
        System.err.printf(
            "seed %d: %s: %s%n", each.seed(), each.anomaly(), TerminalText.line(each.reason())));
    return failed.isEmpty() ? ExitCode.VALID : ExitCode.INVALID;
  }

  private SimulatorBench.Settings settings() {
    try {
      Workloads.named(workload);
      return new SimulatorBench.Settings(workload, runs, rounds, warmUp);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong);
    }
  }

  private void progress(SimulatorBench.Round round) {
    System.err.printf(
        Locale.ROOT,
        "%d runs, of which %d count: %.1f of them per CPU second%n",
        round.runs(),
        round.counted(),
        round.runsPerCpuSecond());
  }

  private static List<Figure> figures(List<SimulatorBench.Round> rounds) {
    return List.of(
        figure(rounds, "runs-per-cpu-second", "runs/s", SimulatorBench.Round::runsPerCpuSecond)
            .against("wanted at least", WANTED),
        figure(
            rounds, "runs-per-thread-second", "runs/s", SimulatorBench.Round::runsPerThreadSecond),
        figure(
            rounds,
            "runs-per-second",
            "runs/s",
            round -> round.counted() / (round.wallNanos() / 1e9)),
        figure(
            rounds,
            "simulated-seconds-per-cpu-second",
            "s/s",
            SimulatorBench.Round::simulatedPerCpuSecond),
        figure(rounds, "cores-used", "cores", SimulatorBench.Round::cores),
        figure(
            rounds,
            "acknowledged-operations-median",
            "operations",
            SimulatorBench.Round::medianAcknowledged),
        figure(rounds, "runs-that-count", "%", round -> 100.0 * round.counted() / round.runs()));
  }

  private static Figure figure(
      List<SimulatorBench.Round> rounds,
      String name,
      String unit,
      ToDoubleFunction<SimulatorBench.Round> value) {
    return Figure.of("simulator." + name, unit, rounds.stream().map(value::applyAsDouble).toList());
  }
}
