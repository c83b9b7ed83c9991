package dev.assay.lab;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongFunction;

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
   * What to run.
   *
   * @param from the first seed
   * @param count how many seeds at most
   * @param draw what a seed stands for
   * @param inside whether the inner invariants count
   * @param untilFailure whether to stop at the first seed that fails
   */
  public record Plan(
      long from,
      long count,
      LongFunction<RunSpec> draw,
      Simulation.Inside inside,
      boolean untilFailure) {}

  /**
   * Runs them on all cores.
   *
   * @param each hears of every seed when it is done, in the order of the seeds
   */
  public static Summary run(Plan plan, Consumer<Seeded> each) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    Sums sums = new Sums();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      ArrayDeque<Future<Timed>> window = new ArrayDeque<>();
      long next = plan.from();
      long end = plan.from() + plan.count();
      while (next < end || !window.isEmpty()) {
        while (next < end && window.size() < threads * 2) {
          long seed = next++;
          window.add(pool.submit(() -> timed(plan.draw().apply(seed), plan.inside())));
        }
        Seeded done = sums.add(take(window.remove()));
        each.accept(done);
        if (done.failed() && plan.untilFailure()) {
          window.forEach(open -> open.cancel(false));
          break;
        }
      }
    }
    return sums.summary();
  }

  /** What is summed up over the seeds. */
  private static final class Sums {
    private final List<Seeded> failures = new ArrayList<>();
    private final TreeMap<String, Long> moments = new TreeMap<>();
    private long seeds;
    private long unknown;
    private long acknowledged;
    private long simulatedNanos;
    private long cpuNanos;

    Seeded add(Timed timed) {
      Seeded done = timed.seeded();
      if (done.failed()) {
        failures.add(done);
      }
      seeds++;
      unknown += done.verdict() == Verdict.UNKNOWN ? 1 : 0;
      acknowledged += done.acknowledged();
      simulatedNanos += done.simulatedNanos();
      cpuNanos += timed.cpuNanos();
      done.moments().forEach((moment, times) -> moments.merge(moment, times, Long::sum));
      return done;
    }

    Summary summary() {
      return new Summary(
          seeds,
          failures,
          unknown,
          acknowledged,
          simulatedNanos,
          cpuNanos,
          moments,
          WORTH_SEEING.stream().filter(moment -> !moments.containsKey(moment)).toList());
    }
  }

  private record Timed(Seeded seeded, long cpuNanos) {}

  private static Timed timed(RunSpec spec, Simulation.Inside inside) {
    long before = cpuNanos();
    Seeded seeded = seeded(Simulation.run(spec, Plans.of(spec), inside));
    return new Timed(seeded, cpuNanos() - before);
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

  /** A sentence about this run as one about any: without nodes and numbers. */
  private static String inGeneral(String sentence) {
    return sentence.replaceAll("\\b(n|0x)?[0-9a-f]*[0-9][0-9a-f]*\\b", "…");
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
            .orElse(inside ? "inside: " + inGeneral(result.invariants().getFirst()) : "");
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
