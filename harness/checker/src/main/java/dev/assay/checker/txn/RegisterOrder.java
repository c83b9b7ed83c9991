package dev.assay.checker.txn;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Puts transactions on registers into an order by a simple rule: of those that may come next, the
 * one that was over first. A transaction may come next if it reads what is there, and overwrites
 * nothing that others have yet to read. Finds an order for most histories that have one; what it
 * finds must be verified.
 */
final class RegisterOrder {
  private final TxnHistory history;
  private final boolean[] part;
  private final boolean strict;

  /** What each register holds. */
  private final int[] content;

  /** How many have yet to read each element; those of nil stand behind, by key. */
  private final int[] unread;

  private RegisterOrder(TxnHistory history, boolean[] part, boolean strict) {
    this.history = history;
    this.part = part;
    this.strict = strict;
    this.content = new int[history.keyCount()];
    this.unread = new int[history.elementKey.length + history.keyCount()];
    Arrays.fill(content, TxnHistory.NONE);
  }

  /** An order of all that took part, as far as the rule leads. */
  static int[] find(TxnHistory history, boolean[] part, boolean strict) {
    return new RegisterOrder(history, part, strict).run();
  }

  private int[] run() {
    int count = 0;
    for (int txn = 0; txn < history.size(); txn++) {
      if (part[txn]) {
        count++;
        reads(txn, 1);
      }
    }
    PriorityQueue<Integer> open =
        new PriorityQueue<>((a, b) -> Integer.compare(history.completed[a], history.completed[b]));
    int[] order = new int[count];
    int placed = 0;
    int next = 0;
    while (placed < count) {
      int horizon = open.isEmpty() ? TxnHistory.NEVER : history.completed[open.peek()];
      while (next < history.size()
          && (!strict || open.isEmpty() || history.invoked[next] < horizon)) {
        if (part[next]) {
          open.add(next);
          horizon = Math.min(horizon, history.completed[next]);
        }
        next++;
      }
      Integer chosen = choose(open);
      if (chosen == null) {
        return Arrays.copyOf(order, placed);
      }
      open.remove(chosen);
      place(chosen);
      order[placed++] = chosen;
    }
    return order;
  }

  private @Nullable Integer choose(PriorityQueue<Integer> open) {
    Integer best = null;
    for (Integer txn : open) {
      if (mayCome(txn) && (best == null || history.completed[txn] < history.completed[best])) {
        best = txn;
      }
    }
    return best;
  }

  private int slot(int op) {
    int shown = RegisterReads.shown(history, op);
    return shown == TxnHistory.NONE ? history.elementKey.length + history.opKey[op] : shown;
  }

  private void reads(int txn, int change) {
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKind[op] == TxnHistory.READ && !history.touchedBefore(txn, op)) {
        unread[slot(op)] += change;
      }
    }
  }

  private boolean mayCome(int txn) {
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKind[op] == TxnHistory.UNREAD || history.touchedBefore(txn, op)) {
        continue;
      }
      int key = history.opKey[op];
      boolean read = history.opKind[op] == TxnHistory.READ;
      if (read && RegisterReads.shown(history, op) != content[key]) {
        return false;
      }
      int there = content[key] == TxnHistory.NONE ? history.elementKey.length + key : content[key];
      if (unread[there] > (read ? 1 : 0) && (!read || !history.lastWriteOfKey(txn, op))) {
        return false;
      }
    }
    return true;
  }

  private void place(int txn) {
    reads(txn, -1);
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKind[op] == TxnHistory.WRITE) {
        content[history.opKey[op]] = history.opElement[op];
      }
    }
  }
}
