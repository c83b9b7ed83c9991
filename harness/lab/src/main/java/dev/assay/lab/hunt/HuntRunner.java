package dev.assay.lab.hunt;

import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Hunts many quarries from several base seeds, on all cores. Whoever has nothing to begin helps
 * with a chase that is under way, the longest ones first.
 */
public final class HuntRunner {
  private static final long LONGEST_RUN_NANOS = 600_000_000_000L;

  private final Map<Quarry, List<Chase>> chases = new LinkedHashMap<>();
  private final List<Chase> order = new ArrayList<>();
  private final Function<RunSpec, Sighting> look;
  private final LongSupplier nanos;
  private final long limitNanos;
  private final long deadline;
  private final BiConsumer<Quarry, Pursuit> told;
  private volatile boolean cancelled;

  /**
   * What to hunt.
   *
   * @param quarries what
   * @param bases from which base seeds
   * @param limitNanos when time is up, the rest is left; counted from the creation of the runner
   */
  public record Order(List<Quarry> quarries, List<Long> bases, long limitNanos) {
    /** From base seeds that follow from one seed. */
    public static Order from(List<Quarry> quarries, long seed, int bases, long limitNanos) {
      Seed root = new Seed(seed).fork("bases");
      List<Long> drawn =
          LongStream.range(0, bases)
              .map(number -> root.fork(number).random().nextInt(Integer.MAX_VALUE))
              .boxed()
              .toList();
      return new Order(quarries, drawn, limitNanos);
    }

    public Order {
      quarries = List.copyOf(quarries);
      bases = List.copyOf(bases);
    }
  }

  /**
   * A hunt in the simulated world.
   *
   * @param nanos the clock; asked on many threads
   * @param told hears of each chase when it has ended; one call at a time
   */
  public HuntRunner(Order what, LongSupplier nanos, BiConsumer<Quarry, Pursuit> told) {
    this(what, Sighting::of, nanos, told);
  }

  HuntRunner(
      Order what,
      Function<RunSpec, Sighting> look,
      LongSupplier nanos,
      BiConsumer<Quarry, Pursuit> told) {
    this.look = look;
    this.nanos = nanos;
    this.limitNanos = what.limitNanos();
    this.deadline = nanos.getAsLong() + limitNanos;
    this.told = told;
    for (Quarry quarry : what.quarries()) {
      List<Chase> own = what.bases().stream().map(base -> new Chase(quarry, base)).toList();
      chases.put(quarry, own);
      order.addAll(own);
    }
    order.sort(Comparator.comparingInt(chase -> -chase.quarry().seeds()));
  }

  /** Hunts until all is done, time is up, or it is cancelled; the scores in the order asked for. */
  public List<Score> run() throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(this::work));
      }
      for (Future<?> worker : workers) {
        await(worker);
      }
    }
    List<Score> scores = new ArrayList<>();
    long now = nanos.getAsLong();
    chases.forEach((quarry, own) ->
        scores.add(new Score(quarry, own.stream().map(chase -> chase.end(now)).toList())));
    return scores;
  }

  private void await(Future<?> worker) throws InterruptedException {
    try {
      worker.get(limitNanos + LONGEST_RUN_NANOS, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException hung) {
      throw new IllegalStateException("a simulated run does not end", hung);
    }
  }

  /** Begins no further run. May be called by any thread. */
  public void cancel() {
    cancelled = true;
  }

  private boolean over() {
    return cancelled || nanos.getAsLong() >= deadline;
  }

  private void work() {
    Chase chase = join();
    while (chase != null) {
      OptionalInt next = over() ? OptionalInt.empty() : chase.next();
      if (next.isPresent()) {
        attempt(chase, next.getAsInt());
      } else {
        chase.leave();
        chase = over() ? null : join();
      }
    }
  }

  /** One that nobody is at, else one that needs help. */
  private synchronized @Nullable Chase join() {
    Chase chosen =
        order.stream()
            .filter(Chase::waiting)
            .min(Comparator.comparingInt(Chase::workers))
            .orElse(null);
    if (chosen != null) {
      chosen.join(nanos.getAsLong());
    }
    return chosen;
  }

  private void attempt(Chase chase, int index) {
    boolean last;
    try {
      long before = cpuNanos();
      Sighting sighting = look.apply(chase.quarry().spec(chase.seed(index)));
      Chase.Tried tried = new Chase.Tried(sighting, cpuNanos() - before);
      last = chase.done(index, tried, nanos.getAsLong());
      Sighting caught = chase.caught();
      if (last && caught != null && chase.quarry() instanceof Hunt) {
        chase.control(look.apply(caught.spec().withBug("")));
      }
    } catch (RuntimeException | StackOverflowError broken) {
      chase.failed(index, String.valueOf(broken), nanos.getAsLong());
      last = true;
    }
    if (last) {
      tell(chase);
    }
  }

  private synchronized void tell(Chase chase) {
    told.accept(chase.quarry(), chase.end(nanos.getAsLong()));
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
