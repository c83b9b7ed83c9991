package dev.assay.cli;

import dev.assay.engine.RepeatCommand;
import dev.assay.engine.Versions;
import dev.assay.lab.suite.Ended;
import dev.assay.lab.suite.SuiteRun;
import dev.assay.lab.suite.Waiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A suite as JSON. Fields may be added, never renamed. */
final class SuiteJson {
  private SuiteJson() {}

  /** What {@code suite.json} holds. */
  static Map<String, Object> suite(SuiteFiles.Done done) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", done.summary().verdict().word());
    json.put("reason", done.summary().reason());
    json.put("profile", done.request().profile().word());
    json.put("cluster", done.request().cluster());
    json.put("systems", done.request().systems());
    json.put("seed", done.request().seed());
    json.put("began", done.began().toString());
    json.put("millis", done.millis());
    json.put("budget", done.budget());
    json.put("command", done.command());
    Map<String, Object> counts = new LinkedHashMap<>();
    done.summary().counts().forEach((status, count) -> counts.put(word(status.name()), count));
    json.put("counts", counts);
    json.put(
        "kinds",
        done.summary().kinds().stream()
            .map(
                kind -> Map.of("kind", kind.kind(), "asked", kind.asked(), "proven", kind.proven()))
            .toList());
    json.put("notProven", done.summary().kindsNotProven());
    json.put("notes", done.notes());
    json.put("expiredWaivers", waivers(done.summary().waivers().expired()));
    json.put("unusedWaivers", waivers(done.summary().unusedWaivers()));
    json.put("versions", Versions.all());
    json.put("runs", done.summary().runs().stream().map(SuiteJson::run).toList());
    return json;
  }

  /** One run: the object that {@code assay run} prints, and what it is to the suite. */
  static Map<String, Object> run(SuiteRun run) {
    var spec = run.planned().spec();
    Map<String, Object> json =
        switch (run.ended()) {
          case Ended.Judged(var judgement, var folder, var _, var millis) ->
              RunJson.of(judgement, spec.seed(), folder, millis);
          case Ended.Broken _, Ended.NotRun _ -> notDone(run);
        };
    json.put("status", word(run.status().name()));
    json.put("workload", spec.workload());
    json.put("system", spec.system());
    json.put("cluster", spec.cluster());
    json.put("kindsAskedFor", spec.faults());
    json.put("failedBefore", run.planned().failedBefore());
    json.put(
        "again",
        run.ended() instanceof Ended.Judged judged
            ? judged.replay()
            : RepeatCommand.of(spec, run.planned().faultWords()));
    json.put("waivers", waivers(run.waivers()));
    return json;
  }

  private static Map<String, Object> notDone(SuiteRun run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", "unknown");
    json.put("reason", run.reason());
    json.put("guarantees", List.of());
    json.put("seed", run.planned().spec().seed());
    json.put("operations", Map.of("ok", 0L, "fail", 0L, "info", 0L));
    json.put("faults", Map.of("asked", 0L, "proven", 0L, "kinds", List.of()));
    json.put("leaders", 0L);
    json.put("run", "");
    json.put("millis", 0L);
    return json;
  }

  private static List<Map<String, Object>> waivers(List<Waiver> waivers) {
    return waivers.stream().map(SuiteJson::waiver).toList();
  }

  private static Map<String, Object> waiver(Waiver waiver) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("line", (long) waiver.line());
    json.put("workload", waiver.workload());
    json.put("system", waiver.system());
    json.put("guarantee", waiver.guarantee());
    json.put("anomaly", waiver.anomaly());
    json.put("until", waiver.until().toString());
    json.put("reason", waiver.reason());
    return json;
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
