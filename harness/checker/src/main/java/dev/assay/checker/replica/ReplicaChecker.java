package dev.assay.checker.replica;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Guarantee {@code replicas-agree}, of one tree of nodes with {@code change} (value: a map with
 * {@code op} and {@code path}; what matters here is the {@code op} {@code delete}, also in the list
 * {@code parts} of a change of several), {@code look} (result: a map with {@code path} and the
 * fields of the stat, or {@code path} alone when there is no such node) and {@code inspect}
 * (result: a list of such maps, with {@code data} too, of all nodes that there are). The anomalies:
 *
 * <ul>
 *   <li>{@code diverged}: one position stands for two states. A node of equal path and {@code
 *       czxid} was shown with different {@code ctime} or {@code owner}; of equal {@code mzxid} too,
 *       with different {@code version}, {@code mtime} or {@code data}; of equal path and {@code
 *       pzxid} with different {@code childVersion} or number of {@code children}. Or an inspection
 *       shows an older {@code mzxid} or {@code pzxid} than one that was over before it began;
 *   <li>{@code missing}: an inspection shows a node without owner, and another one that began after
 *       that does not, though no deletion of it can have taken effect between.
 * </ul>
 *
 * A worked example:
 *
 * <pre>
 *   look on n1 -> /a, mzxid 7, version 2, mtime 1000
 *   look on n2 -> /a, mzxid 7, version 2, mtime 1003     diverged: each server asked its own clock
 * </pre>
 *
 * <p>Looks may be late; they are compared by what they show, never by when. Inspections must be
 * linearizable node by node: each node is shown as it was at some moment between invocation and
 * acknowledgement. A deletion of which nobody knows what became of it may have happened at any time
 * after its invocation, and excuses that a node is missing; so does one that overlaps an
 * inspection. A node that has an owner may go at any time.
 *
 * <p>Unknown when a server was never inspected (which ones there are says the event {@code run}, or
 * the operations), or no node was shown twice. It takes n log n time and memory for all that was
 * shown; the limits have no bearing on it.
 */
public final class ReplicaChecker implements Checker {
  static final String NAME = "replicas-agree";
  static final String DIVERGED = "diverged";
  private static final String MISSING = "missing";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history));
  }

  private static Guarantee judge(List<Entry> history) {
    Findings findings = new Findings(NAME, List.of(DIVERGED, MISSING));
    Comparison comparison = new Comparison(findings);
    Deletions deletions = new Deletions();
    Map<OperationRecord, List<Shown>> inspections = new LinkedHashMap<>();
    List<OperationRecord> operations = Operations.ofClients(history);
    for (OperationRecord operation : operations) {
      boolean ok = operation.outcome() == EntryType.OK;
      switch (operation.invoke().f()) {
        case "change" -> deletions.add(operation);
        case "look" -> {
          Shown shown = ok ? Shown.ofLook(operation) : null;
          if (shown != null) {
            comparison.look(shown);
          }
        }
        case "inspect" -> {
          if (ok) {
            List<Shown> shown = Shown.ofInspection(operation);
            shown.forEach(comparison::inspection);
            inspections.put(operation, shown);
          }
        }
        default ->
            throw new HistoryException(
                "index %d: a tree knows change, look, inspect, not %s"
                    .formatted(operation.invoke().index(), operation.invoke().f()));
      }
    }
    comparison.compareInRealTime();
    auditInspections(inspections, deletions, findings);
    Set<OperationRecord> inspected = inspections.keySet();
    return conclude(findings, comparison, inspected, unread(history, operations, inspected));
  }

  private static Guarantee conclude(
      Findings findings,
      Comparison comparison,
      Set<OperationRecord> inspections,
      Set<String> unread) {
    Map<String, Object> details =
        Map.of("inspections", (long) inspections.size(), "shownAgain", comparison.repeats());
    if (!findings.none()) {
      return findings.invalid(details);
    }
    if (inspections.isEmpty()) {
      return Guarantee.unknown(NAME, "No server was inspected.");
    }
    if (!unread.isEmpty()) {
      return Guarantee.unknown(
          NAME, "Not inspected were the servers %s.".formatted(String.join(", ", unread)));
    }
    return comparison.repeats() == 0
        ? Guarantee.unknown(NAME, "No node was shown twice.")
        : Guarantee.valid(
            NAME,
            "All that was shown of each node agrees, in %d inspections and all looks."
                .formatted(inspections.size()),
            details);
  }

  private static Set<String> unread(
      List<Entry> history, List<OperationRecord> operations, Set<OperationRecord> inspections) {
    Set<String> servers = new TreeSet<>();
    Events.of(history, Events.RUN)
        .forEach(run -> servers.addAll(Events.texts(Events.fields(run), "nodes")));
    operations.forEach(operation -> addNode(servers, operation));
    Set<String> read = new HashSet<>();
    inspections.forEach(inspection -> addNode(read, inspection));
    servers.removeAll(read);
    return servers;
  }

  private static void addNode(Set<String> servers, OperationRecord operation) {
    String node = operation.node();
    if (node != null) {
      servers.add(node);
    }
  }

  /** Goes through the inspections as they began, with all nodes known to be there by then. */
  private static void auditInspections(
      Map<OperationRecord, List<Shown>> inspections, Deletions deletions, Findings findings) {
    List<OperationRecord> byReturn = new ArrayList<>(inspections.keySet());
    byReturn.sort(Comparator.comparingLong(OperationRecord::returnIndex));
    Queue<OperationRecord> waiting = new ArrayDeque<>(byReturn);
    Map<Shown.Life, Shown> known = new HashMap<>();
    for (Map.Entry<OperationRecord, List<Shown>> inspection : inspections.entrySet()) {
      OperationRecord earlier = waiting.peek();
      while (earlier != null && earlier.returnIndex() < inspection.getKey().invoke().index()) {
        for (Shown each : inspections.getOrDefault(waiting.remove(), List.of())) {
          if (each.persistent()) {
            known.merge(each.life(), each, ReplicaChecker::laterBegun);
          }
        }
        earlier = waiting.peek();
      }
      expect(known, inspection.getValue(), inspection.getKey(), deletions, findings);
    }
  }

  private static Shown laterBegun(Shown left, Shown right) {
    return left.by().invoke().index() > right.by().invoke().index() ? left : right;
  }

  private static void expect(
      Map<Shown.Life, Shown> known,
      List<Shown> shown,
      OperationRecord inspection,
      Deletions deletions,
      Findings findings) {
    Set<Shown.Life> there = new HashSet<>();
    shown.forEach(each -> there.add(each.life()));
    Iterator<Shown> expected = known.values().iterator();
    while (expected.hasNext()) {
      Shown before = expected.next();
      if (!there.contains(before.life())) {
        long from = before.by().invoke().index();
        boolean excused = deletions.possible(before.path(), from, inspection.returnIndex());
        if (!excused) {
          findings.note(MISSING, () -> missing(before, inspection));
        }
        // Told once. What excuses this one from its beginning on excuses all that begin later.
        if (!excused || deletions.possible(before.path(), from, inspection.invoke().index())) {
          expected.remove();
        }
      }
    }
  }

  private static Finding missing(Shown before, OperationRecord inspection) {
    return new Finding(
            "%s, created at position %d, is not shown by %s"
                .formatted(before.path(), before.number("czxid"), Words.operation(inspection)),
            List.of(
                "Let %s, show %s, created at position %d, a node without owner."
                    .formatted(Words.operation(before.by()), before.path(), before.number("czxid")),
                "Then nobody deletes it.",
                "However, %s, which began later, does not show it."
                    .formatted(Words.operation(inspection))),
            Finding.lines(before.by(), inspection))
        .knowing(
            KnownThen.after(before.by(), "%s is there, and stays".formatted(before.path())),
            KnownThen.breaks(inspection, "%s must be shown, and is not".formatted(before.path())));
  }
}
