package dev.assay.checker.queue;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a history says of one element of a queue. */
final class Item {
  private final Object element;
  private @Nullable OperationRecord put;
  private final List<OperationRecord> takes = new ArrayList<>();
  private boolean maybeTaken;

  Item(Object element) {
    this.element = element;
  }

  /** The element as text. */
  String name() {
    return EntryJson.valueText(element);
  }

  /** Says by which enqueue it was put; false if there was another one. */
  boolean putBy(OperationRecord enqueue) {
    boolean first = put == null;
    put = enqueue;
    return first;
  }

  void takenBy(OperationRecord dequeue) {
    takes.add(dequeue);
  }

  void maybeTaken() {
    maybeTaken = true;
  }

  /** Its enqueue; null if nobody put it. */
  @Nullable OperationRecord put() {
    return put;
  }

  /** Its acknowledged dequeues, in the order of their invocations. */
  List<OperationRecord> takes() {
    return takes;
  }

  /** Whether it can have been put before this index. */
  boolean possibleBefore(long index) {
    return put != null && put.outcome() != EntryType.FAIL && put.invoke().index() < index;
  }

  /** From when on it was surely put; {@link Long#MAX_VALUE} if nobody knows. */
  long putSince() {
    return put != null && put.outcome() == EntryType.OK ? put.returnIndex() : Long.MAX_VALUE;
  }

  /** The first dequeue that surely took it. */
  @Nullable OperationRecord taken() {
    return takes.isEmpty() ? null : takes.getFirst();
  }

  /** Whether it was put for certain, and nothing says that it may have been taken. */
  boolean missing() {
    return takes.isEmpty() && !maybeTaken && putSince() < Long.MAX_VALUE;
  }
}
