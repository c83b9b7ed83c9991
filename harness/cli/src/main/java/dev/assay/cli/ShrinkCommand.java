package dev.assay.cli;

import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import dev.assay.engine.ChosenRun;
import dev.assay.engine.Interruption;
import dev.assay.engine.RunEnding;
import dev.assay.engine.SimulatedRun;
import dev.assay.engine.Stopwatch;
import dev.assay.engine.Systems;
import dev.assay.engine.UsageException;
import dev.assay.lab.RunShrinker;
import dev.assay.lab.Simulation;
import dev.assay.lab.SimulationBatch;
import dev.assay.lab.shrink.Form;
import dev.assay.lab.shrink.TrialShrinker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a run that failed as small as it still fails in the same way. */
@Command(
    name = "shrink",
    description =
        "Repeats a run that was invalid with fewer faults, clients and operations, and keeps the"
            + " smallest that breaks the same promise in the same way.",
    mixinStandardHelpOptions = true)
final class ShrinkCommand implements Callable<Integer> {
  private static final int MOST_TRIES = 100;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(
      names = "--tries",
      paramLabel = "N",
      description = "How often each smaller run is tried before it is given up (2).")
  private int tries = 2;

  @Option(
      names = "--time-budget",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "For how long runs are begun (10m).")
  private Duration budget = Duration.ofMinutes(10);

  @Option(names = "--out", paramLabel = "DIR", description = "The folder of the runs (results).")
  private Path out = Path.of("results");

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  private final Stopwatch watch = new Stopwatch();
  private final AtomicBoolean interrupted = new AtomicBoolean();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (tries < 1 || tries > MOST_TRIES) {
      throw new UsageException(
          "--tries must be between 1 and %d, not %d".formatted(MOST_TRIES, tries));
    }
    RecordedRun recorded = RecordedRun.read(run);
    BooleanSupplier over = () -> interrupted.get() || watch.nanos() > budget.toNanos();
    // Until it is closed the virtual machine waits, and what was found can still be said.
    try (Interruption interruption = Interruption.watch()) {
      interruption.then(() -> interrupted.set(true));
      ShrinkEnding ending =
          recorded.description().spec().cluster().equals("sim")
              ? simulated(recorded, over)
              : real(recorded, over);
      ResultsIndex.refresh(out);
      ending.print(json);
      return interrupted.get() ? ExitCode.INTERRUPTED : ending.exitCode();
    }
  }

  private ShrinkEnding real(RecordedRun recorded, BooleanSupplier over)
      throws IOException, InterruptedException {
    requireInvalid(recorded);
    Form original = new Form(recorded.description().spec(), recorded.description().plan());
    Systems.requireReady(new ChosenRun(original.spec(), List.of()));
    ShrinkTrial trial = new ShrinkTrial(recorded, out);
    TrialShrinker.Shrunk shrunk = TrialShrinker.shrink(original, trial, tries, over);
    trial.tidy();
    return new ShrinkEnding(
        trial.anomaly(),
        original,
        shrunk.smallest(),
        trial.smallest(),
        trial.others(),
        shrunk.runs(),
        watch.millis(),
        stopped());
  }

  private ShrinkEnding simulated(RecordedRun recorded, BooleanSupplier over)
      throws InterruptedException {
    RunSpec spec = recorded.description().spec();
    Simulation.Result failed =
        Simulation.run(spec, recorded.description().plan(), Simulation.Inside.WATCHED);
    String anomaly = SimulationBatch.seeded(failed).anomaly();
    Form original = new Form(spec, failed.plan());
    if (anomaly.isEmpty()) {
      requireInvalid(recorded);
      return new ShrinkEnding(
          ShrinkTrial.anomaly(recorded.judgement()),
          original,
          original,
          null,
          List.of(),
          1,
          watch.millis(),
          stopped());
    }
    RunShrinker.Shrunk shrunk =
        RunShrinker.shrink(
            failed, Simulation.Inside.WATCHED, step -> System.err.println("  " + step), over);
    Form smallest = new Form(shrunk.result().spec(), shrunk.result().plan());
    RunEnding ending =
        SimulatedRun.write(
            shrunk.result(),
            new ChosenRun(smallest.spec(), ShrinkTrial.words(smallest)),
            out,
            watch);
    return new ShrinkEnding(
        anomaly,
        original,
        smallest,
        ending,
        List.of(),
        shrunk.runs() + 1,
        watch.millis(),
        stopped());
  }

  /** Why it ended before nothing more could be left out; empty when it did not. */
  private String stopped() {
    if (interrupted.get()) {
      return "interrupted";
    }
    return watch.nanos() > budget.toNanos()
        ? "the time budget of " + Durations.text(budget.toMillis()) + " is used up"
        : "";
  }

  private void requireInvalid(RecordedRun recorded) {
    Verdict verdict = recorded.judgement().verdict();
    if (verdict != Verdict.INVALID) {
      throw new UsageException(
          "the run " + run + " is " + verdict.word() + ": only an invalid one can be shrunk");
    }
  }
}
