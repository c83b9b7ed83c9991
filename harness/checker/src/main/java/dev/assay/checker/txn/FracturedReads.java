package dev.assay.checker.txn;

import java.util.HashSet;
import java.util.Set;

/**
 * Finds transactions that saw half of another one: they read one version that it wrote, and of
 * another key a version that is older than what it wrote there (Bailis et al., "Scalable atomic
 * visibility with RAMP transactions", SIGMOD 2014).
 */
final class FracturedReads {
  private final TxnHistory history;
  private final boolean lists;
  private final Missed missed;
  private final Anomalies anomalies;

  private FracturedReads(TxnHistory history, boolean lists, Missed missed, Anomalies anomalies) {
    this.history = history;
    this.lists = lists;
    this.missed = missed;
    this.anomalies = anomalies;
  }

  /** Tells which of two versions of a key is the older one. */
  @FunctionalInterface
  interface Missed {
    /**
     * Whether a read is for certain of an older version than a write of its key made.
     *
     * @param read an operation that shows what others left
     * @param seen how many elements of its result others wrote
     */
    boolean missed(int read, int seen, int write);
  }

  static void find(TxnHistory history, boolean lists, Missed missed, Anomalies anomalies) {
    FracturedReads reads = new FracturedReads(history, lists, missed, anomalies);
    for (int txn = 0; txn < history.size(); txn++) {
      if (history.outcome[txn] == TxnHistory.OK) {
        reads.look(txn);
      }
    }
  }

  private void look(int txn) {
    Set<Integer> looked = new HashSet<>();
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      int seen = history.seen(txn, op, lists);
      if (seen > 0) {
        int writer = history.writer[history.pool[history.opElement[op] + seen - 1]];
        if (writer != TxnHistory.NONE
            && history.outcome[writer] != TxnHistory.FAIL
            && looked.add(writer)
            && missesSome(txn, writer)) {
          add(writer, txn);
        }
      }
    }
  }

  private boolean missesSome(int txn, int writer) {
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      int seen = history.seen(txn, op, lists);
      for (int write = history.opStart[writer];
          seen != TxnHistory.NONE && write < history.opStart[writer + 1];
          write++) {
        if (history.opKind[write] == TxnHistory.WRITE
            && history.opKey[write] == history.opKey[op]
            && !shows(op, seen, writer)
            && missed.missed(op, seen, write)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the version read is one of the writer's: if so, it is no half of it that is missed. */
  private boolean shows(int read, int seen, int writer) {
    return seen > 0 && history.writer[history.pool[history.opElement[read] + seen - 1]] == writer;
  }

  private void add(int writer, int reader) {
    anomalies.add(
        AnomalyKind.FRACTURED_READ,
        () ->
            new CycleStory(history, lists)
                .tell(
                    new Cycles.Cycle(
                        AnomalyKind.FRACTURED_READ,
                        new int[] {writer, reader},
                        new int[] {DependencyGraph.WR, DependencyGraph.RW})));
  }
}
