package dev.assay.cli;

import dev.assay.checker.Limits;
import dev.assay.checker.history.History;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunFiles;
import dev.assay.core.run.RunSpecJson;
import dev.assay.lab.Plans;
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
    RunFiles files = new RunFiles(run);
    RunDescription description = read(files);
    History history = read(files.history());
    Stopwatch watch = new Stopwatch();
    Judgement judged =
        Judge.judge(
            history.entries(),
            WorkloadCheckers.of(description.spec().workload()).orElseThrow(),
            Limits.DEFAULT);
    RunEnding ending =
        new RunEnding(
            description.spec(),
            description.faultWords(),
            files,
            KnownHoles.told(judged, description.spec()),
            watch.millis(),
            seeded(description));
    ending.write(history.entries());
    ending.print(false);
    return ending.exitCode();
  }

  private static boolean seeded(RunDescription description) {
    return !description.spec().cluster().equals("sim")
        || description.plan().equals(Plans.of(description.spec()));
  }

  private static RunDescription read(RunFiles files) {
    try {
      return RunSpecJson.read(files.run());
    } catch (IOException | IllegalArgumentException unreadable) {
      throw NoInputException.of(files.run(), unreadable);
    }
  }

  private static History read(Path file) {
    try {
      return History.read(file);
    } catch (IOException unreadable) {
      throw NoInputException.of(file, unreadable);
    }
  }
}
