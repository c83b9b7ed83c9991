package dev.assay.lab;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Many simulated runs, seed after seed, on all cores. */
public final class SimulationBatch {
  /** Moments of the protocol that a batch should have seen, or say that it has not. */
  private static final List<String> WORTH_SEEING =
      List.of(
          "follower-active",
          "leader-established",
          "session-expired",
          "session-moved",
          "snapshot-installed",
          "snapshot-written",
          "sync-diff",
          "sync-snap",
          "sync-trunc",
          "torn-tail",
          "truncated");

  private SimulationBatch() {}

  /**
   * One seed, in short.
   *
   * @param failed whether a promise or an inner invariant was broken
   * @param anomaly what was broken, empty when nothing was
   */
  public record Seeded(
      long seed,
      boolean failed,
      Verdict verdict,
      String anomaly,
      String reason,
      long traceHash,
      long simulatedNanos,
      long acknowledged,
      SortedMap<String, Long> moments) {}

  /**
   * All of them.
   *
   * @param failures the seeds that failed, in order
   * @param unknown how many had a verdict of unknown
   * @param cpuNanos processor time of all threads
   */
  public record Summary(
      long seeds,
      List<Seeded> failures,
      long unknown,
      long acknowledged,
      long simulatedNanos,
      long cpuNanos,
      SortedMap<String, Long> exercised,
      List<String> notExercised) {
    public Summary {
      failures = List.copyOf(failures);
      notExercised = List.copyOf(notExercised);
    }

    public Optional<Seeded> firstFailure() {
      return failures.stream().findFirst();
    }
  }

  /**
   * Runs seeds {@code from} to {@code from + count - 1}.
   *
   * @param workload the workload of all, or empty for one that each seed draws
   * @param bug the seeded bug that is on, or empty
   * @param each hears of every seed when it is done, in the order of the seeds
   */
  public static Summary run(
      long from, long count, String workload, String bug, Consumer<Seeded> each)
      throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    List<Seeded> failures = new ArrayList<>();
    TreeMap<String, Long> moments = new TreeMap<>();
    long[] sums = new long[4];
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Timed>> window = new ArrayList<>();
      long next = from;
      while (next < from + count || !window.isEmpty()) {
        while (next < from + count && window.size() < threads * 4) {
          long seed = next++;
          window.add(pool.submit(timed(seed, workload, bug)));
        }
        Timed timed = take(window.removeFirst());
        Seeded done = timed.seeded();
        if (done.failed()) {
          failures.add(done);
        }
        sums[0] += done.verdict() == Verdict.UNKNOWN ? 1 : 0;
        sums[1] += done.acknowledged();
        sums[2] += done.simulatedNanos();
        sums[3] += timed.cpuNanos();
        done.moments().forEach((moment, times) -> moments.merge(moment, times, Long::sum));
        each.accept(done);
      }
    }
    return new Summary(
        count,
        failures,
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        moments,
        WORTH_SEEING.stream().filter(moment -> !moments.containsKey(moment)).toList());
  }

  private record Timed(Seeded seeded, long cpuNanos) {}

  private static Callable<Timed> timed(long seed, String workload, String bug) {
    return () -> {
      long before = cpuNanos();
      Seeded seeded = seeded(Simulation.run(Simulation.draw(seed, workload, bug)));
      return new Timed(seeded, cpuNanos() - before);
    };
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Timed take(Future<Timed> future) throws InterruptedException {
    try {
      return future.get(10, TimeUnit.MINUTES);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException hung) {
      throw new IllegalStateException("a simulated run takes longer than 10 minutes", hung);
    }
  }

  /** What of a result is kept. */
  public static Seeded seeded(Simulation.Result result) {
    Optional<Guarantee> worst =
        result.judgement().guarantees().stream()
            .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
            .findFirst();
    boolean inside = !result.invariants().isEmpty();
    String anomaly =
        worst
            .map(guarantee -> guarantee.name() + ": " + guarantee.anomaly())
            .orElse(inside ? "invariant" : "");
    String reason =
        worst
            .map(Guarantee::reason)
            .orElse(inside ? result.invariants().getFirst() : result.judgement().reason());
    return new Seeded(
        result.spec().seed(),
        worst.isPresent() || inside,
        result.judgement().verdict(),
        anomaly,
        reason,
        result.traceHash(),
        result.simulatedNanos(),
        result.judgement().operationsInAll().ok(),
        result.moments());
  }
}
