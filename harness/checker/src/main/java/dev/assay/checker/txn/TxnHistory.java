package dev.assay.checker.txn;

import dev.assay.checker.history.EntryJson;
import java.util.Arrays;
import java.util.List;

/**
 * Transactions in arrays, numbered from 0 in the order of their invocations, so that a million of
 * them fit in little memory. What a transaction writes is an <em>element</em>: a key and a value,
 * numbered from 0. Made by {@link TxnHistoryBuilder}; the arrays must not be changed.
 */
public final class TxnHistory {
  static final byte OK = 0;
  static final byte FAIL = 1;
  static final byte INFO = 2;

  /** An append or a write; {@link #opElement} is what it wrote. */
  static final byte WRITE = 0;

  /** A read; its result is {@link #opLength} elements of {@link #pool} from {@link #opElement}. */
  static final byte READ = 1;

  /** A read of which nobody knows the result. */
  static final byte UNREAD = 2;

  static final int NEVER = Integer.MAX_VALUE;
  static final int NONE = -1;

  final byte[] outcome;
  final int[] process;

  /** Positions of lines in the history. */
  final int[] invoked;

  /** {@link #NEVER} where nobody knows when, or whether, it took effect. */
  final int[] completed;

  /** Where the operations of each transaction begin; one longer than there are transactions. */
  final int[] opStart;

  final byte[] opKind;
  final int[] opKey;
  final int[] opElement;
  final int[] opLength;
  final int[] pool;
  final int[] elementKey;
  private final Object[] elementValue;
  private final List<String> keys;

  /** The transaction that wrote each element, {@link #NONE} if none did; failed ones come last. */
  final int[] writer;

  /** The operation by which it did. */
  final int[] writerOp;

  TxnHistory(
      byte[] outcome,
      int[] process,
      int[] invoked,
      int[] completed,
      int[] opStart,
      byte[] opKind,
      int[] opKey,
      int[] opElement,
      int[] opLength,
      int[] pool,
      int[] elementKey,
      Object[] elementValue,
      List<String> keys) {
    this.outcome = outcome;
    this.process = process;
    this.invoked = invoked;
    this.completed = completed;
    this.opStart = opStart;
    this.opKind = opKind;
    this.opKey = opKey;
    this.opElement = opElement;
    this.opLength = opLength;
    this.pool = pool;
    this.elementKey = elementKey;
    this.elementValue = elementValue;
    this.keys = keys;
    this.writer = new int[elementKey.length];
    this.writerOp = new int[elementKey.length];
    findWriters();
  }

  private void findWriters() {
    Arrays.fill(writer, NONE);
    Arrays.fill(writerOp, NONE);
    for (int txn = 0; txn < size(); txn++) {
      for (int op = opStart[txn]; op < opStart[txn + 1]; op++) {
        if (opKind[op] == WRITE) {
          int before = writer[opElement[op]];
          if (before == NONE || outcome[before] == FAIL) {
            writer[opElement[op]] = txn;
            writerOp[opElement[op]] = op;
          }
        }
      }
    }
  }

  /** How many transactions there are. */
  public int size() {
    return outcome.length;
  }

  /** How many of them are committed for certain. */
  int committed() {
    int committed = 0;
    for (byte how : outcome) {
      committed += how == OK ? 1 : 0;
    }
    return committed;
  }

  /** How many reads and writes they hold. */
  public int operations() {
    return opKind.length;
  }

  int keyCount() {
    return keys.size();
  }

  String key(int key) {
    return keys.get(key);
  }

  String value(int element) {
    return element == NONE ? "nil" : EntryJson.valueText(elementValue[element]);
  }

  /** Whether the operation is the last write to its key in its transaction. */
  boolean lastWriteOfKey(int txn, int op) {
    for (int later = op + 1; later < opStart[txn + 1]; later++) {
      if (opKind[later] == WRITE && opKey[later] == opKey[op]) {
        return false;
      }
    }
    return true;
  }

  /** Whether an operation before this one in its transaction is on the same key. */
  boolean touchedBefore(int txn, int op) {
    for (int before = opStart[txn]; before < op; before++) {
      if (opKey[before] == opKey[op]) {
        return true;
      }
    }
    return false;
  }

  /**
   * How many elements a read shows without those that its own transaction appended last; {@link
   * #NONE} if the read is not the first of its key, or none.
   */
  int seen(int txn, int op, boolean lists) {
    if (opKind[op] != READ) {
      return NONE;
    }
    for (int before = opStart[txn]; before < op; before++) {
      if (opKey[before] == opKey[op] && (opKind[before] == READ || !lists)) {
        return NONE;
      }
    }
    int seen = opLength[op];
    while (lists && seen > 0 && writer[pool[opElement[op] + seen - 1]] == txn) {
      seen--;
    }
    return seen;
  }

  /** The read's result in words: {@code [1, 2]}; with only its last elements if it is long. */
  String listText(int start, int length) {
    StringBuilder text = new StringBuilder("[");
    int shown = Math.min(length, 8);
    if (shown < length) {
      text.append("… ");
    }
    for (int at = start + length - shown; at < start + length; at++) {
      text.append(value(pool[at])).append(at + 1 < start + length ? " " : "");
    }
    return text.append(']').toString();
  }
}
