package dev.assay.checker.txn;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link TxnHistory} of operations whose value is a list of {@code [f, key, value]}: {@code
 * append} and {@code r} (of lists), or {@code w} and {@code r} (of registers). The order of
 * transactions is that of the operations.
 */
final class TxnReader {
  private static final int[] NO_ELEMENTS = {};

  private final TxnHistoryBuilder builder = new TxnHistoryBuilder();
  private final boolean lists;

  private TxnReader(boolean lists) {
    this.lists = lists;
  }

  /**
   * Reads them.
   *
   * @param lists whether the objects are lists; registers if not
   * @throws HistoryException if an operation is no such transaction; the message names its index
   */
  static TxnHistory read(List<OperationRecord> operations, boolean lists) {
    TxnReader reader = new TxnReader(lists);
    operations.forEach(reader::accept);
    return reader.builder.build();
  }

  private void accept(OperationRecord operation) {
    Entry invoke = operation.invoke();
    int number = invoke.actor() instanceof Actor.Client(int process) ? process : -1;
    builder.begin(number, Math.toIntExact(invoke.index()));
    boolean known = operation.outcome() == EntryType.OK;
    Entry completion = operation.completion();
    Entry told = known && completion != null && completion.value() != null ? completion : invoke;
    if (!(told.value() instanceof List<?> parts)) {
      throw broken(told, "its value is no list of operations: " + told.value());
    }
    for (Object part : parts) {
      part(told, part, known);
    }
    switch (operation.outcome()) {
      case OK -> builder.committed(Math.toIntExact(operation.returnIndex()));
      case FAIL -> builder.failed(Math.toIntExact(operation.returnIndex()));
      case INFO, INVOKE, EVENT -> builder.unknown();
    }
  }

  private void part(Entry entry, @Nullable Object part, boolean known) {
    if (!(part instanceof List<?> triple)
        || triple.size() < 2
        || triple.size() > 3
        || !(triple.get(0) instanceof String word)) {
      throw broken(entry, "not an operation of the form [f, key, value]: " + part);
    }
    int key = builder.key(keyText(triple.get(1)));
    Object value = triple.size() == 3 ? triple.get(2) : Nil.NIL;
    switch (word.startsWith(":") ? word.substring(1) : word) {
      case "append" -> write(entry, key, value, lists, word);
      case "w", "write" -> write(entry, key, value, !lists, word);
      case "r", "read" -> read(entry, key, value, known);
      default -> throw broken(entry, "unknown operation in a transaction: " + word);
    }
  }

  private void write(Entry entry, int key, @Nullable Object value, boolean right, String word) {
    if (!right || value == null || value == Nil.NIL) {
      throw broken(
          entry,
          right
              ? word + " has no value"
              : "%s does not belong to a history of %s"
                  .formatted(word, lists ? "list-append" : "registers"));
    }
    builder.write(key, builder.element(key, value));
  }

  private void read(Entry entry, int key, @Nullable Object value, boolean known) {
    if (!known) {
      builder.unread(key);
    } else if (value == null || value == Nil.NIL) {
      builder.read(key, NO_ELEMENTS, 0, 0);
    } else if (!lists) {
      builder.read(key, new int[] {builder.element(key, value)}, 0, 1);
    } else if (value instanceof List<?> list) {
      int[] elements = list.stream().mapToInt(each -> builder.element(key, each)).toArray();
      builder.read(key, elements, 0, elements.length);
    } else {
      throw broken(entry, "a read of a list returned no list: " + EntryJson.valueText(value));
    }
  }

  private static String keyText(@Nullable Object key) {
    return key instanceof String text ? text : key == null ? "nil" : EntryJson.valueText(key);
  }

  private static HistoryException broken(Entry entry, String what) {
    return new HistoryException("index %d: %s".formatted(entry.index(), what));
  }
}
