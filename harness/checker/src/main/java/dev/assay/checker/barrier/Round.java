package dev.assay.checker.barrier;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What a history says of one round.
 *
 * @param size how many parties there are
 * @param byNumber those that did something
 * @param passes the acknowledged ones
 * @param exits the acknowledged ones
 */
record Round(
    String key,
    long size,
    TreeMap<Long, Party> byNumber,
    List<OperationRecord> passes,
    List<OperationRecord> exits) {
  static Round of(String key, List<OperationRecord> operations) {
    long size = Values.number(operations.getFirst().invoke(), "parties");
    Round round = new Round(key, size, new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    operations.forEach(round::add);
    return round;
  }

  private void add(OperationRecord operation) {
    long number = Values.number(operation.invoke(), "party");
    Party party = byNumber.computeIfAbsent(number, Party::of);
    boolean failed = operation.outcome() == EntryType.FAIL;
    boolean ok = operation.outcome() == EntryType.OK;
    switch (operation.invoke().f()) {
      case "enter" -> keep(operation, party.enters(), !failed);
      case "pass" -> keep(operation, passes, ok);
      case "leave" -> keep(operation, party.leaves(), !failed);
      case "exit" -> keep(operation, exits, ok);
      default ->
          throw new HistoryException(
              "index %d: a barrier knows enter, pass, leave and exit, not %s"
                  .formatted(operation.invoke().index(), operation.invoke().f()));
    }
  }

  private static void keep(OperationRecord operation, List<OperationRecord> where, boolean does) {
    if (does) {
      where.add(operation);
    }
  }

  Collection<Party> parties() {
    return byNumber.values();
  }
}
