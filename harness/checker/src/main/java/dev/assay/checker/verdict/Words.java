package dev.assay.checker.verdict;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;

/** The words in which stories speak of operations. */
public final class Words {
  private Words() {}

  /** "process 3 on n2". */
  public static String who(OperationRecord operation) {
    String node = operation.node();
    return "process " + operation.invoke().actor() + (node == null ? "" : " on " + node);
  }

  /** "the read by process 3 on n2, from 12.0 ms to 13.5 ms". */
  public static String operation(OperationRecord operation) {
    return "the %s by %s, %s".formatted(operation.invoke().f(), who(operation), when(operation));
  }

  /** "from 12.0 ms to 13.5 ms", or "begun at 12.0 ms" when nobody knows how it ended. */
  public static String when(OperationRecord operation) {
    Entry completion = operation.completion();
    return completion == null || completion.type() == EntryType.INFO
        ? "begun at " + operation.invoke().moment()
        : "from %s to %s".formatted(operation.invoke().moment(), completion.moment());
  }

  /** When it began: "12.0 ms". */
  public static String begin(OperationRecord operation) {
    return operation.invoke().moment();
  }

  /** When it was completed; when it began, if it never was. */
  public static String end(OperationRecord operation) {
    Entry completion = operation.completion();
    return (completion == null ? operation.invoke() : completion).moment();
  }

  /** " of k" for the object of that key; nothing where there is only one object. */
  public static String of(String key) {
    return key.isEmpty() ? "" : " of " + key;
  }
}
