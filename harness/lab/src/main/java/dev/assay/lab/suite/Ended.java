package dev.assay.lab.suite;

import dev.assay.checker.judge.Judgement;
import java.nio.file.Path;

/** How a planned run ended. */
public sealed interface Ended {
  /**
   * It was done and judged.
   *
   * @param folder the run's folder
   * @param replay the command that repeats it
   * @param millis how long it took
   */
  record Judged(Judgement judgement, Path folder, String replay, long millis) implements Ended {}

  /** It could not be brought to its end, which says nothing of the system. */
  record Broken(Blame blame, String reason) implements Ended {}

  /** It was not begun, or was broken off by the user. */
  record NotRun(String reason) implements Ended {}

  /** Why a run is broken. */
  enum Blame {
    /** A fault of the harness. */
    HARNESS,
    /** The machine lacks something, or a port is taken. */
    ENVIRONMENT
  }
}
