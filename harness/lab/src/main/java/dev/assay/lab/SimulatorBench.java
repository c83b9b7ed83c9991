package dev.assay.lab;

import com.sun.management.OperatingSystemMXBean;
import dev.assay.core.run.RunSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How fast simulated runs of one shape are: 30 s of faults and 15 s of healing, 3 or 5 nodes, the
 * inner invariants watched, judged like any run. A run that acknowledged fewer than 3,000
 * operations costs its time and does not count.
 */
public final class SimulatorBench {
  /** So many operations a run must have acknowledged to count. */
  public static final long LEAST_ACKNOWLEDGED = 3_000;

  private SimulatorBench() {}

  /**
   * What to measure.
   *
   * @param runs runs in each round, the same ones in every round
   * @param warmUp rounds that are not measured
   */
  public record Settings(String workload, int runs, int rounds, int warmUp) {
    public Settings {
      if (runs < 1 || rounds < 1 || warmUp < 0) {
        throw new IllegalArgumentException(
            "no benchmark of %d rounds of %d runs".formatted(rounds, runs));
      }
    }
  }

  /**
   * What one round came to.
   *
   * @param counted the runs that acknowledged enough
   * @param acknowledged for each run, how many operations; in order of size
   * @param failed the runs in which a promise or an invariant was broken
   * @param cpuNanos processor time of the process, with its compiler and its garbage collector
   * @param threadNanos processor time of the threads that simulate, alone
   */
  public record Round(
      long runs,
      long counted,
      List<Long> acknowledged,
      List<SimulationBatch.Seeded> failed,
      long simulatedNanos,
      long cpuNanos,
      long threadNanos,
      long wallNanos) {
    public Round {
      acknowledged = List.copyOf(acknowledged);
      failed = List.copyOf(failed);
    }

    /** Runs that count, in each second of processor time of the whole process. */
    public double runsPerCpuSecond() {
      return counted / (cpuNanos / 1e9);
    }

    /** The same by the processor time of the threads that simulate. */
    public double runsPerThreadSecond() {
      return counted / (threadNanos / 1e9);
    }

    /** Simulated seconds in each second of processor time. */
    public double simulatedPerCpuSecond() {
      return (double) simulatedNanos / cpuNanos;
    }

    /** How many processors were busy, on average. */
    public double cores() {
      return (double) cpuNanos / wallNanos;
    }

    /** What half of the runs have acknowledged at least. */
    public long medianAcknowledged() {
      return acknowledged.get(acknowledged.size() / 2);
    }
  }

  /** The run of the shape that a seed stands for. */
  public static RunSpec draw(long seed, String workload) {
    RunSpec drawn = WorldDraw.draw(seed, workload, "");
    return drawn.nodes() > 1 ? drawn : WorldDraw.completed(drawn.withNodes(3));
  }

  /**
   * Measures.
   *
   * @param clock nanoseconds, of which only differences count
   * @param each hears of every measured round
   */
  public static List<Round> run(Settings settings, LongSupplier clock, Consumer<Round> each)
      throws InterruptedException {
    for (int round = 0; round < settings.warmUp(); round++) {
      round(settings, clock);
    }
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < settings.rounds(); round++) {
      rounds.add(round(settings, clock));
      each.accept(rounds.getLast());
    }
    return rounds;
  }

  private static Round round(Settings settings, LongSupplier clock) throws InterruptedException {
    List<Long> acknowledged = new ArrayList<>();
    SimulationBatch.Plan plan =
        new SimulationBatch.Plan(
            1,
            settings.runs(),
            seed -> draw(seed, settings.workload()),
            Simulation.Inside.WATCHED,
            false);
    long cpu = processNanos();
    long wall = clock.getAsLong();
    SimulationBatch.Summary summary =
        SimulationBatch.run(plan, done -> acknowledged.add(done.acknowledged()));
    long cpuNanos = processNanos() - cpu;
    long wallNanos = clock.getAsLong() - wall;
    long counted = acknowledged.stream().filter(count -> count >= LEAST_ACKNOWLEDGED).count();
    acknowledged.sort(null);
    return new Round(
        summary.seeds(),
        counted,
        acknowledged,
        summary.failures(),
        summary.simulatedNanos(),
        cpuNanos,
        summary.cpuNanos(),
        wallNanos);
  }

  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
