package dev.assay.checker.barrier;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one party did in a round, in order.
 *
 * @param enters its attempts to enter that did not fail
 * @param leaves its attempts to leave that did not fail
 */
record Party(long number, List<OperationRecord> enters, List<OperationRecord> leaves) {
  static Party of(long number) {
    return new Party(number, new ArrayList<>(), new ArrayList<>());
  }

  /** Whether it had begun to enter before this position. */
  boolean begunToEnter(long index) {
    return !enters.isEmpty() && enters.getFirst().invoke().index() < index;
  }

  /** The attempt that was acknowledged; null if it is not known to have entered, or how often. */
  @Nullable OperationRecord enter() {
    return enters.size() == 1 && enters.getFirst().outcome() == EntryType.OK
        ? enters.getFirst()
        : null;
  }

  @Nullable OperationRecord firstLeave() {
    return leaves.isEmpty() ? null : leaves.getFirst();
  }
}
