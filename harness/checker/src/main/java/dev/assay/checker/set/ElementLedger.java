package dev.assay.checker.set;

import dev.assay.checker.Meter;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All that a history says of one set. */
final class ElementLedger {
  /** About what an element costs, a read, and an element in a set of what was shown. */
  private static final long ELEMENT_BYTES = 200;

  private static final long READ_BYTES = 50;
  private static final long SHOWN_BYTES = 60;

  private final long finalPhase;
  private final Map<Object, Element> elements = new LinkedHashMap<>();
  private final List<OperationRecord> reads = new ArrayList<>();

  ElementLedger(long finalPhase) {
    this.finalPhase = finalPhase;
  }

  void add(OperationRecord operation) {
    Object value = operation.invoke().value();
    if (value == null) {
      throw new HistoryException(
          "index %d: an add has no value".formatted(operation.invoke().index()));
    }
    elements.computeIfAbsent(value, Element::new).addedBy(operation);
  }

  void read(OperationRecord operation) {
    if (operation.outcome() == EntryType.OK) {
      reads.add(operation);
    }
  }

  /** How many reads there are to compare. */
  long reads() {
    return reads.size();
  }

  /**
   * Compares every read with what it had to show.
   *
   * @throws dev.assay.checker.LimitReached when the limits are used up; what was found until then
   *     stays found
   */
  void audit(String key, Set<String> nodes, Findings findings, Meter meter) {
    meter.hold(elements.size() * ELEMENT_BYTES + reads.size() * READ_BYTES);
    reads.sort(Comparator.comparingLong(OperationRecord::returnIndex));
    Map<String, Set<Object>> finals = new TreeMap<>();
    Map<String, OperationRecord> lastFinal = new TreeMap<>();
    for (OperationRecord read : reads) {
      long bytes = listOf(read).size() * SHOWN_BYTES;
      meter.hold(bytes);
      Set<Object> shown = shown(key, read, findings);
      compare(read, shown);
      String node = read.node();
      if (read.invoke().index() > finalPhase && node != null) {
        Set<Object> known = finals.computeIfAbsent(node, _ -> new HashSet<>());
        int before = known.size();
        known.addAll(shown);
        meter.hold((known.size() - before) * SHOWN_BYTES);
        lastFinal.put(node, read);
      }
      meter.hold(-bytes);
      meter.look();
      meter.step();
    }
    findings.count(elements.values().stream().filter(Element::acknowledged).count(), reads.size());
    reportGaps(nodes, finals.keySet(), findings);
    for (Element element : elements.values()) {
      conclude(key, element, finals, lastFinal, findings);
    }
  }

  /** The elements of a read; reports those that come twice and those that nobody added. */
  private Set<Object> shown(String key, OperationRecord read, Findings findings) {
    Set<Object> shown = new HashSet<>();
    for (Object value : listOf(read)) {
      if (!shown.add(value)) {
        findings.duplicated(key, value, read);
      }
      Element element = elements.get(value);
      long end = read.returnIndex();
      if (element != null && element.addBegunBefore(end)) {
        element.seenIn(read);
        continue;
      }
      OperationRecord failed = element == null ? null : element.failedBefore(end);
      if (element == null || failed == null) {
        findings.phantom(key, value, read);
      } else {
        findings.resurrected(key, value, failed, read);
        element.seenIn(read);
      }
    }
    return shown;
  }

  private static List<?> listOf(OperationRecord read) {
    Entry completion = read.completion();
    if (completion != null && completion.value() instanceof List<?> list) {
      return list;
    }
    throw new HistoryException(
        "index %d: the value of a read of a set is a list".formatted(read.returnIndex()));
  }

  private void compare(OperationRecord read, Set<Object> shown) {
    for (Element element : elements.values()) {
      if (element.knownAt(read.invoke().index()) && !shown.contains(element.value())) {
        element.missingIn(read);
      }
    }
  }

  private static void reportGaps(Set<String> nodes, Set<String> read, Findings findings) {
    if (read.isEmpty()) {
      findings.gap("no node was read in a final phase");
      return;
    }
    for (String node : nodes) {
      if (!read.contains(node)) {
        findings.gap("node %s was never read in the final phase".formatted(node));
      }
    }
  }

  private static void conclude(
      String key,
      Element element,
      Map<String, Set<Object>> finals,
      Map<String, OperationRecord> lastFinal,
      Findings findings) {
    OperationRecord missed = element.missedIn();
    for (Map.Entry<String, OperationRecord> node : lastFinal.entrySet()) {
      boolean had = element.knownAt(node.getValue().invoke().index());
      Set<Object> shown = finals.getOrDefault(node.getKey(), Set.of());
      if (had && !shown.contains(element.value())) {
        findings.lost(key, element, node.getValue());
        return;
      }
    }
    if (missed == null) {
      return;
    }
    OperationRecord last = element.lastWith();
    if (last != null && last.returnIndex() > missed.returnIndex()) {
      findings.stale(key, element, missed, last);
    } else {
      findings.lost(key, element, missed);
    }
  }
}
