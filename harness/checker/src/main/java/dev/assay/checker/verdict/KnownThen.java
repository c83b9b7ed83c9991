package dev.assay.checker.verdict;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is known at one step of a story: the state that is possible after it, or what must hold from
 * then on. A reader goes from one to the next and sees at which the promise breaks.
 *
 * @param line the index of the line of the history from which on it is known: an answer, an event,
 *     or an invocation that nobody answered
 * @param text in a few words, without a full stop
 * @param broken whether this is where it breaks: what the line shows cannot be
 */
public record KnownThen(long line, String text, boolean broken) {
  /** What is known after an operation; null for none. */
  public static @Nullable KnownThen after(@Nullable OperationRecord operation, String text) {
    return operation == null ? null : new KnownThen(line(operation), text, false);
  }

  /** What is known after a line. */
  public static KnownThen after(Entry entry, String text) {
    return new KnownThen(entry.index(), text, false);
  }

  /** Why what an operation did or showed cannot be; null for none. */
  public static @Nullable KnownThen breaks(@Nullable OperationRecord operation, String text) {
    return operation == null ? null : new KnownThen(line(operation), text, true);
  }

  /** Why what a line says cannot be. */
  public static KnownThen breaks(Entry entry, String text) {
    return new KnownThen(entry.index(), text, true);
  }

  private static long line(OperationRecord operation) {
    Entry completion = operation.completion();
    return (completion == null ? operation.invoke() : completion).index();
  }
}
