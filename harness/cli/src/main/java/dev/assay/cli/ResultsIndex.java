package dev.assay.cli;

import dev.assay.cluster.reaper.Reaper;
import dev.assay.report.ResultsPage;
import dev.assay.report.ResultsScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page {@code index.html} of a folder of results. */
final class ResultsIndex {
  private ResultsIndex() {}

  /**
   * Writes it again, since something was added. When it cannot be written, that is said and changes
   * nothing else: the run that has just ended has its own files.
   */
  static void refresh(Path results) {
    try {
      ResultsPage.write(new ResultsScan(results, Reaper::lives).look(), results);
    } catch (IOException failed) {
      System.err.println(
          "the list of runs was not written: " + results.resolve("index.html") + ": " + failed);
    }
  }

  /** The same for the folder in which a run lies, if there is a list of runs already. */
  static void refreshAround(Path run) {
    Path kind = run.toAbsolutePath().normalize().getParent();
    Path results = kind == null ? null : kind.getParent();
    if (results != null && Files.isRegularFile(results.resolve("index.html"))) {
      refresh(results);
    }
  }
}
