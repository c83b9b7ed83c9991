package dev.assay.checker.judge;

import dev.assay.checker.exercise.FaultWindows;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the operations of one kind ended. Each counts once, by the most that it saw of faults between
 * its invocation and its completion ({@link FaultWindows}).
 *
 * @param f the kind
 * @param outsideFaults those that saw none
 * @param duringAskedFaults those that saw one that was asked for, and none proven at that time
 * @param duringProvenFaults those that saw one that was proven to be in effect
 */
public record OperationTally(
    String f, Outcomes outsideFaults, Outcomes duringAskedFaults, Outcomes duringProvenFaults) {
  /** Counts by outcome; what was never completed counts as {@code info}. */
  public record Outcomes(long ok, long fail, long info) {
    public static final Outcomes NONE = new Outcomes(0, 0, 0);

    /** One more, which ended like this. */
    public Outcomes plus(EntryType outcome) {
      return switch (outcome) {
        case OK -> new Outcomes(ok + 1, fail, info);
        case FAIL -> new Outcomes(ok, fail + 1, info);
        case INFO, INVOKE, EVENT -> new Outcomes(ok, fail, info + 1);
      };
    }

    /** Both together. */
    public Outcomes plus(Outcomes other) {
      return new Outcomes(ok + other.ok, fail + other.fail, info + other.info);
    }

    /** However they ended. */
    public long all() {
      return ok + fail + info;
    }
  }

  /** Of no operation. */
  public static OperationTally none(String f) {
    return new OperationTally(f, Outcomes.NONE, Outcomes.NONE, Outcomes.NONE);
  }

  /** Those that saw a fault, proven or not. */
  public Outcomes duringFaults() {
    return duringAskedFaults.plus(duringProvenFaults);
  }

  /** All together. */
  public Outcomes total() {
    return outsideFaults.plus(duringFaults());
  }

  /** Both together, under the name of the first. */
  public OperationTally plus(OperationTally other) {
    return new OperationTally(
        f,
        outsideFaults.plus(other.outsideFaults),
        duringAskedFaults.plus(other.duringAskedFaults),
        duringProvenFaults.plus(other.duringProvenFaults));
  }

  private OperationTally plus(EntryType outcome, FaultWindows.Extent faults) {
    return switch (faults) {
      case NONE ->
          new OperationTally(f, outsideFaults.plus(outcome), duringAskedFaults, duringProvenFaults);
      case ASKED ->
          new OperationTally(f, outsideFaults, duringAskedFaults.plus(outcome), duringProvenFaults);
      case PROVEN ->
          new OperationTally(f, outsideFaults, duringAskedFaults, duringProvenFaults.plus(outcome));
    };
  }

  /**
   * Counts operations by kind.
   *
   * @param history all lines, of which those of the nemesis say when faults were in effect
   * @param clientOperations what is counted
   * @return one for each kind, in the order of their names
   */
  public static List<OperationTally> of(
      List<Entry> history, List<OperationRecord> clientOperations) {
    FaultWindows faults = FaultWindows.of(history);
    Map<String, OperationTally> kinds = new TreeMap<>();
    for (OperationRecord operation : clientOperations) {
      String f = operation.invoke().f();
      OperationTally tally = kinds.computeIfAbsent(f, OperationTally::none);
      kinds.put(f, tally.plus(operation.outcome(), faults.around(operation)));
    }
    return new ArrayList<>(kinds.values());
  }
}
