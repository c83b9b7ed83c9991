package dev.assay.checker.txn;

import dev.assay.checker.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The order of the versions of each list: that of its longest read, of which every other read must
 * be a prefix. Finds on the way what is wrong without any cycle.
 */
final class ListVersions {
  private final TxnHistory history;
  private final Anomalies anomalies;

  /** Where the longest read of each key begins in the pool, and how long it is. */
  final int[] start;

  final int[] length;

  /** Which transaction read it. */
  private final int[] reader;

  /** The place of each element in the order of its key; {@link TxnHistory#NONE} if unread. */
  final int[] position;

  private ListVersions(TxnHistory history, Anomalies anomalies) {
    this.history = history;
    this.anomalies = anomalies;
    this.start = new int[history.keyCount()];
    this.length = new int[history.keyCount()];
    this.reader = new int[history.keyCount()];
    this.position = new int[history.elementKey.length];
  }

  static ListVersions of(TxnHistory history, Anomalies anomalies, Meter meter) {
    ListVersions versions = new ListVersions(history, anomalies);
    versions.findLongest();
    versions.number();
    for (int txn = 0; txn < history.size(); txn++) {
      meter.step();
      if (history.outcome[txn] != TxnHistory.FAIL) {
        versions.checkAppends(txn);
      }
      if (history.outcome[txn] == TxnHistory.OK) {
        versions.check(txn);
      }
    }
    return versions;
  }

  /** The element at a place of a key's order. */
  int element(int key, int place) {
    return history.pool[start[key] + place];
  }

  private void findLongest() {
    Arrays.fill(reader, TxnHistory.NONE);
    for (int txn = 0; txn < history.size(); txn++) {
      if (history.outcome[txn] != TxnHistory.OK) {
        continue;
      }
      for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
        int key = history.opKey[op];
        if (history.opKind[op] == TxnHistory.READ && history.opLength[op] > length[key]) {
          start[key] = history.opElement[op];
          length[key] = history.opLength[op];
          reader[key] = txn;
        }
      }
    }
  }

  private void number() {
    Arrays.fill(position, TxnHistory.NONE);
    for (int key = 0; key < start.length; key++) {
      for (int place = 0; place < length[key]; place++) {
        int element = element(key, place);
        if (position[element] != TxnHistory.NONE) {
          duplicate(reader[key], key, element);
        } else {
          position[element] = place;
          checkWriter(key, element);
        }
      }
    }
  }

  private void checkWriter(int key, int element) {
    int writer = history.writer[element];
    int who = reader[key];
    if (writer == TxnHistory.NONE) {
      anomaly(
          AnomalyKind.PHANTOM_READ,
          "the list %s was read with %s, which nobody appended"
              .formatted(history.key(key), history.value(element)),
          who);
    } else if (history.outcome[writer] == TxnHistory.FAIL) {
      anomaly(
          AnomalyKind.G1A,
          "the list %s was read with %s, which only a failed transaction appended"
              .formatted(history.key(key), history.value(element)),
          writer,
          who);
    }
  }

  /** What a transaction appended to a list before must stand in the list before. */
  private void checkAppends(int txn) {
    for (int op = history.opStart[txn] + 1; op < history.opStart[txn + 1]; op++) {
      int before = op - 1;
      while (before >= history.opStart[txn] && !bothAppend(before, op)) {
        before--;
      }
      if (before >= history.opStart[txn] && !inOrder(before, op)) {
        int key = history.opKey[op];
        anomaly(
            AnomalyKind.INCOMPATIBLE_ORDER,
            "the list %s was read with %s, but not with %s before it, which its transaction"
                    .formatted(
                        history.key(key),
                        history.value(history.opElement[op]),
                        history.value(history.opElement[before]))
                + " appended first",
            txn,
            reader[key]);
      }
    }
  }

  private boolean bothAppend(int op, int other) {
    return history.opKey[op] == history.opKey[other]
        && history.opKind[op] == TxnHistory.WRITE
        && history.opKind[other] == TxnHistory.WRITE;
  }

  private boolean inOrder(int append, int later) {
    int place = position[history.opElement[append]];
    int laterPlace = position[history.opElement[later]];
    return laterPlace == TxnHistory.NONE || (place != TxnHistory.NONE && place < laterPlace);
  }

  private void check(int txn) {
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKind[op] == TxnHistory.READ) {
        checkPrefix(txn, op);
        checkIntermediate(txn, op);
        checkInternal(txn, op);
      }
    }
  }

  private void checkPrefix(int txn, int op) {
    int key = history.opKey[op];
    int from = history.opElement[op];
    int end = from + history.opLength[op];
    int[] pool = history.pool;
    if (Arrays.equals(pool, from, end, pool, start[key], start[key] + history.opLength[op])) {
      return;
    }
    BitSet seen = new BitSet();
    for (int at = from; at < end; at++) {
      if (seen.get(pool[at])) {
        duplicate(txn, key, pool[at]);
        return;
      }
      seen.set(pool[at]);
    }
    anomaly(
        AnomalyKind.INCOMPATIBLE_ORDER,
        "the list %s was read as %s and as %s, neither of which continues the other"
            .formatted(
                history.key(key),
                history.listText(from, history.opLength[op]),
                history.listText(start[key], length[key])),
        txn,
        reader[key]);
  }

  private void duplicate(int txn, int key, int element) {
    anomaly(
        AnomalyKind.DUPLICATE_ELEMENTS,
        "a read of the list %s shows %s twice".formatted(history.key(key), history.value(element)),
        txn);
  }

  private void checkIntermediate(int txn, int op) {
    if (history.opLength[op] == 0) {
      return;
    }
    int last = history.pool[history.opElement[op] + history.opLength[op] - 1];
    int writer = history.writer[last];
    if (writer != TxnHistory.NONE
        && writer != txn
        && !history.lastWriteOfKey(writer, history.writerOp[last])) {
      anomaly(
          AnomalyKind.G1B,
          "a read of the list %s ends with %s, after which its transaction appended more"
              .formatted(history.key(history.opKey[op]), history.value(last)),
          writer,
          txn);
    }
  }

  /**
   * What the transaction did with the key before must still be there, and nothing that it will do.
   */
  private void checkInternal(int txn, int op) {
    int key = history.opKey[op];
    boolean later = showsLater(txn, op);
    if (!history.touchedBefore(txn, op) && !later) {
      return;
    }
    List<Integer> expected = new ArrayList<>();
    boolean known = false;
    for (int before = history.opStart[txn]; before < op; before++) {
      if (history.opKey[before] == key && history.opKind[before] == TxnHistory.WRITE) {
        expected.add(history.opElement[before]);
      } else if (history.opKey[before] == key && history.opKind[before] == TxnHistory.READ) {
        expected.clear();
        known = true;
        for (int at = 0; at < history.opLength[before]; at++) {
          expected.add(history.pool[history.opElement[before] + at]);
        }
      }
    }
    int surplus = history.opLength[op] - expected.size();
    boolean agrees = !later && (known ? surplus == 0 : surplus >= 0);
    for (int at = 0; agrees && at < expected.size(); at++) {
      agrees = history.pool[history.opElement[op] + surplus + at] == expected.get(at);
    }
    if (!agrees) {
      anomaly(
          AnomalyKind.INTERNAL,
          "a transaction read the list %s as %s, which does not agree with what it did"
              .formatted(
                  history.key(key), history.listText(history.opElement[op], history.opLength[op])),
          txn);
    }
  }

  private boolean showsLater(int txn, int op) {
    for (int write = op + 1; write < history.opStart[txn + 1]; write++) {
      if (history.opKind[write] == TxnHistory.WRITE && history.opKey[write] == history.opKey[op]) {
        int place = position[history.opElement[write]];
        return place != TxnHistory.NONE && place < history.opLength[op];
      }
    }
    return false;
  }

  private void anomaly(AnomalyKind kind, String sentence, Integer... transactions) {
    anomalies.add(kind, () -> new Anomaly(kind, sentence, List.of(), List.of(transactions)));
  }
}
