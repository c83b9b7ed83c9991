package dev.assay.lab;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.core.runner.Parts;
import dev.assay.core.runner.RunEnd;
import dev.assay.core.runner.Runner;
import dev.assay.core.runner.RunnerSettings;
import dev.assay.core.runner.SessionClients;
import dev.assay.core.spi.Workload;
import dev.assay.nemesis.FaultKinds;
import dev.assay.nemesis.PlannedNemesis;
import dev.assay.server.bug.SeededBug;
import dev.assay.simulator.Ensemble;
import dev.assay.simulator.Invariants;
import dev.assay.simulator.SimCluster;
import dev.assay.simulator.Traffic;
import dev.assay.simulator.World;
import dev.assay.simulator.WorldSettings;
import dev.assay.workloads.Workloads;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One run of the reference server on virtual time: all of it follows from its {@link RunSpec}. */
public final class Simulation {
  private static final long SECOND = 1_000_000_000L;

  /** What the reference server declares, for disks that sync within a few milliseconds. */
  private static final long RECOVERY_MILLIS = 20_000;

  /** So many syncs of a slow disk it may take longer. */
  private static final long RECOVERY_SYNCS = 80;

  /** Of this, an older version of the server is a part. */
  private static final String UPGRADE = "upgrade";

  /** No run takes as long as this, in simulated time. */
  private static final long END = 300 * SECOND;

  private Simulation() {}

  /**
   * What came of it.
   *
   * @param invariants what was broken inside, whatever clients saw; one sentence each
   * @param traceHash equal for two runs that did the same in the same order
   * @param moments how often each protocol moment was seen
   */
  public record Result(
      RunSpec spec,
      List<PlannedFault> plan,
      List<Entry> history,
      Judgement judgement,
      List<String> invariants,
      long traceHash,
      SortedMap<String, Long> moments,
      long simulatedNanos) {
    public Result {
      plan = List.copyOf(plan);
      history = List.copyOf(history);
      invariants = List.copyOf(invariants);
    }
  }

  /** Whether the world's inner invariants are looked at, besides the history. */
  public enum Inside {
    WATCHED,
    IGNORED
  }

  /** Runs it to its end, with the plan that its seed gives. */
  public static Result run(RunSpec spec) {
    return run(spec, Plans.of(spec), Inside.WATCHED);
  }

  /** Runs it to its end, with a plan. */
  public static Result run(RunSpec spec, List<PlannedFault> plan, Inside inside) {
    return run(spec, plan, inside, world(spec), Traffic.unheard());
  }

  /**
   * Runs it once more, and listens to what the nodes tell each other, without heartbeats.
   *
   * @param moments near which it listens, in nanoseconds of the history
   * @param reachNanos how far before and after
   * @throws IllegalStateException when the run does not do the same again, which all runs must
   */
  public static List<Traffic.Transfer> traffic(Result result, List<Long> moments, long reachNanos) {
    Traffic traffic = new Traffic(moments, reachNanos);
    World world = world(result.spec());
    var _ = play(result.spec(), result.plan(), Inside.WATCHED, world, traffic);
    if (world.traceHash() != result.traceHash()) {
      throw new IllegalStateException(
          "seed %d does not do the same again: trace hash %016x, and then %016x"
              .formatted(result.spec().seed(), result.traceHash(), world.traceHash()));
    }
    return traffic.transfers();
  }

  /** The same, with everything that happens in the world told as lines of text. */
  public static Result traced(RunSpec spec, Consumer<String> lines) {
    World world = world(spec);
    world.traceTo(lines);
    return run(spec, Plans.of(spec), Inside.WATCHED, world, Traffic.unheard());
  }

  private static World world(RunSpec spec) {
    return new World(new Seed(spec.seed()).fork("world").fork(WorldDraw.salt(spec)));
  }

  private static Result run(
      RunSpec spec, List<PlannedFault> plan, Inside inside, World world, Traffic traffic) {
    Played played = play(spec, plan, inside, world, traffic);
    Judgement judgement =
        Judge.judge(
            played.history(), WorkloadCheckers.of(spec.workload()).orElseThrow(), Limits.DEFAULT);
    return new Result(
        spec,
        plan,
        played.history(),
        judgement,
        played.invariants().broken(),
        world.traceHash(),
        played.ensemble().moments(),
        world.now());
  }

  /** A run that nobody has judged yet. */
  private record Played(List<Entry> history, Invariants invariants, Ensemble ensemble) {}

  private static Played play(
      RunSpec spec, List<PlannedFault> plan, Inside inside, World world, Traffic traffic) {
    Invariants invariants = new Invariants(inside == Inside.WATCHED);
    Ensemble ensemble = WorldDraw.world(spec).ensemble(world, spec.nodes(), bugs(spec), invariants);
    if (FaultKinds.actions(spec.faults()).contains(UPGRADE)) {
      ensemble.beOld();
    }
    ensemble.listen(traffic);
    SimCluster cluster = new SimCluster(ensemble);
    invariants.watch(ensemble);
    List<Entry> history = drive(spec, plan, world, cluster);
    invariants.end(ensemble);
    return new Played(history, invariants, ensemble);
  }

  private static List<Entry> drive(
      RunSpec spec, List<PlannedFault> plan, World world, SimCluster cluster) {
    Workload workload = Workloads.named(spec.workload());
    List<Entry> history = new ArrayList<>();
    Parts parts =
        new Parts(
            spec,
            plan,
            world,
            cluster,
            new PlannedNemesis(cluster, world),
            workload,
            new SessionClients(workload, cluster),
            history::add);
    CompletableFuture<RunEnd> end =
        new Runner(parts, RunnerSettings.of(spec.timeLimitMillis(), recoveryMillis(spec))).start();
    if (!world.runUntil(END, end::isDone)) {
      throw new IllegalStateException("seed " + spec.seed() + ": the run has no end");
    }
    end.join();
    return history;
  }

  private static long recoveryMillis(RunSpec spec) {
    long micros = WorldDraw.number(spec, WorldSettings.SYNC_MICROS, 0);
    return RECOVERY_MILLIS + RECOVERY_SYNCS * micros / 1_000;
  }

  private static Set<SeededBug> bugs(RunSpec spec) {
    Set<SeededBug> bugs = EnumSet.noneOf(SeededBug.class);
    if (!spec.bug().isEmpty()) {
      bugs.add(SeededBug.of(spec.bug()));
    }
    return bugs;
  }
}
