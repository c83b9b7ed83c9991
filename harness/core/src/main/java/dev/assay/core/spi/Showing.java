package dev.assay.core.spi;

import dev.assay.checker.history.Entry;

/**
 * What a run of a workload must show, beside one success of each kind of operation, before its
 * checkers can say something. A main phase whose time is over goes on for this, within the bound
 * that the runner has. One for each run, used by one thread at a time.
 */
public interface Showing {
  /** Nothing is asked for. */
  Showing NOTHING =
      new Showing() {
        @Override
        public void completed(Entry entry) {}

        @Override
        public boolean enough() {
          return true;
        }
      };

  /** An operation of a client was completed. */
  void completed(Entry entry);

  /** Whether that was seen. */
  boolean enough();
}
