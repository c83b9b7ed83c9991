package dev.assay.cli;

import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.JudgementJson;
import dev.assay.checker.judge.OperationTally;
import dev.assay.engine.RunEnding;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run as one JSON object on stdout. Fields may be added, never renamed. */
final class RunJson {
  private RunJson() {}

  /** With the kinds of fault that were asked for and were not possible. */
  static Map<String, Object> of(RunEnding ending) {
    Map<String, Object> json =
        of(ending.judgement(), ending.spec().seed(), ending.files().folder(), ending.millis());
    json.put("faultsUnavailable", JudgementJson.unavailable(ending.unavailable()));
    return json;
  }

  static Map<String, Object> of(Judgement judgement, long seed, Path folder, long millis) {
    Map<String, Object> json = new LinkedHashMap<>();
    OperationTally.Outcomes operations = judgement.operationsInAll();
    json.put("verdict", judgement.verdict().word());
    json.put("reason", judgement.reason());
    json.put(
        "guarantees",
        judgement.guarantees().stream()
            .map(each ->
                Map.of(
                    "name", each.name(),
                    "verdict", each.verdict().word(),
                    "anomaly", each.anomaly(),
                    "reason", each.reason()))
            .toList());
    json.put("seed", seed);
    json.put(
        "operations",
        Map.of("ok", operations.ok(), "fail", operations.fail(), "info", operations.info()));
    Map<String, Object> faults = new LinkedHashMap<>();
    faults.put("asked", (long) judgement.faultsBegun());
    faults.put("proven", (long) judgement.faultsProven());
    faults.put("kinds", judgement.kindsProven());
    json.put("faults", faults);
    json.put("leaders", (long) judgement.leaders().size());
    json.put("run", folder.toString());
    json.put("millis", millis);
    return json;
  }
}
