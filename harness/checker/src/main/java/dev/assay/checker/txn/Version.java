package dev.assay.checker.txn;

import dev.assay.checker.arrays.IntStack;

/** A value that a key had, and who had to do with it. */
final class Version {
  /** {@link TxnHistory#NONE} of what was there at first. */
  final int writer;

  final IntStack readers = new IntStack(2);

  /** When the last of them began. */
  int lastBegin = -1;

  /** When the first of them was over. */
  int firstEnd = TxnHistory.NEVER;

  Version(int writer) {
    this.writer = writer;
  }

  void touched(TxnHistory history, int txn) {
    lastBegin = Math.max(lastBegin, history.invoked[txn]);
    firstEnd = Math.min(firstEnd, history.completed[txn]);
  }
}
