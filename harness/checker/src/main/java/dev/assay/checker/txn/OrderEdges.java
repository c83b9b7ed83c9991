package dev.assay.checker.txn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Adds the order within processes and the order of real time to a graph. */
final class OrderEdges {
  private OrderEdges() {}

  /**
   * From each transaction to the next of its process, if it was over before. After one of unknown
   * outcome nothing is known of the order.
   */
  static void process(TxnHistory history, boolean[] part, DependencyGraph.Builder graph) {
    Map<Integer, Integer> last = new HashMap<>();
    for (int txn = 0; txn < history.size(); txn++) {
      if (!part[txn] || history.process[txn] < 0) {
        continue;
      }
      Integer before = last.get(history.process[txn]);
      if (before != null && history.completed[before] < history.invoked[txn]) {
        graph.add(before, txn, DependencyGraph.PROCESS);
      }
      if (history.completed[txn] != TxnHistory.NEVER) {
        last.put(history.process[txn], txn);
      }
    }
  }

  /**
   * From what is over to what begins later, by way of moments: a transaction leads to the moment
   * after its end, each moment to the next, and a moment to the transactions that begin before the
   * next. A moment is made only where a beginning follows an end.
   */
  static void realTime(TxnHistory history, boolean[] part, DependencyGraph.Builder graph) {
    int[] events = events(history, part);
    int moment = TxnHistory.NONE;
    boolean collecting = false;
    for (int event : events) {
      int txn = event >> 1;
      if (event == TxnHistory.NONE) {
        continue;
      }
      if ((event & 1) == 0) {
        collecting = false;
        if (moment != TxnHistory.NONE) {
          graph.add(moment, txn, DependencyGraph.REALTIME);
        }
        continue;
      }
      if (!collecting) {
        int next = graph.newNode();
        if (moment != TxnHistory.NONE) {
          graph.add(moment, next, DependencyGraph.REALTIME);
        }
        moment = next;
        collecting = true;
      }
      graph.add(txn, moment, DependencyGraph.REALTIME);
    }
  }

  /** By position in the history: twice the transaction that begins there, plus one if it ends. */
  private static int[] events(TxnHistory history, boolean[] part) {
    int positions = 0;
    for (int txn = 0; txn < history.size(); txn++) {
      int end = history.completed[txn];
      positions = Math.max(positions, end == TxnHistory.NEVER ? history.invoked[txn] : end);
    }
    int[] events = new int[positions + 1];
    Arrays.fill(events, TxnHistory.NONE);
    for (int txn = 0; txn < history.size(); txn++) {
      if (part[txn]) {
        events[history.invoked[txn]] = 2 * txn;
        if (history.completed[txn] != TxnHistory.NEVER) {
          events[history.completed[txn]] = 2 * txn + 1;
        }
      }
    }
    return events;
  }
}
