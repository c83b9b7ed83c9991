package dev.assay.checker.history;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A history that is read entry by entry, so that it need not fit in memory. Used by one thread;
 * whoever opened the stream below it closes that.
 */
public interface EntrySource {
  /**
   * The next entry, or null at the end. May block as long as the stream below it does.
   *
   * @throws HistoryException if the history is broken here; the message names the place
   */
  @Nullable Entry next() throws IOException;

  /** What to say about the file; complete once {@link #next} has returned null. */
  List<String> notices();
}
