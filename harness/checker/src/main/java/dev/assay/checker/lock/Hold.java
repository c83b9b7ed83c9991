package dev.assay.checker.lock;

import dev.assay.checker.history.OperationRecord;
import java.util.Map;
import java.util.NavigableMap;

/**
 * An acknowledged acquisition, and for how long the lock was surely held by it.
 *
 * @param acquire the acquisition
 * @param token its token
 * @param until the index up to which it surely held, from its acknowledgement on; not above that
 *     when nothing shows that the session was still alive
 * @param signsOfLife the acknowledged operations of its session, by the index of their invocation
 */
record Hold(
    OperationRecord acquire,
    long token,
    long until,
    NavigableMap<Long, OperationRecord> signsOfLife) {
  /** The index from which on it surely held: that of the acknowledgement. */
  long from() {
    return acquire.returnIndex();
  }

  /**
   * The index up to which it surely held if it began before that: it may have begun before its
   * acknowledgement, and its session may have been alive then and not later.
   */
  long earliestEnd() {
    return Math.max(until, acquire.invoke().index());
  }

  /** Whether there is a moment at which it surely held the lock. */
  boolean certain() {
    return from() < until;
  }

  /** The first operation that shows that the session was alive after an index below the last. */
  OperationRecord signAfter(long index) {
    Map.Entry<Long, OperationRecord> sign = signsOfLife.higherEntry(index);
    if (sign == null) {
      throw new IllegalStateException("no sign of life after index " + index);
    }
    return sign.getValue();
  }
}
