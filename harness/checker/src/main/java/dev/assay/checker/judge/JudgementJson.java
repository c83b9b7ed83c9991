package dev.assay.checker.judge;

import dev.assay.checker.exercise.FaultTally;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.Guarantee;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A judgement as {@code verdict.json} holds it: maps, lists, texts and numbers as in a history's
 * values. Fields may be added, never renamed.
 */
public final class JudgementJson {
  private JudgementJson() {}

  /** The content of {@code verdict.json}, fields in the order in which a person reads them. */
  public static Map<String, Object> toMap(Judgement judgement) {
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
    json.put("faults", faults);
    json.put("leaders", (long) judgement.leaders().size());
    json.put("leadersSeen", judgement.leaders().stream().map(JudgementJson::leader).toList());
    return json;
  }

  /** The same as JSON text on one line. */
  public static String toLine(Judgement judgement) {
    return EntryJson.valueText(toMap(judgement));
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
    if (!guarantee.details().isEmpty()) {
      json.put("details", guarantee.details());
    }
    if (!guarantee.graph().isEmpty()) {
      json.put("graph", graph(guarantee.graph()));
    }
    return json;
  }

  private static Map<String, Object> graph(FailureGraph graph) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", graph.title());
    json.put(
        "nodes",
        graph.nodes().stream()
            .map(node -> Map.of("lines", node.lines(), "end", node.end()))
            .toList());
    json.put(
        "edges",
        graph.edges().stream()
            .map(edge ->
                Map.of("from", (long) edge.from(), "to", (long) edge.to(), "label", edge.label()))
            .toList());
    return json;
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
