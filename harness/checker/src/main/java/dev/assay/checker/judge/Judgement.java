package dev.assay.checker.judge;

import dev.assay.checker.exercise.FaultTally;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;

/**
 * What a history proves, and what it exercised.
 *
 * @param verdict all guarantees merged: invalid before unknown before valid
 * @param reason one sentence: that of the first guarantee that decided the verdict
 * @param guarantees each promise that was judged
 * @param operations the operations of clients by kind and outcome, in and out of faults
 * @param faultsAskedFor the kinds of faults that the run was asked to inject
 * @param faults what became of the faults, by kind
 * @param leaders the leaderships seen, each once, in order
 */
public record Judgement(
    Verdict verdict,
    String reason,
    List<Guarantee> guarantees,
    List<OperationTally> operations,
    List<String> faultsAskedFor,
    List<FaultTally> faults,
    List<LeaderSeen> leaders) {
  public Judgement {
    guarantees = List.copyOf(guarantees);
    operations = List.copyOf(operations);
    faultsAskedFor = List.copyOf(faultsAskedFor);
    faults = List.copyOf(faults);
    leaders = List.copyOf(leaders);
  }

  /** The graph of the first broken promise that has one; empty when none has. */
  public FailureGraph graph() {
    return guarantees.stream()
        .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
        .map(Guarantee::graph)
        .filter(graph -> !graph.isEmpty())
        .findFirst()
        .orElse(FailureGraph.NONE);
  }

  /** All operations of clients together. */
  public OperationTally.Outcomes operationsInAll() {
    return operations.stream()
        .map(OperationTally::total)
        .reduce(OperationTally.Outcomes.NONE, OperationTally.Outcomes::plus);
  }

  /** How many faults were begun, of all kinds. */
  public int faultsBegun() {
    return faults.stream().mapToInt(FaultTally::asked).sum();
  }

  /** How many faults were proven to be in effect, of all kinds. */
  public int faultsProven() {
    return faults.stream().mapToInt(FaultTally::proven).sum();
  }

  /** The kinds of faults that were proven at least once. */
  public List<String> kindsProven() {
    return faults.stream().filter(fault -> fault.proven() > 0).map(FaultTally::kind).toList();
  }
}
