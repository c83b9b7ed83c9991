package dev.assay.junit;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.History;
import dev.assay.checker.judge.Judgement;
import dev.assay.core.run.RunSpec;
import dev.assay.engine.RunEnding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The run of a test, for a method that looks further. It was judged, and is valid. */
public final class AssayRun {
  private final RunEnding ending;

  AssayRun(RunEnding ending) {
    this.ending = ending;
  }

  /** Everything that was chosen for it, its seed too. */
  public RunSpec spec() {
    return ending.spec();
  }

  /** What the history proves, and what was exercised. */
  public Judgement judgement() {
    return ending.judgement();
  }

  /** Everything that clients and the nemesis did and saw, in the order in which it was recorded. */
  public List<Entry> history() throws IOException {
    return History.read(ending.files().history()).entries();
  }

  /** Where all files of the run are. */
  public Path folder() {
    return ending.files().folder();
  }

  public Path report() {
    return ending.files().report();
  }
}
