package dev.assay.checker.txn;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.List;

/** Writes histories of transactions line by line. */
final class Txns {
  private final List<Entry> entries = new ArrayList<>();

  static Object append(String key, long value) {
    return List.of("append", key, value);
  }

  static Object write(String key, long value) {
    return List.of("w", key, value);
  }

  static Object read(String key, Long... values) {
    return List.of("r", key, values.length == 0 ? Nil.NIL : List.of((Object[]) values));
  }

  static Object see(String key, Object value) {
    return List.of("r", key, value);
  }

  Txns line(EntryType type, int process, List<Object> operations) {
    entries.add(Entry.line(entries.size(), type, new Actor.Client(process), "txn", operations));
    return this;
  }

  Txns invoke(int process, Object... operations) {
    return line(EntryType.INVOKE, process, List.of(operations));
  }

  Txns ok(int process, Object... operations) {
    return line(EntryType.OK, process, List.of(operations));
  }

  Txns fail(int process, Object... operations) {
    return line(EntryType.FAIL, process, List.of(operations));
  }

  /** One that nothing else overlaps. */
  Txns alone(int process, Object... operations) {
    return invoke(process, operations).ok(process, operations);
  }

  /** Transactions that all overlap, of processes from this one on. */
  Txns together(int firstProcess, List<List<Object>> transactions) {
    for (int at = 0; at < transactions.size(); at++) {
      line(EntryType.INVOKE, firstProcess + at, transactions.get(at));
    }
    for (int at = 0; at < transactions.size(); at++) {
      line(EntryType.OK, firstProcess + at, transactions.get(at));
    }
    return this;
  }

  List<Entry> entries() {
    return entries;
  }
}
