package dev.assay.lab.suite;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does the planned runs in their order, as many at a time as it is told, and begins none that would
 * not end within the budget: as long as the runs so far took on average, the next one will take.
 */
public final class SuiteRunner {
  private static final String INTERRUPTED = "The suite was interrupted.";

  /** Above all that one run may take. */
  private static final long LONGEST_RUN_NANOS = 1_800_000_000_000L;

  private final Order order;
  private final Waivers waivers;
  private final Trial trial;
  private final LongSupplier nanos;
  private final Consumer<SuiteRun> told;
  private final Deque<Planned> waiting;
  private final Map<Planned, SuiteRun> done = new LinkedHashMap<>();
  private final long began;
  private long spentNanos;
  private volatile boolean cancelled;

  /** How one run is done. */
  @FunctionalInterface
  public interface Trial {
    /**
     * Does a run to its end. Called on several threads when the order says so, each of which is in
     * a thread group of its own. What goes wrong with one run is {@link Ended.Broken}; an exception
     * ends the suite.
     */
    Ended run(Planned planned) throws IOException, InterruptedException;
  }

  /**
   * What to do.
   *
   * @param planned the runs; each is there once
   * @param threads how many at a time
   * @param budgetNanos for how long
   * @param budget the same, as the user wrote it
   * @param runNanos how long a run takes, as long as none is over
   */
  public record Order(
      List<Planned> planned, int threads, long budgetNanos, String budget, long runNanos) {
    public Order {
      planned = List.copyOf(planned);
    }
  }

  /**
   * A suite.
   *
   * @param nanos the clock; asked on many threads. The budget counts from now
   * @param told hears of each run when it has ended; one call at a time
   */
  public SuiteRunner(
      Order order, Waivers waivers, Trial trial, LongSupplier nanos, Consumer<SuiteRun> told) {
    this.order = order;
    this.waivers = waivers;
    this.trial = trial;
    this.nanos = nanos;
    this.told = told;
    this.waiting = new ArrayDeque<>(order.planned());
    this.began = nanos.getAsLong();
  }

  /** Runs until all is done, time is up, or it is cancelled; every planned run is in the answer. */
  public List<SuiteRun> run() throws InterruptedException {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(order.threads(), SuiteRunner::inGroupOfItsOwn)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < order.threads(); i++) {
        workers.add(
            pool.submit(() -> {
              work();
              return null;
            }));
      }
      for (Future<?> worker : workers) {
        await(worker);
      }
    }
    return order.planned().stream().map(this::ending).toList();
  }

  /** All threads that a run makes are in its group, and so it is known whose they are. */
  private static Thread inGroupOfItsOwn(Runnable work) {
    return Thread.ofPlatform().group(new ThreadGroup("run")).name("run").unstarted(work);
  }

  /** Begins no further run. May be called by any thread. */
  public void cancel() {
    cancelled = true;
  }

  private void await(Future<?> worker) throws InterruptedException {
    try {
      worker.get(order.budgetNanos() + LONGEST_RUN_NANOS, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      cancel();
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException hung) {
      cancel();
      throw new IllegalStateException("a run of the suite does not end", hung);
    }
  }

  private void work() throws IOException, InterruptedException {
    for (Planned next = next(); next != null; next = next()) {
      long before = nanos.getAsLong();
      Ended ended = trial.run(next);
      if (cancelled && ended instanceof Ended.Broken) {
        ended = new Ended.NotRun(INTERRUPTED);
      }
      ended(next, ended, nanos.getAsLong() - before);
    }
  }

  private synchronized @Nullable Planned next() {
    return cancelled || !fits() ? null : waiting.poll();
  }

  private boolean fits() {
    long expected = done.isEmpty() ? order.runNanos() : spentNanos / done.size();
    return nanos.getAsLong() - began + expected <= order.budgetNanos();
  }

  private synchronized void ended(Planned planned, Ended ended, long tookNanos) {
    SuiteRun run = SuiteRun.of(planned, ended, waivers);
    spentNanos += tookNanos;
    done.put(planned, run);
    told.accept(run);
  }

  private synchronized SuiteRun ending(Planned planned) {
    SuiteRun run = done.get(planned);
    if (run != null) {
      return run;
    }
    String why =
        cancelled ? INTERRUPTED : "It did not fit into the time budget of " + order.budget() + ".";
    return SuiteRun.of(planned, new Ended.NotRun(why), waivers);
  }
}
