package dev.assay.engine;

import dev.assay.checker.Limits;
import dev.assay.checker.history.History;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.RealCluster;
import dev.assay.cluster.docker.DockerCluster;
import dev.assay.cluster.endpoints.Endpoint;
import dev.assay.cluster.endpoints.EndpointCluster;
import dev.assay.cluster.fault.NodeVersions;
import dev.assay.cluster.fault.UpgradeFaults;
import dev.assay.cluster.process.ProcessCluster;
import dev.assay.cluster.reaper.Reaper;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.HistorySink;
import dev.assay.core.run.HistoryWriter;
import dev.assay.core.run.OutputException;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunFiles;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import dev.assay.core.runner.Parts;
import dev.assay.core.runner.RealTimeDriver;
import dev.assay.core.runner.RunEnd;
import dev.assay.core.runner.Runner;
import dev.assay.core.runner.RunnerSettings;
import dev.assay.core.runner.SessionClients;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.core.spi.Workload;
import dev.assay.lab.Plans;
import dev.assay.nemesis.FaultKinds;
import dev.assay.nemesis.PlannedNemesis;
import dev.assay.plugin.OwnSystem;
import dev.assay.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run against local processes or containers: the one place where all parts meet. */
public final class RealRun {
  public static final String DOCKER = "docker";

  /** Where the nodes live that run already. */
  static final String ENDPOINTS = "endpoints";

  private static final long SESSION_MILLIS = 4_000;

  /** Above all that a run may take besides its main phase. */
  private static final Duration MOST_GRACE = Duration.ofSeconds(30);

  /** So many times its main phase a short run may take more. */
  private static final long MOST_TIMES = 3;

  private static final Duration ALLOWANCE = Duration.ofMinutes(6);

  private final ChosenRun chosen;
  private final RunSpec spec;
  private final Path out;
  private final Host host;
  private final Progress progress = new Progress();

  RealRun(ChosenRun chosen, Path out, Host host) {
    this.chosen = chosen;
    this.spec = chosen.spec();
    this.out = out;
    this.host = host;
  }

  RunEnding run() throws IOException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    SystemUnderTest system = Systems.of(chosen);
    List<Endpoint> endpoints = OwnRequest.parsed(spec.own().endpoints());
    String version = version(system);
    requireReachable(endpoints);
    List<PlannedFault> drawn = Plans.drawn(spec);
    List<PlannedFault> plan = chosen.plan() == null ? drawn : chosen.plan();
    Reaper.clean(out).forEach(host::tell);
    Leftovers.clean(spec.cluster().equals(DOCKER)).forEach(host::tell);
    // What was left is cleaned away: the history's time begins now, and run.json says when.
    Stopwatch clock = new Stopwatch();
    String started = clock.began().toString();
    RunFiles files = RunFiles.create(out, spec, chosen.faultWords(), clock.began());
    Map<String, String> versions = Versions.with(spec.system(), version);
    SortedMap<String, String> lacking = RealFaultKinds.leftOut(chosen, system);
    RunSpecJson.write(
        files.run(),
        new RunDescription(spec, chosen.faultWords(), started, versions, plan, lacking));
    host.tell("run " + files.folder() + ", seed " + spec.seed());
    FaultKinds.lines(lacking).forEach(line -> host.tell("not available here: " + line));
    if (NodeVersions.namedIn(spec.settings()) && !spec.faults().contains(UpgradeFaults.KIND)) {
      host.tell("no node is of the older version: the fault upgrade is not among this run's");
    }
    host.logTo(files.log());
    drive(system, files, plan, clock);
    History history = History.read(files.history());
    Judgement judged =
        Judge.judge(
            history.entries(), WorkloadCheckers.of(spec.workload()).orElseThrow(), Limits.DEFAULT);
    Judgement judgement = KnownHoles.told(judged, system);
    RunEnding ending =
        new RunEnding(chosen, files, judgement, watch.millis(), plan.equals(drawn), lacking);
    ending.write(history.entries());
    NodeData.tidy(files, judgement.verdict());
    return ending;
  }

  /** Of a cluster that somebody else has started nobody here knows. */
  private String version(SystemUnderTest system) {
    Set<String> planned = FaultKinds.actions(spec.faults());
    try {
      NodeVersions nodes = NodeVersions.of(spec.settings(), system);
      nodes.requireApart(planned, system);
      if (spec.cluster().equals(ENDPOINTS)) {
        return "";
      }
      String first = version(system, nodes.first(planned));
      String last = version(system, nodes.present());
      return first.equals(last) ? last : first + ", upgraded to " + last;
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong);
    }
  }

  /** Of an image, its name. */
  private String version(SystemUnderTest system, Map<String, String> settings) {
    String image = settings.get("image");
    return spec.cluster().equals(DOCKER) && image != null
        ? "image " + image
        : system.version(settings);
  }

  /** Before anything is written: whether there is whom to speak to, and who shall speak. */
  private void requireReachable(List<Endpoint> endpoints) throws IOException, InterruptedException {
    EndpointCluster.require(endpoints);
    String client = spec.own().client();
    String wrong =
        client.isEmpty() ? "" : OwnSystem.tryClient(client, endpoints.getFirst().toString());
    if (!wrong.isEmpty()) {
      throw new EnvironmentException(wrong + " as soon as it was started: " + client);
    }
  }

  private void drive(
      SystemUnderTest system, RunFiles files, List<PlannedFault> plan, Stopwatch clock)
      throws IOException, InterruptedException {
    String scope = scope(files);
    Workload workload = Workloads.named(spec.workload(), scope);
    CompletableFuture<RunEnd> crashed = new CompletableFuture<>();
    // The interruption is closed last: until then the virtual machine waits for the rest.
    try (Interruption interruption = Interruption.watch();
        HistoryWriter writer = HistoryWriter.create(files.history());
        RealTimeDriver driver =
            new RealTimeDriver(clock.beganNanos(), crashed::completeExceptionally);
        RealCluster cluster = open(system, files)) {
      CompletableFuture<Guarantee> broken = new CompletableFuture<>();
      Runner runner =
          new Runner(
              new Parts(
                  spec,
                  plan,
                  driver,
                  cluster,
                  new PlannedNemesis(cluster, driver),
                  workload,
                  clients(system, workload, cluster, scope),
                  progress.before(watched(writer, broken))),
              RunnerSettings.of(spec.timeLimitMillis(), graceMillis(), system.recoveryMillis()));
      CompletableFuture<RunEnd> started = runner.start();
      interruption.then(runner::cancel);
      var _ = broken.thenRun(runner::enough);
      RunEnd end = await(started.applyToEither(crashed, same -> same));
      if (end instanceof RunEnd.NotStarted(String reason)) {
        throw notStarted(reason, files);
      }
      if (end instanceof RunEnd.Interrupted) {
        throw interrupted(files);
      }
      if (host.keep() && end instanceof RunEnd.Completed) {
        stayUp(cluster, interruption);
      }
    }
  }

  private HistorySink watched(HistorySink sink, CompletableFuture<Guarantee> broken) {
    if (!host.stopEarly() || !EarlyStop.workloads().contains(spec.workload())) {
      return sink;
    }
    return EarlyStop.before(
        sink,
        spec.workload(),
        guarantee -> {
          host.tell("a promise is broken, clients stop: " + guarantee.reason());
          broken.complete(guarantee);
        });
  }

  /** Said before all is closed, since the virtual machine ends as soon as it is. */
  private InterruptedRunException interrupted(RunFiles files) {
    host.tell(
        "interrupted; what was recorded can be judged: ./assay check %s --workload %s"
            .formatted(files.history(), spec.workload()));
    return new InterruptedRunException();
  }

  /** On a cluster that goes on, what this run writes must not be what another one reads. */
  private String scope(RunFiles files) {
    if (!spec.cluster().equals(ENDPOINTS)) {
      return "run";
    }
    String mark = UUID.randomUUID().toString().substring(0, 8);
    String scope = files.folder().getFileName() + "-" + mark;
    host.tell("the data of this run are named " + scope + ", and stay in the cluster");
    return scope;
  }

  private static Client.Factory clients(
      SystemUnderTest system, Workload workload, RealCluster cluster, String scope) {
    return system
        .clients(cluster::address, scope, SESSION_MILLIS)
        .orElseGet(
            () -> new SessionClients(workload, system.sessions(cluster::address, SESSION_MILLIS)));
  }

  private RealCluster open(SystemUnderTest system, RunFiles files)
      throws IOException, InterruptedException {
    Map<String, String> settings = new TreeMap<>(spec.settings());
    if (!spec.bug().isEmpty()) {
      settings.put("bug", spec.bug());
    }
    if (spec.cluster().equals(ENDPOINTS)) {
      return EndpointCluster.open(
          system, OwnRequest.parsed(spec.own().endpoints()), files.folder());
    }
    Set<String> planned = FaultKinds.actions(spec.faults());
    if (spec.cluster().equals(DOCKER)) {
      return DockerCluster.open(system, spec.nodes(), files.folder(), settings, planned);
    }
    String first = settings.remove("firstPort");
    return ProcessCluster.open(
        system, spec.nodes(), files.folder(), settings, planned, firstPort(first));
  }

  private static OptionalInt firstPort(@Nullable String text) {
    if (text == null) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException malformed) {
      throw new UsageException("--set firstPort must be a port number, not " + text);
    }
  }

  private NotStartedException notStarted(String reason, RunFiles files) {
    return new NotStartedException(
        spec.cluster().equals(ENDPOINTS)
            ? "the cluster does not serve as " + spec.system() + ": " + reason
            : "the cluster did not start: " + reason + " (logs in " + files.nodes() + ")");
  }

  /**
   * How much longer clients work at most, so that on a slow machine too every kind of fault and of
   * operation has its turn.
   */
  private long graceMillis() {
    return Math.min(MOST_TIMES * spec.timeLimitMillis(), MOST_GRACE.toMillis());
  }

  private RunEnd await(CompletableFuture<RunEnd> end) throws IOException, InterruptedException {
    try (Progress.Ticker _ = progress.tick(host)) {
      long limit = spec.timeLimitMillis() + graceMillis() + ALLOWANCE.toMillis();
      return end.get(limit, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof OutputException full) {
        throw full;
      }
      throw new IllegalStateException("the run failed: " + failed.getCause(), failed.getCause());
    } catch (TimeoutException hung) {
      throw new IllegalStateException("the run did not end; what there is can be checked", hung);
    }
  }

  private void stayUp(RealCluster cluster, Interruption interruption) throws InterruptedException {
    cluster.nodes().forEach(node -> host.tell(node + " at " + cluster.address(node)));
    host.tell("the cluster stays up; Ctrl-C ends it");
    CountDownLatch ended = new CountDownLatch(1);
    interruption.then(ended::countDown);
    ended.await();
  }
}
