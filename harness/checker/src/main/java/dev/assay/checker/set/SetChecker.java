package dev.assay.checker.set;

import dev.assay.checker.Checker;
import dev.assay.checker.LimitReached;
import dev.assay.checker.Limits;
import dev.assay.checker.Meter;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Guarantee {@code durable}, of a set with {@code add} (value: the element) and {@code read}
 * (value: the list of elements): each acknowledged element is in the final reads of every node,
 * none comes twice, none is there that nobody added, and none that was known is missing from a read
 * that began later (reads are meant to be linearizable). Sets under different keys are judged one
 * by one.
 *
 * <p>Final reads are those invoked after the event {@code phase} with value {@code final}. Which
 * nodes there are says the event {@code run} (field {@code nodes}), else the operations.
 */
public final class SetChecker implements Checker {
  static final String NAME = "durable";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history, limits));
  }

  private static Guarantee judge(List<Entry> history, Limits limits) {
    List<OperationRecord> operations = Operations.ofClients(history);
    Map<String, ElementLedger> ledgers = new LinkedHashMap<>();
    long finalPhase = Events.finalPhase(history);
    Set<String> nodes = nodes(history, operations);
    for (OperationRecord operation : operations) {
      String key = operation.invoke().key();
      ElementLedger ledger =
          ledgers.computeIfAbsent(key == null ? "" : key, _ -> new ElementLedger(finalPhase));
      switch (operation.invoke().f()) {
        case "add" -> ledger.add(operation);
        case "read" -> ledger.read(operation);
        default ->
            throw new HistoryException(
                "index %d: a set knows add and read, not %s"
                    .formatted(operation.invoke().index(), operation.invoke().f()));
      }
    }
    long reads = ledgers.values().stream().mapToLong(ElementLedger::reads).sum();
    Meter meter = Meter.start(limits, reads, "reads");
    Findings findings = new Findings();
    try {
      for (Map.Entry<String, ElementLedger> ledger : ledgers.entrySet()) {
        ledger.getValue().audit(ledger.getKey(), nodes, findings, meter);
      }
    } catch (LimitReached e) {
      findings.gap("not all reads were compared: " + e.getMessage());
    }
    return findings.conclude();
  }

  private static Set<String> nodes(List<Entry> history, List<OperationRecord> operations) {
    Set<String> nodes = new TreeSet<>();
    Events.of(history, Events.RUN)
        .forEach(run -> nodes.addAll(Events.texts(Events.fields(run), "nodes")));
    for (OperationRecord operation : operations) {
      String node = operation.node();
      if (node != null) {
        nodes.add(node);
      }
    }
    return nodes;
  }
}
