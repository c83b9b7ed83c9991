package dev.assay.checker.txn;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which models a history of transactions satisfies, by definition: tries all choices of which
 * transactions of unknown outcome took effect and all orders of the versions of each key, and looks
 * for each phenomenon in what results.
 */
final class AdyaOracle {
  private final List<AdyaTransaction> transactions;
  private final boolean lists;
  private final Set<Consistency> satisfied = EnumSet.noneOf(Consistency.class);

  private AdyaOracle(List<Entry> history, boolean lists) {
    this.transactions = new ArrayList<>();
    for (OperationRecord each : Operations.ofClients(history)) {
      transactions.add(AdyaTransaction.of(each));
    }
    this.lists = lists;
  }

  static Set<Consistency> satisfied(List<Entry> history, boolean lists) {
    AdyaOracle oracle = new AdyaOracle(history, lists);
    int count = oracle.transactions.size();
    for (int subset = 0; subset < 1 << count; subset++) {
      if (oracle.possible(subset)) {
        oracle.choose(subset);
      }
    }
    return oracle.satisfied;
  }

  /** Those that are known to be committed are in, those that failed are not. */
  private boolean possible(int subset) {
    for (int txn = 0; txn < transactions.size(); txn++) {
      boolean in = (subset & 1 << txn) != 0;
      EntryType outcome = transactions.get(txn).outcome();
      if (outcome == EntryType.OK ? !in : in && outcome == EntryType.FAIL) {
        return false;
      }
    }
    return true;
  }

  private void choose(int committed) {
    Map<String, List<Long>> versions = new LinkedHashMap<>();
    for (int txn = 0; txn < transactions.size(); txn++) {
      AdyaTransaction each = transactions.get(txn);
      for (AdyaTransaction.Step step : each.steps()) {
        boolean in = (committed & 1 << txn) != 0;
        if (step.write() && (lists || (in && each.isLastWrite(step)))) {
          versions.computeIfAbsent(step.key(), _ -> new ArrayList<>()).add(step.value());
        }
      }
    }
    order(committed, List.copyOf(versions.entrySet()), new HashMap<>());
  }

  private void order(
      int committed, List<Map.Entry<String, List<Long>>> left, Map<String, List<Long>> orders) {
    if (left.isEmpty()) {
      judge(committed, orders);
      return;
    }
    String key = left.getFirst().getKey();
    permute(
        key,
        new ArrayList<>(),
        left.getFirst().getValue(),
        order -> {
          orders.put(key, order);
          order(committed, left.subList(1, left.size()), orders);
        });
  }

  private void permute(String key, List<Long> order, List<Long> left, Consumer<List<Long>> to) {
    if (left.isEmpty()) {
      to.accept(List.copyOf(order));
      return;
    }
    for (Long next : left) {
      order.add(next);
      if (!lists || agrees(key, order)) {
        List<Long> rest = new ArrayList<>(left);
        rest.remove(next);
        permute(key, order, rest, to);
      }
      order.removeLast();
    }
  }

  /** Whether every read of the list shows the same beginning, and appends stand as they came. */
  private boolean agrees(String key, List<Long> beginning) {
    for (AdyaTransaction each : transactions) {
      if (each.outcome() != EntryType.FAIL && !each.inOrder(key, beginning)) {
        return false;
      }
      for (AdyaTransaction.Step step : each.steps()) {
        List<Long> shown = step.shown();
        int common = shown == null ? 0 : Math.min(shown.size(), beginning.size());
        if (shown != null
            && step.key().equals(key)
            && !shown.subList(0, common).equals(beginning.subList(0, common))) {
          return false;
        }
      }
    }
    return true;
  }

  private void judge(int committed, Map<String, List<Long>> orders) {
    AdyaGraph graph = new AdyaGraph(transactions, lists, committed, orders);
    if (graph.phantoms()) {
      return;
    }
    for (Consistency model : Consistency.values()) {
      if (!satisfied.contains(model) && holds(model, graph)) {
        satisfied.add(model);
      }
    }
  }

  /** The definitions. */
  private static boolean holds(Consistency model, AdyaGraph graph) {
    AdyaGraph.Order order =
        model.word().startsWith("strong-session")
            ? AdyaGraph.Order.PROCESS
            : model.word().startsWith("str") ? AdyaGraph.Order.REAL_TIME : AdyaGraph.Order.NONE;
    boolean uncommitted = !graph.cycle(order, 0);
    boolean committed = uncommitted && !graph.dirty() && !graph.cycle(order, AdyaGraph.READS);
    boolean atomic = committed && !graph.disagrees() && !graph.fractured();
    return switch (model.word().replace("strong-session-", "").replace("strong-", "")) {
      case "read-uncommitted" -> uncommitted;
      case "read-committed" -> committed;
      case "read-atomic" -> atomic;
      case "consistent-view" -> atomic && !graph.cycle(order, AdyaGraph.ONE_ANTI_DEPENDENCY);
      case "snapshot-isolation" -> atomic && !graph.cycle(order, AdyaGraph.NONE_ADJACENT);
      case "repeatable-read" -> committed && !graph.cycle(order, AdyaGraph.ALL);
      case "serializable", "strict-serializable" -> atomic && !graph.cycle(order, AdyaGraph.ALL);
      default -> throw new IllegalArgumentException(model.word());
    };
  }
}
