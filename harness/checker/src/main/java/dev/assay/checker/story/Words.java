package dev.assay.checker.story;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The words in which stories speak of operations. */
public final class Words {
  private Words() {}

  /** "process 3 on n2". */
  public static String who(OperationRecord operation) {
    String node = operation.node();
    return "process " + operation.invoke().actor() + (node == null ? "" : " on " + node);
  }

  /** "from 12.0 ms to 13.5 ms", or "begun at 12.0 ms" when nobody knows how it ended. */
  public static String when(OperationRecord operation) {
    Entry completion = operation.completion();
    return completion == null || completion.type() == EntryType.INFO
        ? "begun at " + moment(operation.invoke())
        : "from %s to %s".formatted(moment(operation.invoke()), moment(completion));
  }

  /** When it began: "12.0 ms". */
  public static String begin(OperationRecord operation) {
    return moment(operation.invoke());
  }

  /** When it was completed; when it began, if it never was. */
  public static String end(OperationRecord operation) {
    Entry completion = operation.completion();
    return moment(completion == null ? operation.invoke() : completion);
  }

  /** "12.0 ms", or "line 7" in a history without times. */
  public static String moment(Entry entry) {
    return entry.time() < 0
        ? "line " + (entry.index() + 1)
        : String.format(Locale.ROOT, "%.1f ms", entry.time() / 1e6);
  }

  /** " of k" for the object of that key; nothing where there is only one object. */
  public static String of(String key) {
    return key.isEmpty() ? "" : " of " + key;
  }

  /** With a capital letter at its beginning. */
  public static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The lines of these operations, and these events, each once, in order. */
  public static List<Entry> evidence(List<OperationRecord> operations, List<Entry> events) {
    TreeMap<Long, Entry> lines = new TreeMap<>();
    for (OperationRecord operation : operations) {
      Entry completion = operation.completion();
      lines.put(operation.invoke().index(), operation.invoke());
      if (completion != null) {
        lines.put(completion.index(), completion);
      }
    }
    events.forEach(event -> lines.put(event.index(), event));
    return List.copyOf(lines.values());
  }
}
