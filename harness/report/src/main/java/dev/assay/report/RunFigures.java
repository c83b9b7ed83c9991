package dev.assay.report;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.History;
import dev.assay.checker.judge.OperationTally.Outcomes;
import dev.assay.report.RunSummary.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What two runs are compared by: the summary, and what the history says of time and faults.
 *
 * @param run its summary
 * @param operations by kind and outcome
 * @param latency in microseconds, of operations that ended ok, by kind
 * @param faults by kind
 */
record RunFigures(
    RunSummary run,
    Map<String, Outcomes> operations,
    Map<String, TimeBins.Quantiles> latency,
    Map<String, Faults> faults) {

  /** How many faults of a kind were asked for, proven in effect, and proven healed. */
  record Faults(long asked, long proven, long healed) {}

  /**
   * Reads a run's folder.
   *
   * @throws IOException when a file of it cannot be read; says which and why
   * @throws dev.assay.checker.history.HistoryException when a line of the history is broken
   */
  static RunFigures read(Path folder) throws IOException {
    RunSummary run = RunSummary.read(folder, Standing.OPEN);
    List<Entry> lines = History.read(folder.resolve("history.jsonl")).entries();
    RunHistory history = RunHistory.of(lines);
    Map<String, Faults> faults = new TreeMap<>();
    for (FaultEpisode fault : history.faults()) {
      Faults one = new Faults(1, fault.proven() ? 1 : 0, fault.healed() ? 1 : 0);
      faults.merge(
          fault.kind(),
          one,
          (a, b) -> new Faults(a.asked + b.asked, a.proven + b.proven, a.healed + b.healed));
    }
    Map<String, Outcomes> operations = new TreeMap<>();
    history.tallies(lines).forEach(tally -> operations.put(tally.f(), tally.total()));
    return new RunFigures(run, operations, TimeBins.of(history).byKind(), faults);
  }
}
