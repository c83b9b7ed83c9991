package dev.assay.checker.txn;

import java.util.List;

/** Finds what is wrong with single reads of registers, without any cycle. */
final class RegisterReads {
  private final TxnHistory history;
  private final Anomalies anomalies;

  private RegisterReads(TxnHistory history, Anomalies anomalies) {
    this.history = history;
    this.anomalies = anomalies;
  }

  static void check(TxnHistory history, Anomalies anomalies) {
    RegisterReads reads = new RegisterReads(history, anomalies);
    for (int txn = 0; txn < history.size(); txn++) {
      for (int op = history.opStart[txn];
          history.outcome[txn] == TxnHistory.OK && op < history.opStart[txn + 1];
          op++) {
        if (history.opKind[op] == TxnHistory.READ) {
          reads.check(txn, op);
        }
      }
    }
  }

  /** What a read shows; {@link TxnHistory#NONE} for nil. */
  static int shown(TxnHistory history, int op) {
    return history.opLength[op] == 0 ? TxnHistory.NONE : history.pool[history.opElement[op]];
  }

  /** Whether the transaction of a write read there what another read shows. */
  static boolean replaced(TxnHistory history, int read, int write) {
    int txn = history.writer[history.opElement[write]];
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKey[op] == history.opKey[read] && history.seen(txn, op, false) > 0) {
        return shown(history, op) == shown(history, read);
      }
    }
    return false;
  }

  private void check(int txn, int op) {
    int shown = shown(history, op);
    checkInternal(txn, op, shown);
    if (shown == TxnHistory.NONE) {
      return;
    }
    int writer = history.writer[shown];
    String what =
        "the register %s was read as %s"
            .formatted(history.key(history.opKey[op]), history.value(shown));
    if (writer == TxnHistory.NONE) {
      anomaly(AnomalyKind.PHANTOM_READ, what + ", which nobody wrote", txn);
    } else if (history.outcome[writer] == TxnHistory.FAIL) {
      anomaly(AnomalyKind.G1A, what + ", which only a failed transaction wrote", writer, txn);
    } else if (writer == txn && history.writerOp[shown] > op) {
      anomaly(AnomalyKind.INTERNAL, what + ", which its transaction wrote only later", txn);
    } else if (writer != txn && !history.lastWriteOfKey(writer, history.writerOp[shown])) {
      anomaly(AnomalyKind.G1B, what + ", which its transaction itself overwrote", writer, txn);
    }
  }

  private void checkInternal(int txn, int op, int shown) {
    for (int before = op - 1; before >= history.opStart[txn]; before--) {
      if (history.opKey[before] != history.opKey[op]) {
        continue;
      }
      int expected =
          history.opKind[before] == TxnHistory.WRITE
              ? history.opElement[before]
              : shown(history, before);
      if (expected != shown) {
        anomaly(
            AnomalyKind.INTERNAL,
            "a transaction read the register %s as %s, where it had left or seen %s"
                .formatted(
                    history.key(history.opKey[op]), history.value(shown), history.value(expected)),
            txn);
      }
      return;
    }
  }

  private void anomaly(AnomalyKind kind, String sentence, Integer... transactions) {
    anomalies.add(kind, () -> new Anomaly(kind, sentence, List.of(), List.of(transactions)));
  }
}
