package dev.assay.report;

import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Small folders of runs, with what a list of runs needs of them. */
final class SampleRuns {
  private SampleRuns() {}

  /** One run, a minute after that of the seed before; without a verdict where that is empty. */
  static Path write(Path results, int seed, String verdict, String workload) throws IOException {
    String kind = workload.replaceAll("[^a-z]", "_") + "-mixed-reference";
    Path folder = Files.createDirectories(results.resolve(kind).resolve("seed-" + seed));
    List<String> faults = List.of("kill", "pause");
    RunSpec spec =
        new RunSpec("reference", "process", 3, workload, faults, 10, 0, 10_000, seed, "", Map.of());
    RunSpecJson.write(
        folder.resolve("run.json"),
        new RunDescription(
            spec,
            List.of("mixed"),
            "2026-11-20T%02d:%02d:00Z".formatted(seed / 60, seed % 60),
            Map.of("assay", "1"),
            List.of()));
    if (!verdict.isEmpty()) {
      judge(folder, verdict);
    }
    return folder;
  }

  static void judge(Path folder, String verdict) throws IOException {
    Files.writeString(
        folder.resolve("verdict.json"),
        """
        {"verdict":"%s","reason":"Said <img src=x>.","guarantees":[{"name":"durable",
         "verdict":"%s","anomaly":"lost","story":["x"],"evidence":[{"index":1}]}],
         "operations":{"ok":1000,"fail":2,"info":1},"faults":{"asked":3,"proven":2}}
        """
            .formatted(verdict, verdict));
  }
}
