package dev.assay.engine;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.Hunts;
import dev.assay.nemesis.FaultKinds;
import dev.assay.server.bug.SeededBug;
import dev.assay.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for: what is null or empty comes from an earlier run, or is the default.
 *
 * @param workloads several run one after the other
 * @param faults kinds and groups
 * @param from the folder of an earlier run that is repeated
 */
public record RunRequest(
    @Nullable String system,
    @Nullable String cluster,
    @Nullable Integer nodes,
    List<String> workloads,
    List<String> faults,
    @Nullable Integer concurrency,
    @Nullable Double rate,
    @Nullable Duration timeLimit,
    @Nullable Long seed,
    @Nullable String bug,
    Map<String, String> settings,
    OwnRequest own,
    @Nullable Path from) {
  private static final RunSpec DEFAULTS =
      new RunSpec("reference", "process", 3, "register", List.of(), 10, 0, 30_000, 0, "", Map.of());
  private static final List<String> DEFAULT_FAULTS = List.of("mixed");
  private static final int MOST_NODES = 9;
  private static final int MOST_CLIENTS = 500;

  public RunRequest {
    workloads = List.copyOf(workloads);
    faults = List.copyOf(faults);
    settings = new TreeMap<>(settings);
  }

  /** One for each workload. Throws {@link UsageException} for what is not there. */
  public List<ChosenRun> chosen() throws IOException {
    RunSpec base = DEFAULTS;
    List<String> words = DEFAULT_FAULTS;
    List<PlannedFault> plan = List.of();
    long drawn = new SecureRandom().nextInt(Integer.MAX_VALUE);
    if (from != null) {
      RunDescription earlier = read(from);
      base = earlier.spec();
      words = earlier.faultWords();
      plan = earlier.plan();
      drawn = base.seed();
    } else if (bug != null) {
      base = hunted(hunt(bug), drawn);
      words = base.faults();
    }
    if (!faults.isEmpty()) {
      words = faults;
    }
    List<ChosenRun> all = new ArrayList<>();
    List<String> asked = sameCluster() ? base.faults() : words;
    for (String workload : workloads.isEmpty() ? List.of(base.workload()) : workloads) {
      RunSpec spec = spec(base, workload, asked, drawn);
      boolean same = from != null && spec.equals(base);
      all.add(new ChosenRun(spec, words, same ? plan : null, own.brought()));
    }
    return all;
  }

  /** A run is repeated with the kinds of fault that its groups stood for where it was made. */
  private boolean sameCluster() {
    return from != null
        && faults.isEmpty()
        && cluster == null
        && nodes == null
        && system == null
        && own.none();
  }

  private static RunDescription read(Path run) {
    Path file = Files.isDirectory(run) ? run.resolve("run.json") : run;
    try {
      return RunSpecJson.read(file);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw NoInputException.of(file, unreadable);
    }
  }

  /** In the simulator, and if nothing else is asked for, the very run that a hunt tries. */
  private RunSpec hunted(Hunt hunt, long drawn) {
    boolean processes = hunt.where().contains("process");
    boolean simulated = cluster == null ? !processes : cluster.equals("sim");
    if (simulated && workloads.isEmpty() && faults.isEmpty()) {
      return hunt.spec(seed == null ? drawn : seed);
    }
    return DEFAULTS
        .withWorkload(hunt.scene().workload())
        .withFaults(simulated || !processes ? hunt.scene().faults() : hunt.realFaults())
        .withSettings(simulated ? Map.of() : hunt.realSettings());
  }

  private static Hunt hunt(String bug) {
    try {
      return Hunts.of(SeededBug.of(bug));
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(unknown);
    }
  }

  private RunSpec spec(RunSpec base, String workload, List<String> words, long drawn)
      throws IOException {
    RunSpec.Own mine = own.chosen(base.own());
    boolean outside = !mine.endpoints().isEmpty();
    if (outside) {
      requireNothingOfServers(base);
    }
    String where = where(base, outside);
    int wanted = nodes == null ? base.nodes() : nodes;
    int count =
        outside
            ? within("the number of --endpoints", mine.endpoints().size(), 1, MOST_NODES)
            : within("--nodes", wanted, 1, MOST_NODES);
    int clients = concurrency == null ? base.concurrency() : concurrency;
    Map<String, String> all = new TreeMap<>(base.settings());
    all.putAll(settings);
    String seeded = bug == null ? base.bug() : bug;
    if (!seeded.isEmpty()) {
      hunt(seeded);
    }
    @Nullable SystemUnderTest brought = brought(base, mine, where, seeded);
    if (brought != null) {
      Systems.requireServed(brought, known(workload));
    }
    String name = brought == null ? system(base, where, seeded) : brought.name();
    return new RunSpec(
        name,
        where,
        count,
        known(workload),
        kinds(words, count, RealFaultKinds.means(where, tested(name, where, brought), all)),
        within("--concurrency", clients, 1, MOST_CLIENTS),
        perSecond(base),
        timeLimit == null ? base.timeLimitMillis() : timeLimit.toMillis(),
        seed == null ? drawn : seed,
        seeded,
        all,
        mine);
  }

  private double perSecond(RunSpec base) {
    double perSecond = rate == null ? base.rate() : rate;
    if (!(perSecond >= 0 && perSecond <= 1e6)) {
      throw new UsageException("--rate must be between 0 and 1000000, not " + perSecond);
    }
    return perSecond;
  }

  private String where(RunSpec base, boolean outside) {
    if (outside) {
      return RealRun.ENDPOINTS;
    }
    String where = cluster == null ? base.cluster() : cluster;
    if (where.equals(RealRun.ENDPOINTS)) {
      throw new UsageException("which endpoints? Give --endpoints HOST:PORT,...");
    }
    return where;
  }

  /** Of servers that run already nobody can choose how they are started. */
  private void requireNothingOfServers(RunSpec base) {
    boolean bugs = bug != null || !base.bug().isEmpty();
    boolean set = !settings.isEmpty() || !base.settings().isEmpty();
    String wrong =
        cluster != null
            ? "--cluster"
            : nodes != null ? "--nodes" : bugs ? "--bug" : set ? "--set" : "";
    if (!wrong.isEmpty()) {
      throw new UsageException(wrong + " says how to start servers, and with --endpoints they run");
    }
  }

  /** Null when the system is one of Assay's. */
  private @Nullable SystemUnderTest brought(
      RunSpec base, RunSpec.Own mine, String where, String seeded) throws IOException {
    if (!mine.client().isEmpty() && system != null) {
      throw new UsageException("--client stands in place of --system");
    }
    boolean same = mine.plugin().equals(base.own().plugin());
    SystemUnderTest brought =
        own.brought() == null
            ? Systems.brought(mine, system == null && same ? base.system() : system)
            : own.brought().system();
    if (brought != null && !seeded.isEmpty()) {
      throw new UsageException("the system " + brought.name() + " has no seeded bugs: " + seeded);
    }
    if (brought != null
        && (where.equals("sim")
            || (where.equals(RealRun.DOCKER) && brought.image(settings).isEmpty()))) {
      throw new UsageException(
          "the system " + brought.name() + " runs as local processes: --cluster process");
    }
    return brought;
  }

  /** Null when nothing of Assay's is started. */
  private static @Nullable SystemUnderTest tested(
      String name, String where, @Nullable SystemUnderTest brought) throws IOException {
    boolean started = !where.equals("sim") && !where.equals(RealRun.ENDPOINTS);
    return brought == null && started ? Systems.named(name) : brought;
  }

  /** What is simulated, and what has seeded bugs, is the reference server and no other. */
  private String system(RunSpec base, String where, String seeded) {
    String name = system == null ? base.system() : system;
    if (!name.equals(DEFAULTS.system()) && !seeded.isEmpty()) {
      throw new UsageException("the system " + name + " has no seeded bugs: " + seeded);
    }
    if (!name.equals(DEFAULTS.system()) && where.equals("sim")) {
      throw new UsageException("the system " + name + " cannot be simulated: --cluster process");
    }
    return name;
  }

  private static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UsageException(
          "%s must be between %d and %d, not %d".formatted(option, least, most, value));
    }
    return value;
  }

  private static String known(String workload) {
    try {
      return Workloads.named(workload).name();
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(unknown);
    }
  }

  private static List<String> kinds(List<String> words, int nodes, FaultKinds.Means means) {
    try {
      return FaultKinds.expand(words, nodes, means);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(unknown);
    }
  }
}
