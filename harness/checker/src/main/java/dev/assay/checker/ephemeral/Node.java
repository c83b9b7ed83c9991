package dev.assay.checker.ephemeral;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An ephemeral node.
 *
 * @param id its name, which no other one has
 * @param own the operation that asked for it
 * @param drop the first one that may have taken it away
 */
record Node(String id, OperationRecord own, @Nullable OperationRecord drop) {
  /** The same, taken away perhaps. */
  Node dropped(OperationRecord operation) {
    boolean later = drop != null && drop.invoke().index() < operation.invoke().index();
    return later ? this : new Node(id, own, operation);
  }

  /** Whether a list is about the place where it is. */
  boolean belongsTo(OperationRecord list) {
    return Objects.equals(own.invoke().key(), list.invoke().key());
  }

  /** Whether nobody had begun to take it away by this position. */
  boolean untouchedAt(long index) {
    return drop == null || drop.invoke().index() > index;
  }

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
