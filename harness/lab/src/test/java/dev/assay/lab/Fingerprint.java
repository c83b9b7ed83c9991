package dev.assay.lab;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.core.run.RunSpec;
import dev.assay.workloads.Workloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** What must be equal whenever and wherever a run is repeated, in one line. */
final class Fingerprint {
  private Fingerprint() {}

  /** Two runs of each workload; no two have the same seed. */
  static List<RunSpec> runs() {
    List<RunSpec> runs = new ArrayList<>();
    for (String name : Workloads.names()) {
      runs.add(WorldDraw.draw(100 + runs.size(), name, ""));
      runs.add(WorldDraw.draw(100 + runs.size(), name, ""));
    }
    return runs;
  }

  static String of(RunSpec spec) {
    Simulation.Result result = Simulation.run(spec);
    CRC32C history = new CRC32C();
    for (Entry entry : result.history()) {
      history.update(EntryJson.toLine(entry).getBytes(StandardCharsets.UTF_8));
    }
    List<String> verdicts =
        result.judgement().guarantees().stream()
            .map(guarantee -> guarantee.name() + guarantee.verdict() + guarantee.anomaly())
            .toList();
    return spec.workload()
        + " trace "
        + Long.toHexString(result.traceHash())
        + " history "
        + Long.toHexString(history.getValue())
        + " verdicts "
        + Integer.toHexString(verdicts.hashCode());
  }

  /**
   * In a process of its own: prints the fingerprint of each run, or writes the text of one of them.
   *
   * @param arguments nothing, or the index of a run and a file
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      runs().forEach(spec -> System.out.println(of(spec)));
    } else {
      RunSpec spec = runs().get(Integer.parseInt(arguments[0]));
      Files.write(Path.of(arguments[1]), Reconcile.text(spec));
    }
  }
}
