package dev.assay.checker.txn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Verifies an order of transactions: every one that took effect stands in it once, none stands
 * before one that was over when it began (where real time counts, or for one process), and every
 * read shows what the transactions before it, and its own earlier operations, left. Shares nothing
 * with the search but the history.
 */
final class TxnReplay {
  private final TxnHistory history;
  private final boolean lists;

  /** What each key holds: so many elements of the array. */
  private final int[][] content;

  private final int[] length;

  /** When the latest of those that stood so far began, of all and of each process. */
  private int lastInvoked = -1;

  private final Map<Integer, Integer> lastOfProcess = new HashMap<>();

  private TxnReplay(TxnHistory history, boolean lists) {
    this.history = history;
    this.lists = lists;
    this.content = new int[history.keyCount()][4];
    this.length = new int[history.keyCount()];
  }

  /**
   * Replays the order.
   *
   * @param lists whether the objects are lists; registers if not
   * @param level whether real time counts, or the order within processes, or neither
   * @return what is wrong with it; empty if nothing is
   */
  static String fault(TxnHistory history, int[] order, boolean lists, AnomalyKind.Level level) {
    return new TxnReplay(history, lists).fault(order, level);
  }

  private String fault(int[] order, AnomalyKind.Level level) {
    boolean[] placed = new boolean[history.size()];
    for (int txn : order) {
      if (placed[txn] || history.outcome[txn] == TxnHistory.FAIL) {
        return "transaction %d stands twice, or had failed".formatted(txn);
      }
      placed[txn] = true;
      if (level != AnomalyKind.Level.PLAIN && tooLate(txn, level)) {
        return "transaction %d stands after one that began when it was over".formatted(txn);
      }
      for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
        if (!step(op)) {
          return "a read of transaction %d shows something else".formatted(txn);
        }
      }
    }
    for (int txn = 0; txn < history.size(); txn++) {
      if (!placed[txn] && history.outcome[txn] == TxnHistory.OK) {
        return "transaction %d is missing".formatted(txn);
      }
    }
    return "";
  }

  /** Whether one that must come after it stood before it. */
  private boolean tooLate(int txn, AnomalyKind.Level level) {
    if (level == AnomalyKind.Level.REALTIME) {
      boolean late = history.completed[txn] < lastInvoked;
      lastInvoked = Math.max(lastInvoked, history.invoked[txn]);
      return late;
    }
    int process = history.process[txn];
    if (process < 0) {
      return false;
    }
    int last = lastOfProcess.merge(process, history.invoked[txn], Math::max);
    return history.completed[txn] < last;
  }

  private boolean step(int op) {
    int key = history.opKey[op];
    if (history.opKind[op] == TxnHistory.WRITE) {
      write(key, history.opElement[op]);
      return true;
    }
    int from = history.opElement[op];
    return history.opKind[op] == TxnHistory.UNREAD
        || Arrays.equals(
            history.pool, from, from + history.opLength[op], content[key], 0, length[key]);
  }

  private void write(int key, int element) {
    if (!lists) {
      length[key] = 0;
    } else if (length[key] == content[key].length) {
      content[key] = Arrays.copyOf(content[key], 2 * length[key]);
    }
    content[key][length[key]++] = element;
  }
}
