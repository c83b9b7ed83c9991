package dev.assay.checker.history;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ways to look into the value of an entry that a checker cannot do without. What is not there, or
 * of another kind, is a {@link HistoryException} that names the entry.
 */
public final class Values {
  private Values() {}

  /** The value, as a number. */
  public static long number(Entry entry) {
    return number(entry, entry.value(), "the value");
  }

  /** A field of the value, as a number. */
  public static long number(Entry entry, String field) {
    return number(entry, map(entry).get(field), "the field " + field);
  }

  /** A thing found in the value, as a number; {@code what} names it. */
  public static long number(Entry entry, @Nullable Object thing, String what) {
    if (thing instanceof Long number) {
      return number;
    }
    throw wrong(entry, what, "a number");
  }

  /** The value, as a map. */
  public static Map<?, ?> map(Entry entry) {
    if (entry.value() instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(entry, "the value", "a map");
  }

  /** The value, as a list. */
  public static List<?> list(Entry entry) {
    if (entry.value() instanceof List<?> list) {
      return list;
    }
    throw wrong(entry, "the value", "a list");
  }

  /** How an operation ended; only for one of which the history says it. */
  public static Entry completion(OperationRecord operation) {
    Entry completion = operation.completion();
    if (completion == null) {
      throw new HistoryException(
          "index %d: the operation was not completed".formatted(operation.invoke().index()));
    }
    return completion;
  }

  private static HistoryException wrong(Entry entry, String what, String expected) {
    return new HistoryException(
        "index %d: %s of %s is not %s".formatted(entry.index(), what, entry.f(), expected));
  }
}
