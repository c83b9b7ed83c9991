package dev.assay.checker.judge;

import dev.assay.checker.exercise.FaultTally;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownThen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A judgement as {@code verdict.json} holds it: maps, lists, texts and numbers as in a history's
 * values. Fields may be added, never renamed.
 */
public final class JudgementJson {
  private JudgementJson() {}

  /**
   * The content of {@code verdict.json}, fields in the order in which a person reads them.
   *
   * @param unavailable the kinds of fault that were asked for by a group and were not possible, and
   *     why not: of them a history says nothing
   */
  public static Map<String, Object> toMap(Judgement judgement, Map<String, String> unavailable) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", judgement.verdict().word());
    json.put("reason", judgement.reason());
    json.put("guarantees", judgement.guarantees().stream().map(JudgementJson::guarantee).toList());
    json.put("operations", outcomes(judgement.operationsInAll()));
    json.put("operationsByKind", judgement.operations().stream().map(JudgementJson::kind).toList());
    Map<String, Object> faults = new LinkedHashMap<>();
    faults.put("asked", (long) judgement.faultsBegun());
    faults.put("proven", (long) judgement.faultsProven());
    faults.put("kinds", judgement.kindsProven());
    faults.put("kindsAskedFor", judgement.faultsAskedFor());
    faults.put("byKind", judgement.faults().stream().map(JudgementJson::fault).toList());
    faults.put("unavailable", unavailable(unavailable));
    json.put("faults", faults);
    json.put("leaders", (long) judgement.leaders().size());
    json.put("leadersSeen", judgement.leaders().stream().map(JudgementJson::leader).toList());
    return json;
  }

  /** The same as JSON text on one line. */
  public static String toLine(Judgement judgement, Map<String, String> unavailable) {
    return EntryJson.valueText(toMap(judgement, unavailable));
  }

  /** Kinds of fault and why they were not possible, sorted by kind. */
  public static List<Map<String, Object>> unavailable(Map<String, String> unavailable) {
    return new TreeMap<>(unavailable)
        .entrySet().stream()
            .map(each -> sorted(Map.of("fault", each.getKey(), "why", each.getValue())))
            .toList();
  }

  private static Map<String, Object> guarantee(Guarantee guarantee) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", guarantee.name());
    json.put("verdict", guarantee.verdict().word());
    if (!guarantee.anomaly().isEmpty()) {
      json.put("anomaly", guarantee.anomaly());
    }
    json.put("reason", guarantee.reason());
    if (!guarantee.story().isEmpty()) {
      json.put("story", guarantee.story());
    }
    if (!guarantee.evidence().isEmpty()) {
      json.put("evidence", guarantee.evidence().stream().map(EntryJson::toMap).toList());
    }
    if (!guarantee.known().isEmpty()) {
      json.put("known", guarantee.known().stream().map(JudgementJson::known).toList());
    }
    if (!guarantee.details().isEmpty()) {
      json.put("details", guarantee.details());
    }
    if (!guarantee.graph().isEmpty()) {
      json.put("graph", graph(guarantee.graph()));
    }
    return json;
  }

  private static Map<String, Object> known(KnownThen known) {
    return sorted(Map.of("index", known.line(), "text", known.text(), "broken", known.broken()));
  }

  private static Map<String, Object> graph(FailureGraph graph) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", graph.title());
    json.put(
        "nodes",
        graph.nodes().stream()
            .map(node -> sorted(Map.of("lines", node.lines(), "end", node.end())))
            .toList());
    json.put(
        "edges",
        graph.edges().stream()
            .map(edge ->
                sorted(
                    Map.of(
                        "from", (long) edge.from(), "to", (long) edge.to(), "label", edge.label())))
            .toList());
    return json;
  }

  /** The same file each time: the order of {@link Map#of} is another in each process. */
  private static Map<String, Object> sorted(Map<String, Object> fields) {
    return new TreeMap<>(fields);
  }

  private static Map<String, Object> outcomes(OperationTally.Outcomes outcomes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ok", outcomes.ok());
    json.put("fail", outcomes.fail());
    json.put("info", outcomes.info());
    return json;
  }

  private static Map<String, Object> kind(OperationTally tally) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("f", tally.f());
    json.putAll(outcomes(tally.total()));
    json.put("outsideFaults", outcomes(tally.outsideFaults()));
    json.put("duringFaults", outcomes(tally.duringFaults()));
    json.put("duringProvenFaults", outcomes(tally.duringProvenFaults()));
    return json;
  }

  private static Map<String, Object> fault(FaultTally tally) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", tally.kind());
    json.put("asked", (long) tally.asked());
    json.put("applied", (long) tally.applied());
    json.put("proven", (long) tally.proven());
    json.put("healed", (long) tally.healed());
    return json;
  }

  private static Map<String, Object> leader(LeaderSeen leader) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", leader.timeNanos());
    json.put("node", leader.node());
    json.put("epoch", leader.epoch());
    return json;
  }
}
