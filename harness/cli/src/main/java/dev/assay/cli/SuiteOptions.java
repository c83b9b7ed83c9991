package dev.assay.cli;

import dev.assay.core.run.RunSpec;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.engine.RealFaultKinds;
import dev.assay.engine.RepeatCommand;
import dev.assay.engine.RunRequest;
import dev.assay.engine.Systems;
import dev.assay.engine.UsageException;
import dev.assay.lab.suite.Profile;
import dev.assay.lab.suite.SuiteRequest;
import dev.assay.nemesis.FaultKinds;
import dev.assay.server.bug.SeededBug;
import dev.assay.workloads.Workloads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which runs {@code assay suite} does. */
final class SuiteOptions {
  private static final int MOST_SEEDS = 1_000;
  private static final int MOST_PARALLEL = 64;

  /** Servers and clients of a real cluster work as fast as they can. */
  private static final int CORES_OF_A_RUN = 4;

  private static final String REFERENCE = "reference";

  /** Every system serves it. */
  private static final String ANY_WORKLOAD = "register";

  @Option(
      names = "--cluster",
      paramLabel = "KIND",
      description = "process (default), docker or sim.")
  private @Nullable String cluster;

  @Option(
      names = "--system",
      paramLabel = "NAME",
      split = ",",
      description = "The systems under test (reference).")
  private List<String> systems = List.of();

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes in each run (3).")
  private @Nullable Integer nodes;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "quick (about 5 minutes, the default) or full.")
  private String profile = Profile.QUICK.word();

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      split = ",",
      description = "What clients do; without it, all workloads.")
  private List<String> workloads = List.of();

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      split = ",",
      description =
          "Kinds and groups of faults; each workload is run with each of them, plus signs join"
              + " those of one run. Without it, what the profile says.")
  private List<String> faults = List.of();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long the clients of each run work.")
  private @Nullable Duration timeLimit;

  @Option(names = "--seeds", paramLabel = "N", description = "How many runs of each kind.")
  private @Nullable Integer seeds;

  @Option(names = "--bug", paramLabel = "NAME", description = "A seeded bug to switch on.")
  private String bug = "";

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the server.")
  private Map<String, String> settings = Map.of();

  @Mixin private OwnOptions own = new OwnOptions();

  @Option(
      names = "--time-budget",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "For how long runs are begun (10m, full 1h).")
  private @Nullable Duration timeBudget;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "How many runs at a time: one for each core of simulated ones, else one for four cores.")
  private @Nullable Integer parallel;

  /** How many runs are done at a time. */
  int parallel() {
    int cores = Runtime.getRuntime().availableProcessors();
    int chosen =
        parallel != null ? parallel : Math.max(1, simulated() ? cores : cores / CORES_OF_A_RUN);
    if (chosen < 1 || chosen > MOST_PARALLEL) {
      throw new UsageException(
          "--parallel must be between 1 and %d, not %d".formatted(MOST_PARALLEL, chosen));
    }
    return chosen;
  }

  boolean simulated() {
    return "sim".equals(cluster);
  }

  long budgetMillis() {
    return timeBudget == null ? known(profile).budgetMillis() : timeBudget.toMillis();
  }

  /** Throws {@link UsageException} for what is not there. */
  SuiteRequest request(long seed) throws IOException {
    Profile known = known(profile);
    int each = seeds == null ? known.seeds(simulated()) : seeds;
    if (each < 1 || each > MOST_SEEDS) {
      throw new UsageException(
          "--seeds must be between 1 and %d, not %d".formatted(MOST_SEEDS, each));
    }
    if (!bug.isEmpty()) {
      checked(() -> SeededBug.of(bug));
    }
    List<String> chosen = workloads.isEmpty() ? Workloads.names() : workloads;
    chosen.forEach(workload -> checked(() -> Workloads.named(workload)));
    RunSpec first = bases().getFirst();
    return new SuiteRequest(
        known,
        first.cluster(),
        simulated(),
        first.nodes(),
        tested(),
        chosen.stream().distinct().toList(),
        faults,
        timeLimit == null ? known.timeLimitMillis(simulated()) : timeLimit.toMillis(),
        seed,
        each,
        bug,
        settings,
        first.own());
  }

  /** A run of each system, of which only where it is done and what it is done to is of interest. */
  private List<RunSpec> bases() throws IOException {
    List<RunSpec> bases = new ArrayList<>();
    List<@Nullable String> names = new ArrayList<>(systems.stream().distinct().toList());
    if (names.isEmpty()) {
      names.add(null);
    }
    for (@Nullable String system : names) {
      RunSpec base =
          new RunRequest(
                  system,
                  cluster,
                  nodes,
                  List.of(ANY_WORKLOAD),
                  List.of("none"),
                  null,
                  null,
                  null,
                  null,
                  null,
                  settings,
                  own.request(),
                  null)
              .chosen()
              .getFirst()
              .spec();
      if (!bug.isEmpty() && !base.system().equals(REFERENCE)) {
        throw new UsageException("the system " + base.system() + " has no seeded bugs: " + bug);
      }
      bases.add(base);
    }
    return bases;
  }

  /** Null for what is simulated. */
  private @Nullable SystemUnderTest tested(RunSpec base) throws IOException {
    return simulated() ? null : Systems.of(base.own(), base.system());
  }

  private List<SuiteRequest.Tested> tested() throws IOException {
    List<SuiteRequest.Tested> all = new ArrayList<>();
    for (RunSpec base : bases()) {
      SystemUnderTest tested = tested(base);
      all.add(
          new SuiteRequest.Tested(
              base.system(),
              RealFaultKinds.means(base.cluster(), tested, settings),
              tested == null ? Map.of() : tested.unsupportedWorkloads()));
    }
    return all;
  }

  /**
   * What the suite would ask for and what is not possible here, kinds of fault and workloads, and
   * why.
   */
  List<String> notAvailable(SuiteRequest request) {
    List<String> words =
        faults.isEmpty()
            ? List.of("all")
            : faults.stream().flatMap(column -> Stream.of(column.split("\\+", -1))).toList();
    List<String> notes = new ArrayList<>();
    for (SuiteRequest.Tested system : request.systems()) {
      FaultKinds.lines(FaultKinds.leftOut(words, request.nodes(), system.means()))
          .forEach(
              line -> notes.add("not available here on %s: %s".formatted(system.name(), line)));
      SortedMap<String, String> unserved = new TreeMap<>(system.unserved());
      unserved.keySet().retainAll(request.workloads());
      FaultKinds.lines(unserved)
          .forEach(line -> notes.add("left out on %s: %s".formatted(system.name(), line)));
    }
    return notes;
  }

  private static Profile known(String profile) {
    try {
      return Profile.of(profile);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(unknown);
    }
  }

  private static void checked(Runnable look) {
    try {
      look.run();
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(unknown);
    }
  }

  /** The command that gives the same suite again. */
  String again(long seed) {
    List<String> words = new ArrayList<>(List.of("./assay suite"));
    add(words, "--cluster", cluster == null ? "" : cluster, "process");
    add(words, "--system", String.join(",", systems), REFERENCE);
    own.words().forEach((name, value) -> add(words, name, value, ""));
    add(words, "--nodes", nodes == null ? "" : nodes.toString(), "3");
    add(words, "--profile", profile, "");
    add(words, "--workload", String.join(",", workloads), "");
    add(words, "--faults", String.join(",", faults), "");
    add(words, "--time-limit", timeLimit == null ? "" : Durations.text(timeLimit.toMillis()), "");
    add(words, "--time-budget", timeBudget == null ? "" : Durations.text(budgetMillis()), "");
    add(words, "--seeds", seeds == null ? "" : seeds.toString(), "");
    add(words, "--bug", bug, "");
    settings.forEach((key, value) -> add(words, "--set", key + "=" + value, ""));
    add(words, "--parallel", parallel == null ? "" : parallel.toString(), "");
    add(words, "--seed", Long.toString(seed), "");
    return String.join(" ", words);
  }

  private static void add(List<String> words, String name, String value, String usual) {
    if (!value.isEmpty() && !value.equals(usual)) {
      words.add(name + " " + RepeatCommand.quoted(value));
    }
  }
}
