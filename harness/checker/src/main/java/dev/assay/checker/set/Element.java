package dev.assay.checker.set;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import org.jspecify.annotations.Nullable;

/** What the history says of one element. */
final class Element {
  private final Object value;
  private @Nullable OperationRecord add;
  private @Nullable OperationRecord failed;
  private long firstInvoked = Long.MAX_VALUE;
  private long knownIndex = Long.MAX_VALUE;
  private @Nullable OperationRecord lastWith;
  private @Nullable OperationRecord missedIn;

  Element(Object value) {
    this.value = value;
  }

  Object value() {
    return value;
  }

  /** The add that is most in its favour: acknowledged, else of unknown outcome, else failed. */
  void addedBy(OperationRecord operation) {
    if (operation.outcome() != EntryType.FAIL) {
      firstInvoked = Math.min(firstInvoked, operation.invoke().index());
    } else if (failed == null) {
      failed = operation;
    }
    if (add == null || rank(operation) > rank(add)) {
      add = operation;
    }
    if (operation.outcome() == EntryType.OK) {
      knownIndex = Math.min(knownIndex, operation.returnIndex());
    }
  }

  private static int rank(OperationRecord operation) {
    return switch (operation.outcome()) {
      case OK -> 2;
      case INFO -> 1;
      case FAIL, INVOKE, EVENT -> 0;
    };
  }

  @Nullable OperationRecord add() {
    return add;
  }

  boolean acknowledged() {
    return add != null && add.outcome() == EntryType.OK;
  }

  /** Whether somebody had begun to add it before this index, and was not told that it failed. */
  boolean addBegunBefore(long index) {
    return firstInvoked < index;
  }

  /** The first add of it that failed, if it was begun before this index. */
  @Nullable OperationRecord failedBefore(long index) {
    return failed != null && failed.invoke().index() < index ? failed : null;
  }

  /** Whether it had to be there for a read invoked at this index. */
  boolean knownAt(long index) {
    return knownIndex < index;
  }

  void seenIn(OperationRecord read) {
    knownIndex = Math.min(knownIndex, read.returnIndex());
    lastWith = read;
  }

  void missingIn(OperationRecord read) {
    if (missedIn == null) {
      missedIn = read;
    }
  }

  @Nullable OperationRecord lastWith() {
    return lastWith;
  }

  /** The first read that had to show it and did not. */
  @Nullable OperationRecord missedIn() {
    return missedIn;
  }
}
