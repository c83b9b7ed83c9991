package dev.assay.cli;

import dev.assay.checker.verdict.Verdict;
import dev.assay.engine.RunnerBench;
import dev.assay.engine.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many operations a second the runner carries. */
@Command(
    name = "runner",
    description = {
      "Measures the runner: clients in a closed loop on registers that are a map in this process,",
      "on real time; the history is written to a file and judged."
    },
    mixinStandardHelpOptions = true)
final class BenchRunnerCommand implements Callable<Integer> {
  @Option(names = "--concurrency", paramLabel = "N", description = "Clients (10).")
  private int concurrency = 10;

  @Option(names = "--seconds", paramLabel = "N", description = "For each round (5).")
  private int seconds = 5;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds that are measured (3).")
  private int rounds = 3;

  @Option(names = "--seed", paramLabel = "N", description = "What clients do comes from it (1).")
  private long seed = 1;

  @Option(names = "--json", description = "JSON alone on stdout.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (concurrency < 1 || seconds < 1 || rounds < 1) {
      throw new UsageException("--concurrency, --seconds and --rounds must be at least 1");
    }
    System.err.println("seed " + seed);
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    var _ = RunnerBench.run(concurrency, seconds * 1000L, seed, folder);
    List<RunnerBench.Round> measured = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      RunnerBench.Round round = RunnerBench.run(concurrency, seconds * 1000L, seed + i, folder);
      measured.add(round);
      System.err.printf(
          Locale.ROOT,
          "%d operations, %.0f a second, %s%n",
          round.operations(),
          round.perSecond(),
          round.judgement().verdict().word());
    }
    print(measured, "operations-per-second", "ops/s", RunnerBench.Round::perSecond);
    print(measured, "cpu-per-operation", "us", RunnerBench.Round::cpuMicros);
    return ExitCode.gravest(measured.stream().map(round -> ExitCode.of(verdict(round))).toList());
  }

  private static Verdict verdict(RunnerBench.Round round) {
    return round.judgement().verdict();
  }

  private void print(
      List<RunnerBench.Round> measured,
      String name,
      String unit,
      ToDoubleFunction<RunnerBench.Round> value) {
    Figure figure =
        Figure.of("runner." + name, unit, measured.stream().map(value::applyAsDouble).toList());
    System.out.println(json ? figure.json() : figure.text());
  }
}
