package dev.assay.checker.txn;

import dev.assay.checker.Meter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Puts transactions on registers into an order by a simple rule: of those that may come next, the
 * one that was over first. A transaction may come next if it reads what is there, overwrites
 * nothing that others have yet to read, and follows what its process did before, or what was over,
 * if that counts. Finds an order for most histories that have one; what it finds must be verified.
 */
final class RegisterOrder {
  private final TxnHistory history;
  private final boolean[] part;
  private final AnomalyKind.Level level;
  private final Meter meter;

  /** What each register holds. */
  private final int[] content;

  /** How many have yet to read each element; those of nil stand behind, by key. */
  private final int[] unread;

  private final boolean[] placed;

  /** The transaction of the same process that must come before each. */
  private final int[] before;

  /**
   * Who waits for a change, as lists: of an element, of nil of a key, and of a transaction, that it
   * be placed. Each transaction waits for one thing at a time.
   */
  private final int[] firstWaiting;

  private final int[] nextWaiting;

  private final PriorityQueue<Integer> ready;

  private RegisterOrder(TxnHistory history, boolean[] part, AnomalyKind.Level level, Meter meter) {
    this.history = history;
    this.part = part;
    this.level = level;
    this.meter = meter;
    this.content = filled(history.keyCount());
    this.unread = new int[history.elementKey.length + history.keyCount()];
    this.placed = new boolean[history.size()];
    this.before = filled(history.size());
    this.firstWaiting = filled(unread.length + history.size());
    this.nextWaiting = filled(history.size());
    this.ready = new PriorityQueue<>(this::earlier);
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, TxnHistory.NONE);
    return array;
  }

  private int earlier(int txn, int other) {
    return Integer.compare(history.completed[txn], history.completed[other]);
  }

  /** An order of all that took part, as far as the rule leads. */
  static int[] find(TxnHistory history, boolean[] part, AnomalyKind.Level level, Meter meter) {
    RegisterOrder order = new RegisterOrder(history, part, level, meter);
    if (level == AnomalyKind.Level.PROCESS) {
      order.findBefore();
    }
    return order.run();
  }

  private void findBefore() {
    Map<Integer, Integer> last = new HashMap<>();
    for (int txn = 0; txn < history.size(); txn++) {
      int process = history.process[txn];
      if (part[txn] && process >= 0) {
        before[txn] = last.getOrDefault(process, TxnHistory.NONE);
        if (history.completed[txn] != TxnHistory.NEVER) {
          last.put(process, txn);
        }
      }
    }
  }

  private int[] run() {
    int count = 0;
    for (int txn = 0; txn < history.size(); txn++) {
      if (part[txn]) {
        count++;
        reads(txn, 1);
      }
    }
    int[] order = new int[count];
    PriorityQueue<Integer> open = new PriorityQueue<>(this::earlier);
    int next = 0;
    for (int at = 0; at < count; at++) {
      next = open(open, next);
      int chosen = choose();
      if (chosen == TxnHistory.NONE) {
        return Arrays.copyOf(order, at);
      }
      place(chosen);
      order[at] = chosen;
    }
    return order;
  }

  /**
   * Lets those come that may: if real time counts, the ones that began before an open one ended.
   */
  private int open(PriorityQueue<Integer> open, int from) {
    boolean strict = level == AnomalyKind.Level.REALTIME;
    while (!open.isEmpty() && placed[open.element()]) {
      open.remove();
    }
    int next = from;
    while (next < history.size()
        && (!strict
            || open.isEmpty()
            || history.invoked[next] < history.completed[open.element()])) {
      if (part[next]) {
        if (strict) {
          open.add(next);
        }
        queue(next);
      }
      next++;
    }
    return next;
  }

  private int choose() {
    while (!ready.isEmpty()) {
      int txn = ready.remove();
      if (obstacle(txn) == TxnHistory.NONE) {
        return txn;
      }
      queue(txn);
    }
    return TxnHistory.NONE;
  }

  /** Among those that may come next, or among those that wait for what keeps it from that. */
  private void queue(int txn) {
    meter.look();
    int obstacle = obstacle(txn);
    if (obstacle == TxnHistory.NONE) {
      ready.add(txn);
    } else {
      nextWaiting[txn] = firstWaiting[obstacle];
      firstWaiting[obstacle] = txn;
    }
  }

  private void wake(int slot) {
    int txn = firstWaiting[slot];
    firstWaiting[slot] = TxnHistory.NONE;
    while (txn != TxnHistory.NONE) {
      int next = nextWaiting[txn];
      queue(txn);
      txn = next;
    }
  }

  private int slot(int key, int element) {
    return element == TxnHistory.NONE ? history.elementKey.length + key : element;
  }

  private void reads(int txn, int change) {
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.seen(txn, op, false) != TxnHistory.NONE) {
        unread[slot(history.opKey[op], RegisterReads.shown(history, op))] += change;
      }
    }
  }

  /** What must change before the transaction may come next; none if it may. */
  private int obstacle(int txn) {
    if (before[txn] != TxnHistory.NONE && !placed[before[txn]]) {
      return unread.length + before[txn];
    }
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKind[op] == TxnHistory.UNREAD || history.touchedBefore(txn, op)) {
        continue;
      }
      int key = history.opKey[op];
      boolean read = history.opKind[op] == TxnHistory.READ;
      if (read && RegisterReads.shown(history, op) != content[key]) {
        return slot(key, RegisterReads.shown(history, op));
      }
      int there = slot(key, content[key]);
      if (unread[there] > (read ? 1 : 0) && (!read || !history.lastWriteOfKey(txn, op))) {
        return there;
      }
    }
    return TxnHistory.NONE;
  }

  private void place(int txn) {
    placed[txn] = true;
    reads(txn, -1);
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      if (history.opKind[op] == TxnHistory.WRITE) {
        content[history.opKey[op]] = history.opElement[op];
      }
    }
    wake(unread.length + txn);
    for (int op = history.opStart[txn]; op < history.opStart[txn + 1]; op++) {
      int key = history.opKey[op];
      if (history.opKind[op] == TxnHistory.WRITE) {
        wake(slot(key, content[key]));
      } else if (history.opKind[op] == TxnHistory.READ
          && unread[slot(key, RegisterReads.shown(history, op))] <= 1) {
        wake(slot(key, RegisterReads.shown(history, op)));
      }
    }
  }
}
