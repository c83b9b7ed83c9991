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
import dev.assay.nemesis.Schedule;
import dev.assay.server.bug.SeededBug;
import dev.assay.simulator.Ensemble;
import dev.assay.simulator.Invariants;
import dev.assay.simulator.ServerProgram;
import dev.assay.simulator.SimCluster;
import dev.assay.simulator.World;
import dev.assay.workloads.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** One run of the reference server on virtual time: all of it follows from its {@link RunSpec}. */
public final class Simulation {
  private static final long SECOND = 1_000_000_000L;
  private static final long RECOVERY_MILLIS = 20_000;

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

  /**
   * What a seed stands for when nothing else is said: size, faults and load differ from seed to
   * seed.
   */
  public static RunSpec draw(long seed, String workload, String bug) {
    RandomGenerator dice = new Seed(seed).fork("swarm").random();
    int nodes = List.of(1, 3, 3, 3, 5).get(dice.nextInt(5));
    List<String> all = FaultKinds.expand(List.of("mixed"), nodes, SimCluster.ACTIONS);
    List<String> kinds = all.stream().filter(kind -> dice.nextInt(3) > 0).toList();
    return new RunSpec(
        "reference",
        "sim",
        nodes,
        workload.isEmpty() ? List.of("register", "set").get(dice.nextInt(2)) : workload,
        kinds.isEmpty() ? all : kinds,
        5 + dice.nextInt(6),
        100,
        20_000,
        seed,
        bug,
        Map.of());
  }

  /** Runs it to its end. */
  public static Result run(RunSpec spec) {
    Seed seed = new Seed(spec.seed());
    World world = new World(seed.fork("world"));
    Invariants invariants = new Invariants();
    Ensemble ensemble =
        new Ensemble(world, spec.nodes(), ServerProgram.factory(settings(spec, seed), invariants));
    SimCluster cluster = new SimCluster(ensemble);
    ensemble.observe(invariants);
    invariants.tellTo(cluster);
    slowDown(ensemble, spec, seed);
    List<PlannedFault> plan =
        Schedule.draw(
            spec.faults(),
            cluster.nodes(),
            Duration.ofMillis(spec.timeLimitMillis()),
            seed.fork("plan"));
    List<Entry> history = drive(spec, plan, world, cluster);
    Judgement judgement =
        Judge.judge(history, WorkloadCheckers.of(spec.workload()).orElseThrow(), Limits.DEFAULT);
    return new Result(
        spec,
        plan,
        history,
        judgement,
        invariants.broken(),
        world.traceHash(),
        ensemble.moments(),
        world.now());
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
        new Runner(parts, RunnerSettings.of(spec.timeLimitMillis(), RECOVERY_MILLIS)).start();
    if (!world.runUntil(END, end::isDone)) {
      throw new IllegalStateException("seed " + spec.seed() + ": the run has no end");
    }
    end.join();
    return history;
  }

  private static ServerProgram.Settings settings(RunSpec spec, Seed seed) {
    RandomGenerator dice = seed.fork("server").random();
    Set<SeededBug> bugs = EnumSet.noneOf(SeededBug.class);
    if (!spec.bug().isEmpty()) {
      bugs.add(SeededBug.of(spec.bug()));
    }
    return new ServerProgram.Settings(
        spec.nodes(),
        List.of(20, 200, 100_000).get(dice.nextInt(3)),
        List.of(4_000, 40_000, 4 << 20).get(dice.nextInt(3)),
        bugs);
  }

  private static void slowDown(Ensemble ensemble, RunSpec spec, Seed seed) {
    RandomGenerator dice = seed.fork("speed").random();
    boolean slowDisks = dice.nextInt(4) == 0;
    boolean driftingClocks = dice.nextInt(4) == 0;
    for (int node = 1; node <= spec.nodes(); node++) {
      if (slowDisks) {
        ensemble.syncTakes(node, dice.nextLong(50_000_000));
      }
      if (driftingClocks) {
        ensemble.clockRate(node, 0.9 + dice.nextDouble() * 0.2);
      }
    }
  }
}
