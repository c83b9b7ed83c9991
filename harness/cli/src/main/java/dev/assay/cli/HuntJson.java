package dev.assay.cli;

import dev.assay.lab.hunt.Ending;
import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.Pursuit;
import dev.assay.lab.hunt.Quarry;
import dev.assay.lab.hunt.Scene;
import dev.assay.lab.hunt.Score;
import dev.assay.lab.hunt.Sighting;
import dev.assay.lab.hunt.Twin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hunts as JSON. Fields may be added, never renamed. */
final class HuntJson {
  private HuntJson() {}

  /** What is declared. */
  static Map<String, Object> declared(Quarry quarry) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", quarry.name());
    switch (quarry) {
      case Hunt hunt -> {
        entry.put("kind", "bug");
        entry.put("change", hunt.bug().change());
        entry.put("origin", hunt.bug().origin());
        entry.put("promise", hunt.bug().promise());
        entry.put("where", hunt.where());
        entry.put("equivalent", hunt.isEquivalent());
        if (hunt.isEquivalent()) {
          entry.put("reason", hunt.equivalent());
        }
        entry.put("declared", List.copyOf(hunt.declared()));
      }
      case Twin twin -> {
        entry.put("kind", "benign");
        entry.put("change", twin.unusual());
        entry.put("origin", twin.origin());
        entry.put("promise", twin.promise());
        entry.put("where", List.of("sim"));
        entry.put("equivalent", false);
        entry.put("declared", List.of());
      }
    }
    Scene scene = quarry.scene();
    entry.put("workload", scene.workload());
    entry.put("faults", scene.faults());
    entry.put("nodes", scene.nodes().stream().map(Long::valueOf).distinct().toList());
    entry.put("concurrency", (long) scene.clients());
    entry.put("operationsPerSecond", scene.rate());
    entry.put("faultMillis", scene.faultMillis());
    entry.put("calmMillis", scene.calmMillis());
    entry.put("settings", scene.settings());
    entry.put("budget", (long) quarry.seeds());
    entry.put("quick", quarry.quick());
    return entry;
  }

  /** What came of it. */
  static Map<String, Object> score(Score score) {
    Quarry quarry = score.quarry();
    Map<String, Object> entry = declared(quarry);
    List<String> seen = score.seen();
    entry.put("ending", score.ending().word());
    entry.put("caught", caught(score));
    entry.put("anomaly", first(quarry, seen));
    entry.put("seen", seen);
    entry.put("rate", score.rate());
    entry.put("runs", (long) score.runs());
    entry.put("millis", score.millis());
    entry.put("cpuMillis", score.cpuMillis());
    entry.put("bases", score.pursuits().stream().map(pursuit -> pursuit(quarry, pursuit)).toList());
    return entry;
  }

  /** Of a bug, that it was caught as declared; of a twin, that it was flagged. */
  private static boolean caught(Score score) {
    return switch (score.quarry()) {
      case Hunt hunt when hunt.isEquivalent() -> score.rate() > 0;
      case Hunt _ -> score.ending() == Ending.CAUGHT;
      case Twin _ -> score.rate() > 0;
    };
  }

  private static String first(Quarry quarry, List<String> seen) {
    return switch (quarry) {
      case Hunt hunt ->
          seen.stream()
              .filter(hunt.declared()::contains)
              .findFirst()
              .orElse(seen.isEmpty() ? "" : seen.getFirst());
      case Twin _ -> seen.isEmpty() ? "" : seen.getFirst();
    };
  }

  private static Map<String, Object> pursuit(Quarry quarry, Pursuit pursuit) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("base", pursuit.base());
    entry.put("ending", pursuit.ending(quarry).word());
    entry.put("runs", (long) pursuit.runs());
    entry.put("unknown", (long) pursuit.unknown());
    entry.put("millis", pursuit.millis());
    entry.put("cpuMillis", pursuit.cpuMillis());
    entry.put("reason", HuntWords.reason(quarry, pursuit));
    Sighting caught = pursuit.caught();
    if (caught != null) {
      entry.put("seed", caught.spec().seed());
      entry.put("seen", caught.classes());
      entry.put("replay", HuntWords.replay(quarry, caught));
    }
    Sighting without = pursuit.withoutBug();
    if (without != null) {
      entry.put("withoutBug", without.verdict().word());
    }
    return entry;
  }
}
