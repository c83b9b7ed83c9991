package dev.assay.cli;

import dev.assay.engine.ChosenRun;
import dev.assay.engine.RunEnding;
import dev.assay.engine.Stopwatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Judges a run's history again and writes its report. */
@Command(
    name = "report",
    description = "Judges the history of a run again and writes its report.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Override
  public Integer call() throws IOException {
    Stopwatch watch = new Stopwatch();
    RecordedRun recorded = RecordedRun.read(run);
    RunEnding ending =
        new RunEnding(
            new ChosenRun(recorded.description().spec(), recorded.description().faultWords()),
            recorded.files(),
            recorded.judgement(),
            watch.millis(),
            recorded.seeded(),
            recorded.description().unavailable());
    ending.write(recorded.history().entries());
    ResultsIndex.refreshAround(run);
    EndingText.print(ending, false);
    return ExitCode.of(ending.judgement().verdict());
  }
}
