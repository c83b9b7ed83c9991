package dev.assay.cli;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.History;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunFiles;
import dev.assay.core.run.RunSpecJson;
import dev.assay.engine.KnownHoles;
import dev.assay.engine.NoInputException;
import dev.assay.lab.Plans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An earlier run: what its folder says of it, and its history judged again. */
record RecordedRun(
    RunFiles files, RunDescription description, History history, Judgement judgement) {
  /** Throws {@link NoInputException} when the folder does not hold a run. */
  static RecordedRun read(Path folder) throws IOException {
    RunFiles files = new RunFiles(folder);
    RunDescription description = description(files);
    History history = history(files.history());
    Judgement judged =
        Judge.judge(
            history.entries(), checkers(files, description.spec().workload()), Limits.DEFAULT);
    return new RecordedRun(
        files, description, history, KnownHoles.told(judged, description.spec()));
  }

  /** Whether its plan of faults is the one that its seed gives. */
  boolean seeded() {
    return description.plan().equals(Plans.drawn(description.spec()));
  }

  private static RunDescription description(RunFiles files) {
    try {
      return RunSpecJson.read(files.run());
    } catch (IOException | IllegalArgumentException unreadable) {
      throw NoInputException.of(files.run(), unreadable);
    }
  }

  private static List<Checker> checkers(RunFiles files, String workload) {
    return WorkloadCheckers.of(workload)
        .orElseThrow(() -> {
          String why = "its workload " + workload + " is not known";
          return NoInputException.of(files.run(), new IllegalArgumentException(why));
        });
  }

  private static History history(Path file) {
    try {
      return History.read(file);
    } catch (IOException unreadable) {
      throw NoInputException.of(file, unreadable);
    }
  }
}
