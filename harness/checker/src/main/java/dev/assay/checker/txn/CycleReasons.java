package dev.assay.checker.txn;

import java.util.Arrays;

/** Says why one transaction of a cycle is before the next, and by which key. */
final class CycleReasons {
  private final TxnHistory history;
  private final boolean lists;

  CycleReasons(TxnHistory history, boolean lists) {
    this.history = history;
    this.lists = lists;
  }

  /**
   * A reason.
   *
   * @param key what both have to do with; empty if it is not by a key, or could be by several
   */
  record Reason(String words, String key) {}

  Reason of(int from, int fromName, int to, int toName, int type) {
    return switch (type) {
      case DependencyGraph.WW -> writeWrite(from, fromName, to, toName);
      case DependencyGraph.WR -> writeRead(from, fromName, to, toName);
      case DependencyGraph.RW -> readWrite(from, fromName, to, toName);
      case DependencyGraph.WW_REALTIME ->
          new Reason(
              "what T%d wrote was there before what T%d wrote was seen for the last time"
                  .formatted(fromName, toName),
              onlyKey(from, TxnHistory.WRITE, to));
      case DependencyGraph.WW_FRACTURED ->
          new Reason(
              "who read another write of T%d saw what T%d wrote instead"
                  .formatted(fromName, toName),
              onlyKey(from, TxnHistory.WRITE, to));
      case DependencyGraph.RW_REALTIME ->
          new Reason(
              "what T%d read was there before what T%d wrote was seen for the last time"
                  .formatted(fromName, toName),
              onlyKey(from, TxnHistory.READ, to));
      case DependencyGraph.PROCESS ->
          new Reason(
              "process %d had done T%d when it began T%d"
                  .formatted(history.process[from], fromName, toName),
              "");
      default -> new Reason("T%d was over when T%d began".formatted(fromName, toName), "");
    };
  }

  private Reason writeWrite(int from, int fromName, int to, int toName) {
    for (int op = history.opStart[from]; op < history.opStart[from + 1]; op++) {
      for (int other = history.opStart[to]; other < history.opStart[to + 1]; other++) {
        if (history.opKind[op] == TxnHistory.WRITE
            && history.opKind[other] == TxnHistory.WRITE
            && history.opKey[op] == history.opKey[other]
            && replaces(history.opElement[op], to, other)) {
          String key = history.key(history.opKey[op]);
          String words =
              "T%d wrote %s to %s after T%d had written %s"
                  .formatted(
                      toName,
                      history.value(history.opElement[other]),
                      key,
                      fromName,
                      history.value(history.opElement[op]));
          return new Reason(words, key);
        }
      }
    }
    return new Reason("T%d wrote after T%d".formatted(toName, fromName), "");
  }

  /**
   * Whether a write came after an element of the same key: on lists, if a read shows them in that
   * order, or the element alone; on registers, if its transaction had read the element.
   */
  private boolean replaces(int element, int txn, int write) {
    if (!lists) {
      return reads(txn, history.opKey[write], element);
    }
    int later = history.opElement[write];
    boolean shownAlone = false;
    for (int op = 0; op < history.opKind.length; op++) {
      if (history.opKind[op] == TxnHistory.READ && history.opKey[op] == history.opKey[write]) {
        int place = place(op, element);
        int laterPlace = place(op, later);
        if (place >= 0 && laterPlace >= 0) {
          return place < laterPlace;
        }
        if (laterPlace >= 0) {
          return false;
        }
        shownAlone |= place >= 0;
      }
    }
    return shownAlone;
  }

  /** Whether the transaction read the register with that content. */
  private boolean reads(int txn, int key, int element) {
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKind[op] == TxnHistory.READ
          && history.opKey[op] == key
          && RegisterReads.shown(history, op) == element) {
        return true;
      }
    }
    return false;
  }

  private Reason writeRead(int from, int fromName, int to, int toName) {
    for (int op = history.opStart[to]; op < history.opStart[to + 1]; op++) {
      if (history.opKind[op] == TxnHistory.READ) {
        for (int at = history.opLength[op] - 1; at >= 0; at--) {
          int element = history.pool[history.opElement[op] + at];
          if (history.writer[element] == from) {
            String key = history.key(history.opKey[op]);
            String words =
                "T%d's read of %s shows %s, which T%d wrote"
                    .formatted(toName, key, history.value(element), fromName);
            return new Reason(words, key);
          }
        }
      }
    }
    return new Reason("T%d read what T%d wrote".formatted(toName, fromName), "");
  }

  private Reason readWrite(int from, int fromName, int to, int toName) {
    for (int op = history.opStart[from]; op < history.opStart[from + 1]; op++) {
      for (int other = history.opStart[to]; other < history.opStart[to + 1]; other++) {
        if (history.opKind[op] == TxnHistory.READ
            && history.opKind[other] == TxnHistory.WRITE
            && history.opKey[op] == history.opKey[other]
            && missed(op, to, other)) {
          String key = history.key(history.opKey[op]);
          String words =
              "T%d's read of %s, %s, does not show %s, which T%d wrote"
                  .formatted(
                      fromName,
                      key,
                      history.listText(history.opElement[op], history.opLength[op]),
                      history.value(history.opElement[other]),
                      toName);
          return new Reason(words, key);
        }
      }
    }
    return new Reason("T%d did not see what T%d wrote".formatted(fromName, toName), "");
  }

  /** Whether the read was of an older version: of a register, nil or what the write replaced. */
  private boolean missed(int read, int txn, int write) {
    if (lists) {
      return place(read, history.opElement[write]) < 0;
    }
    int shown = RegisterReads.shown(history, read);
    return shown == TxnHistory.NONE || reads(txn, history.opKey[write], shown);
  }

  /** Where a read shows an element; negative if it does not. */
  private int place(int read, int element) {
    for (int at = 0; at < history.opLength[read]; at++) {
      if (history.pool[history.opElement[read] + at] == element) {
        return at;
      }
    }
    return -1;
  }

  private String onlyKey(int from, byte kind, int to) {
    int[] keys =
        Arrays.stream(keys(from, kind))
            .filter(key -> Arrays.stream(keys(to, TxnHistory.WRITE)).anyMatch(own -> own == key))
            .toArray();
    return keys.length == 1 ? history.key(keys[0]) : "";
  }

  private int[] keys(int txn, byte kind) {
    int[] keys = new int[history.opStart[txn + 1] - history.opStart[txn]];
    int count = 0;
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKind[op] == kind) {
        keys[count++] = history.opKey[op];
      }
    }
    return Arrays.stream(keys, 0, count).distinct().toArray();
  }
}
