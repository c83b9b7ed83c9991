package dev.assay.checker.replica;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The definition of the anomalies of replicas, pair by pair. */
final class SlowReplicas {
  private final List<OperationRecord> operations;
  private final List<OperationRecord> inspections = new ArrayList<>();
  private final List<Map<?, ?>> shown = new ArrayList<>();

  SlowReplicas(List<Entry> history) {
    this.operations = Operations.ofClients(history);
    for (OperationRecord operation : operations) {
      if (operation.outcome() == EntryType.OK && operation.invoke().f().equals("inspect")) {
        inspections.add(operation);
        shown.addAll(nodes(operation));
      } else if (operation.outcome() == EntryType.OK && operation.invoke().f().equals("look")) {
        shown.add(Values.map(Values.completion(operation)));
      }
    }
  }

  private static List<Map<?, ?>> nodes(OperationRecord inspection) {
    List<Map<?, ?>> nodes = new ArrayList<>();
    for (Object node : Values.list(Values.completion(inspection))) {
      nodes.add((Map<?, ?>) node);
    }
    return nodes;
  }

  String anomaly() {
    if (diverged() || wentBack()) {
      return "diverged";
    }
    return missing() ? "missing" : "";
  }

  private static boolean equal(Map<?, ?> left, Map<?, ?> right, String... fields) {
    for (String field : fields) {
      if (!Objects.equals(left.get(field), right.get(field))) {
        return false;
      }
    }
    return true;
  }

  private boolean diverged() {
    for (Map<?, ?> left : shown) {
      for (Map<?, ?> right : shown) {
        if (left.containsKey("czxid") && right.containsKey("czxid") && differ(left, right)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean differ(Map<?, ?> left, Map<?, ?> right) {
    if (equal(left, right, "path", "czxid") && !equal(left, right, "ctime", "owner")) {
      return true;
    }
    boolean sameChange = equal(left, right, "path", "czxid", "mzxid");
    if (sameChange && !equal(left, right, "version", "mtime")) {
      return true;
    }
    boolean bothData = left.containsKey("data") && right.containsKey("data");
    if (sameChange && bothData && !equal(left, right, "data")) {
      return true;
    }
    return equal(left, right, "path", "pzxid") && !equal(left, right, "childVersion", "children");
  }

  private boolean wentBack() {
    for (OperationRecord first : inspections) {
      for (OperationRecord second : inspections) {
        if (first.returnIndex() < second.invoke().index() && older(nodes(first), nodes(second))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean older(List<Map<?, ?>> before, List<Map<?, ?>> after) {
    for (Map<?, ?> left : before) {
      for (Map<?, ?> right : after) {
        if (equal(left, right, "path", "czxid")
            && (number(right, "mzxid") < number(left, "mzxid")
                || number(right, "pzxid") < number(left, "pzxid"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static long number(Map<?, ?> node, String field) {
    return node.get(field) instanceof Long number ? number : -1;
  }

  private boolean missing() {
    for (OperationRecord first : inspections) {
      for (OperationRecord second : inspections) {
        if (first.returnIndex() < second.invoke().index()) {
          for (Map<?, ?> node : nodes(first)) {
            boolean there =
                nodes(second).stream().anyMatch(each -> equal(each, node, "path", "czxid"));
            if ("".equals(node.get("owner")) && !there && !excused(node, first, second)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private boolean excused(Map<?, ?> node, OperationRecord first, OperationRecord second) {
    return operations.stream()
        .filter(each -> each.invoke().f().equals("change") && each.outcome() != EntryType.FAIL)
        .filter(each -> each.invoke().index() < second.returnIndex())
        .filter(each -> each.returnIndex() > first.invoke().index())
        .map(each -> Values.map(each.invoke()))
        .anyMatch(change -> "delete".equals(change.get("op")) && equal(change, node, "path"));
  }
}
