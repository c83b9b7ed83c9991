package dev.assay.checker.bank;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a history says of one bank.
 *
 * @param reads the acknowledged ones
 * @param transfers the acknowledged ones, doomed or not
 */
record Bank(
    String key,
    List<OperationRecord> opens,
    List<OperationRecord> reads,
    List<OperationRecord> transfers) {
  /** What the bank was opened with. */
  record Terms(Set<String> accounts, long balance) {
    static Terms of(Entry open) {
      Set<String> accounts = new LinkedHashSet<>();
      if (!(Values.map(open).get("accounts") instanceof List<?> names) || names.isEmpty()) {
        throw new HistoryException("index %d: a bank has accounts".formatted(open.index()));
      }
      names.forEach(name -> accounts.add(String.valueOf(name)));
      return new Terms(accounts, Values.number(open, "balance"));
    }

    long total() {
      return Math.multiplyExact(balance, accounts.size());
    }
  }

  static Bank of(String key, List<OperationRecord> operations) {
    Bank bank = new Bank(key, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (OperationRecord operation : operations) {
      boolean ok = operation.outcome() == EntryType.OK;
      switch (operation.invoke().f()) {
        case "open" -> {
          if (operation.outcome() != EntryType.FAIL) {
            bank.opens.add(operation);
          }
        }
        case "read" -> {
          if (ok) {
            bank.reads.add(operation);
          }
        }
        case "transfer" -> {
          if (ok) {
            bank.transfers.add(operation);
          }
        }
        default ->
            throw new HistoryException(
                "index %d: a bank knows open, transfer, read, not %s"
                    .formatted(operation.invoke().index(), operation.invoke().f()));
      }
    }
    return bank;
  }

  /**
   * The opening that took effect: an acknowledged one; else one of those of which nobody knows, if
   * all are alike; else null, since it is not known which.
   */
  @Nullable OperationRecord opening() {
    for (OperationRecord open : opens) {
      if (open.outcome() == EntryType.OK) {
        return open;
      }
    }
    Set<Terms> terms = new HashSet<>();
    opens.forEach(open -> terms.add(Terms.of(open.invoke())));
    return terms.size() == 1 ? opens.getFirst() : null;
  }

  /** The balances that a read shows, by account. */
  static Map<String, Long> balances(OperationRecord read) {
    Entry completion = Values.completion(read);
    Map<String, Long> balances = new TreeMap<>();
    Values.map(completion)
        .forEach((account, balance) ->
            balances.put(
                String.valueOf(account),
                Values.number(completion, balance, "the balance " + account)));
    return balances;
  }

  /** Whether it holds a condition that cannot be fulfilled. */
  static boolean doomed(OperationRecord transfer) {
    return Boolean.TRUE.equals(Values.map(transfer.invoke()).get("doomed"));
  }
}
