package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of real servers is repeated with the plan that it had, and not with that of its seed. */
class RepeatIT {
  @TempDir private Path folder;

  @Test
  void theStoredPlanIsCarriedOut() throws IOException, InterruptedException {
    RunSpec spec =
        new RunSpec(
            "reference", "process", 1, "set", List.of("pause"), 2, 20, 6_000, 7, "", Map.of());
    PlannedFault pause =
        new PlannedFault(
            5, "pause", 1_500_000_000L, 1_000_000_000L, Map.of("order", List.of("n1"), "size", 1L));
    Path file = folder.resolve("run.json");
    RunSpecJson.write(
        file, new RunDescription(spec, List.of("mixed"), "now", Map.of(), List.of(pause)));
    AssayProcess run = AssayProcess.run(folder, "run", "--from", "run.json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("faults: 1 asked, 1 proven (pause)")
        .contains("again:  ./assay run --from results/set-mixed-reference/");
    RunDescription made = RunSpecJson.read(folder.resolve("results/latest/run.json"));
    assertThat(made.spec()).isEqualTo(spec);
    assertThat(made.plan()).containsExactly(pause);
  }
}
