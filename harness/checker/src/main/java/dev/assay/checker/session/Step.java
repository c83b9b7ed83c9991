package dev.assay.checker.session;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;

/**
 * A read or a write, as a part of a burst.
 *
 * @param operation the burst
 * @param position its place in the burst, from 0
 * @param write whether it writes
 * @param value what it wrote, or what was read
 * @param outcome of this request
 * @param version {@link #ABSENT}, {@link #UNKNOWN}, or the version that the answer named
 */
record Step(
    OperationRecord operation,
    int position,
    boolean write,
    String key,
    Object value,
    EntryType outcome,
    long version) {
  /** A read that found nothing. Older than all versions. */
  static final long ABSENT = -1;

  /** The answer named no version. */
  static final long UNKNOWN = -2;

  boolean ok() {
    return outcome == EntryType.OK;
  }

  /** Whether it says what was under which version. */
  boolean sighting() {
    return ok() && version >= 0;
  }

  /** Whether it was submitted before the other, if both are of one session. */
  boolean before(Step other) {
    long mine = operation.invoke().index();
    long others = other.operation.invoke().index();
    return mine < others || (mine == others && position < other.position);
  }
}
