package dev.assay.checker.linear;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;

/**
 * An operation as a story tells it.
 *
 * @param name a short name: {@code w1}, {@code r2}
 * @param operation the operation
 * @param call what it means
 * @param words the call in words
 */
record Told<C>(String name, OperationRecord operation, C call, String words) {
  /** "the write of 5 by process 3 on n2, from 12.0 ms to 13.5 ms". */
  String sentence() {
    return "the %s by %s, %s".formatted(words, who(), when());
  }

  String who() {
    String node = operation.node();
    return "process " + operation.invoke().actor() + (node == null ? "" : " on " + node);
  }

  String when() {
    String outcome =
        switch (operation.outcome()) {
          case OK -> "";
          case FAIL -> " (failed)";
          case INFO, INVOKE, EVENT -> " (outcome unknown)";
        };
    Entry completion = operation.completion();
    return completion == null || completion.type() == EntryType.INFO
        ? "begun at %s%s".formatted(operation.invoke().moment(), outcome)
        : "from %s to %s%s".formatted(operation.invoke().moment(), end(), outcome);
  }

  /** When it was completed; when it was begun, if it never was. */
  String end() {
    Entry completion = operation.completion();
    return (completion == null ? operation.invoke() : completion).moment();
  }

  String begin() {
    return operation.invoke().moment();
  }

  boolean mandatory() {
    return operation.outcome() != EntryType.INFO;
  }

  /** Whether it was over before the other began. */
  boolean before(Told<C> other) {
    return mandatory() && operation.returnIndex() < other.operation.invoke().index();
  }
}
