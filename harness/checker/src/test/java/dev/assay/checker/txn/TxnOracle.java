package dev.assay.checker.txn;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether some order explains transactions: tries them all. */
final class TxnOracle {
  private final List<OperationRecord> transactions;
  private final boolean lists;
  private final boolean strict;

  TxnOracle(List<Entry> history, boolean lists, boolean strict) {
    this.transactions =
        Operations.ofClients(history).stream()
            .filter(each -> each.outcome() != EntryType.FAIL)
            .toList();
    this.lists = lists;
    this.strict = strict;
  }

  boolean explains() {
    return explains(transactions, Map.of());
  }

  private boolean explains(List<OperationRecord> left, Map<Object, List<Object>> state) {
    if (left.stream().noneMatch(each -> each.outcome() == EntryType.OK)) {
      return true;
    }
    for (OperationRecord next : left) {
      if (strict && left.stream().anyMatch(each -> over(each, next))) {
        continue;
      }
      Map<Object, List<Object>> after = after(state, next);
      if (after != null) {
        List<OperationRecord> rest = new ArrayList<>(left);
        rest.remove(next);
        if (explains(rest, after)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean over(OperationRecord first, OperationRecord second) {
    return first.returnIndex() < second.invoke().index();
  }

  private @Nullable Map<Object, List<Object>> after(
      Map<Object, List<Object>> state, OperationRecord transaction) {
    boolean known = transaction.outcome() == EntryType.OK;
    Entry told = known ? Values.completion(transaction) : transaction.invoke();
    Map<Object, List<Object>> after = new HashMap<>(state);
    for (Object part : Values.list(told)) {
      List<?> triple = (List<?>) part;
      Object key = Objects.requireNonNull(triple.get(1));
      List<Object> content = after.getOrDefault(key, List.of());
      if (!"r".equals(triple.get(0))) {
        List<Object> changed = lists ? new ArrayList<>(content) : new ArrayList<>();
        changed.add(Objects.requireNonNull(triple.get(2)));
        after.put(key, changed);
      } else if (known && !shown(Objects.requireNonNull(triple.get(2))).equals(content)) {
        return null;
      }
    }
    return after;
  }

  private List<?> shown(Object value) {
    return value == Nil.NIL ? List.of() : value instanceof List<?> list ? list : List.of(value);
  }
}
