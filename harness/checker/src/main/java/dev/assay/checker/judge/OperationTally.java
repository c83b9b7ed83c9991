package dev.assay.checker.judge;

import dev.assay.checker.exercise.FaultWindows;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the operations of one kind ended.
 *
 * @param f the kind
 * @param outsideFaults those invoked while no fault was in effect
 * @param duringFaults those invoked while one was
 */
public record OperationTally(String f, Outcomes outsideFaults, Outcomes duringFaults) {
  /** Counts by outcome; what was never completed counts as {@code info}. */
  public record Outcomes(long ok, long fail, long info) {
    static final Outcomes NONE = new Outcomes(0, 0, 0);

    Outcomes plus(OperationRecord operation) {
      return switch (operation.outcome()) {
        case OK -> new Outcomes(ok + 1, fail, info);
        case FAIL -> new Outcomes(ok, fail + 1, info);
        case INFO, INVOKE, EVENT -> new Outcomes(ok, fail, info + 1);
      };
    }

    /** Both together. */
    public Outcomes plus(Outcomes other) {
      return new Outcomes(ok + other.ok, fail + other.fail, info + other.info);
    }
  }

  /** Both together. */
  public Outcomes total() {
    return outsideFaults.plus(duringFaults);
  }

  static List<OperationTally> of(List<Entry> history, List<OperationRecord> clientOperations) {
    FaultWindows faults = FaultWindows.of(history);
    Map<String, OperationTally> kinds = new TreeMap<>();
    for (OperationRecord operation : clientOperations) {
      String f = operation.invoke().f();
      OperationTally tally =
          kinds.getOrDefault(f, new OperationTally(f, Outcomes.NONE, Outcomes.NONE));
      kinds.put(
          f,
          faults.contains(operation.invoke().index())
              ? new OperationTally(f, tally.outsideFaults, tally.duringFaults.plus(operation))
              : new OperationTally(f, tally.outsideFaults.plus(operation), tally.duringFaults));
    }
    return new ArrayList<>(kinds.values());
  }
}
