package dev.assay.checker.ephemeral;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import org.jspecify.annotations.Nullable;

/** An ephemeral node: its id, and the operation that asked for it. */
record Node(String id, OperationRecord own) {
  boolean acknowledged() {
    return own.outcome() == EntryType.OK;
  }

  /**
   * The session that it lives with; null when that is not certain: a client may have begun a new
   * session while nobody heard of the request.
   */
  @Nullable String session() {
    if (acknowledged()) {
      return own.session();
    }
    Entry completion = own.completion();
    String before = own.invoke().session();
    String after = completion == null ? null : completion.session();
    return before != null && before.equals(after) ? before : null;
  }
}
