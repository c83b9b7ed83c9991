package dev.assay.cli;

import dev.assay.engine.ChosenRun;
import dev.assay.engine.RunRequest;
import dev.assay.engine.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of {@code assay run}; what is not given comes from {@code --from} or the defaults.
 */
final class RunOptions {
  @Option(names = "--system", paramLabel = "NAME", description = "The system under test.")
  private @Nullable String system;

  @Option(names = "--cluster", paramLabel = "KIND", description = "process, docker or sim.")
  private @Nullable String cluster;

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (3).")
  private @Nullable Integer nodes;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      split = ",",
      description = "What clients do (register); several run one after the other.")
  private List<String> workloads = List.of();

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      split = ",",
      description = "Kinds and groups of faults (mixed), or none.")
  private List<String> faults = List.of();

  @Option(names = "--concurrency", paramLabel = "N", description = "How many clients (10).")
  private @Nullable Integer concurrency;

  @Option(
      names = "--rate",
      paramLabel = "OPS",
      description = "Operations a second over all clients; without it, a closed loop.")
  private @Nullable Double rate;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long the clients work (30s).")
  private @Nullable Duration timeLimit;

  @Option(names = "--seed", paramLabel = "N", description = "Where all randomness comes from.")
  private @Nullable Long seed;

  @Option(names = "--bug", paramLabel = "NAME", description = "A seeded bug to switch on.")
  private @Nullable String bug;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the server.")
  private Map<String, String> settings = Map.of();

  @Mixin private OwnOptions own = new OwnOptions();

  @Option(names = "--from", paramLabel = "RUN", description = "Repeats that run.")
  private @Nullable Path from;

  /** One for each workload. Throws {@link UsageException} for what is not there. */
  List<ChosenRun> chosen() throws IOException {
    return new RunRequest(
            system,
            cluster,
            nodes,
            workloads,
            faults,
            concurrency,
            rate,
            timeLimit,
            seed,
            bug,
            settings,
            own.request(),
            from)
        .chosen();
  }
}
