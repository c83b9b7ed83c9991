package dev.assay.report;

import dev.assay.checker.history.Entry;
import dev.assay.checker.judge.OperationTally;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What more than one section of the page needs to know, found out once.
 *
 * @param input what the report is made of
 * @param history the history, put together
 * @param nodes what happened to each node
 * @param exercised the operations by kind
 * @param bins latency and throughput over time
 * @param rows how many rows of clients the timeline has
 * @param flagged the lines of the history that are evidence of a broken guarantee, by index
 * @param marks those of them that belong to no operation of a client
 * @param files the run's other files, beside the page
 */
record Picture(
    ReportInput input,
    RunHistory history,
    List<NodeStory> nodes,
    List<OperationTally> exercised,
    TimeBins bins,
    int rows,
    Set<Long> flagged,
    List<Entry> marks,
    List<String> files) {

  static Picture of(ReportInput input) {
    return of(input, List.of());
  }

  static Picture of(ReportInput input, List<String> files) {
    RunHistory history = RunHistory.of(input.history());
    Set<Long> flagged = new HashSet<>();
    for (Guarantee guarantee : input.guarantees()) {
      if (guarantee.verdict() == Verdict.INVALID) {
        guarantee.evidence().stream().map(Entry::index).forEach(flagged::add);
      }
    }
    return new Picture(
        input,
        history,
        NodeStory.of(history),
        history.tallies(input.history()),
        TimeBins.of(history),
        Math.max(1, input.spec().concurrency()),
        Set.copyOf(flagged),
        marks(input.history(), history, flagged),
        files);
  }

  private static List<Entry> marks(List<Entry> lines, RunHistory history, Set<Long> flagged) {
    Set<Long> left = new HashSet<>(flagged);
    for (Operation operation : left.isEmpty() ? List.<Operation>of() : history.operations()) {
      left.remove(operation.invocation().index());
      Entry completion = operation.completion();
      if (completion != null) {
        left.remove(completion.index());
      }
    }
    return left.isEmpty()
        ? List.of()
        : lines.stream().filter(line -> left.contains(line.index())).toList();
  }

  /** Chooses what lies nearest to the evidence of the broken guarantees. */
  Nearest nearest() {
    return new Nearest(
        input.guarantees().stream()
            .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
            .flatMap(guarantee -> guarantee.evidence().stream())
            .toList());
  }

  /** Whether the operation is evidence of a broken guarantee. */
  boolean flagged(Operation operation) {
    Entry completion = operation.completion();
    return flagged.contains(operation.invocation().index())
        || (completion != null && flagged.contains(completion.index()));
  }

  List<FaultEpisode> provenFaults() {
    return history.faults().stream().filter(FaultEpisode::proven).toList();
  }

  /** How many times a leader was seen that was not the one before. */
  int leaders() {
    return nodes.stream().mapToInt(node -> node.reigns().size()).sum();
  }

  /** The exit code of the run, as the command line promises it. */
  int exitCode() {
    if (history.interrupted()) {
      return 130;
    }
    return switch (input.verdict()) {
      case VALID -> 0;
      case INVALID -> 1;
      case UNKNOWN -> 2;
    };
  }
}
