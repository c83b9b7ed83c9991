package dev.assay.core.run;

import dev.assay.checker.history.Entry;

/** Where a history goes while it happens. Called by one thread, in order. */
public interface HistorySink {
  /**
   * Takes the next entry; when this returns, the entry survives the death of this process.
   *
   * @throws OutputException if it cannot be kept
   */
  void append(Entry entry);
}
