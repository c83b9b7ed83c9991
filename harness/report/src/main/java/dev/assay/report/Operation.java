package dev.assay.report;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.verdict.KnownThen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invocation with its completion.
 *
 * @param invocation the line that began it; for something that nobody asked for, the event itself
 * @param completion the line that ended it, null when the history ends before
 */
record Operation(Entry invocation, @Nullable Entry completion) {
  /** What became of it; nobody knows when it was never completed. */
  EntryType outcome() {
    if (invocation.type() == EntryType.EVENT) {
      return EntryType.EVENT;
    }
    return completion == null ? EntryType.INFO : completion.type();
  }

  /** Nanoseconds since the run began. */
  long start() {
    return Math.max(0, invocation.time());
  }

  /** Nanoseconds since the run began; {@code runEnd} when it was never completed. */
  long end(long runEnd) {
    return completion == null
        ? Math.max(start(), runEnd)
        : Math.max(start(), Math.max(0, completion.time()));
  }

  /** Those that are known from one of its lines on. */
  List<KnownThen> known(List<KnownThen> all) {
    return all.stream()
        .filter(each ->
            each.line() == invocation.index()
                || (completion != null && each.line() == completion.index()))
        .toList();
  }

  /** The node it was sent to, or null when the history does not say. */
  @Nullable String node() {
    return invocation.node() != null || completion == null ? invocation.node() : completion.node();
  }
}
