package dev.assay.checker.formats;

import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the lines of a history that names no process: an invocation is followed by its completion.
 * Where several are open, the completion belongs to the one that it fits by {@code f} and value, or
 * else to the line before it. Each operation gets a process of its own, so that no order is claimed
 * but that of the file.
 */
final class PositionPairs {
  private static final int MOST_OPEN = 10_000;

  /** An invocation without a completion so far. */
  record Open(int process, String f, @Nullable Object value, long index) {}

  private final List<Open> open = new ArrayList<>();
  private int operations;

  int invoke(String f, @Nullable Object value, long index) {
    if (open.size() == MOST_OPEN) {
      throw new HistoryException(
          "%d operations are open, and no line names a process".formatted(MOST_OPEN));
    }
    open.add(new Open(operations, f, value, index));
    return operations++;
  }

  /**
   * The invocation of a completion.
   *
   * @throws HistoryException if it cannot be told; the message names no line
   */
  Open complete(@Nullable String f, @Nullable Object value, long index) {
    if (open.isEmpty()) {
      throw new HistoryException("no operation is open that it could complete");
    }
    List<Open> named = open.stream().filter(each -> f == null || f.equals(each.f())).toList();
    List<Open> fitting = named.stream().filter(each -> fits(each.value(), value)).toList();
    List<Open> candidates = fitting.isEmpty() ? named : fitting;
    Open found = null;
    if (candidates.size() == 1) {
      found = candidates.getFirst();
    } else if (!candidates.isEmpty() && candidates.getLast().index() == index - 1) {
      found = candidates.getLast();
    }
    if (found == null) {
      throw new HistoryException(
          "it could complete %d operations, and no line names a process"
              .formatted(candidates.size()));
    }
    open.remove(found);
    return found;
  }

  private static boolean fits(@Nullable Object asked, @Nullable Object answered) {
    return none(asked) || none(answered) || sameArguments(asked, answered);
  }

  private static boolean none(@Nullable Object value) {
    return value == null || value == Nil.NIL;
  }

  /** Whether it is the same value, or the same steps of a transaction but for what was read. */
  private static boolean sameArguments(@Nullable Object asked, @Nullable Object answered) {
    if (asked == null || asked.equals(answered)) {
      return true;
    }
    if (!(asked instanceof List<?> left)
        || !(answered instanceof List<?> right)
        || left.size() != right.size()) {
      return false;
    }
    for (int at = 0; at < left.size(); at++) {
      if (!sameStep(left.get(at), right.get(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameStep(@Nullable Object asked, @Nullable Object answered) {
    if (none(asked) || asked == null || asked.equals(answered)) {
      return true;
    }
    return asked instanceof List<?> left
        && answered instanceof List<?> right
        && left.size() == right.size()
        && left.size() > 1
        && left.subList(0, 2).equals(right.subList(0, 2))
        && (left.size() == 2 || none(left.getLast()));
  }
}
