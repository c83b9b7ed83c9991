package dev.assay.report;

import java.util.List;

/**
 * All that lies in a folder of results.
 *
 * @param runs newest first
 * @param suites newest first
 * @param hunts of seeded bugs, newest first
 */
public record Results(List<RunSummary> runs, List<Batch> suites, List<Batch> hunts) {
  public Results {
    runs = List.copyOf(runs);
    suites = List.copyOf(suites);
    hunts = List.copyOf(hunts);
  }

  /**
   * Many runs with one page.
   *
   * @param page where it lies, from the folder of results
   * @param verdict {@code valid}, {@code invalid} or {@code unknown}
   * @param began as an ISO 8601 instant
   * @param about what it was, in a few words
   * @param found what came of it, in a sentence
   */
  public record Batch(String page, String verdict, String began, String about, String found) {}
}
