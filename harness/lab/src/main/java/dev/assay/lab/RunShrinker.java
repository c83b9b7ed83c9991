package dev.assay.lab;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import dev.assay.nemesis.FaultKinds;
import dev.assay.simulator.SimCluster;
import dev.assay.simulator.WorldSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a failing simulated run small: fewer faults (delta debugging: Zeller and Hildebrandt, TSE
 * 2002), nodes, clients, a shorter time, fewer settings; as long as it fails in the same way.
 *
 * <p>Whatever is taken away shifts everything that comes after it in time. A failure that needs a
 * narrow moment may then hide, although what was taken away has nothing to do with it. So each
 * smaller form is tried in several worlds: the same run, with other latencies. The one that fails
 * stands in the settings of the result, as {@code salt}.
 */
public final class RunShrinker implements AutoCloseable {
  private static final int WORLDS = 8;
  private static final int MOST_RUNS = 800;
  private static final long CALM_MILLIS = 3_000;
  private final ExecutorService pool =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final Consumer<String> progress;
  private final BooleanSupplier over;
  private final Simulation.Inside inside;
  private final String failure;
  private Simulation.Result best;
  private int runs;

  private RunShrinker(
      Simulation.Result failed,
      Simulation.Inside inside,
      Consumer<String> progress,
      BooleanSupplier over) {
    this.best = failed;
    this.inside = inside;
    this.progress = progress;
    this.over = over;
    this.failure = SimulationBatch.seeded(failed).anomaly();
  }

  /**
   * The smallest run that was found.
   *
   * @param result it fails like the one that it came from
   * @param runs how many runs it took to find
   */
  public record Shrunk(Simulation.Result result, int runs) {}

  /**
   * Shrinks a run that failed.
   *
   * @param progress hears, in a sentence, of each step that made it smaller
   * @throws IllegalArgumentException if it did not fail
   */
  public static Shrunk shrink(
      Simulation.Result failed, Simulation.Inside inside, Consumer<String> progress)
      throws InterruptedException {
    return shrink(failed, inside, progress, () -> false);
  }

  /**
   * The same, for a limited time.
   *
   * @param over whether no further run may begin; the smallest until then is the result
   */
  public static Shrunk shrink(
      Simulation.Result failed,
      Simulation.Inside inside,
      Consumer<String> progress,
      BooleanSupplier over)
      throws InterruptedException {
    if (!SimulationBatch.seeded(failed).failed()) {
      throw new IllegalArgumentException("the run did not fail: there is nothing to shrink");
    }
    try (RunShrinker shrinker = new RunShrinker(failed, inside, progress, over)) {
      shrinker.shrink();
      return new Shrunk(shrinker.best, shrinker.runs);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  private void shrink() throws InterruptedException {
    int size;
    do {
      size = size();
      faults();
      nodes();
      clients();
      time();
      settings();
    } while (size() < size && mayRun());
  }

  private int size() {
    return best.plan().size() + best.spec().nodes() + best.spec().concurrency();
  }

  /** Delta debugging over the plan: halves, quarters, ... down to single faults. */
  private void faults() throws InterruptedException {
    for (int pieces = 1; pieces <= 2 * best.plan().size(); pieces *= 2) {
      int piece = Math.max(1, Math.ceilDiv(best.plan().size(), pieces));
      for (int at = 0; at < best.plan().size(); ) {
        List<PlannedFault> fewer = new ArrayList<>(best.plan());
        fewer.subList(at, Math.min(at + piece, fewer.size())).clear();
        if (!adopt(best.spec(), fewer)) {
          at += piece;
        }
      }
    }
  }

  private void nodes() throws InterruptedException {
    for (int count : List.of(1, 2, 3, 4)) {
      if (count < best.spec().nodes() && adopt(smaller(count), fitted(count))) {
        return;
      }
    }
  }

  /** Fewer nodes; what settings say of the others is left out. */
  private RunSpec smaller(int count) {
    List<String> nodes = Plans.nodes(count);
    Map<String, String> settings = new TreeMap<>(best.spec().settings());
    settings
        .keySet()
        .removeIf(name ->
            name.startsWith(WorldSettings.CLOCK_RATE)
                && !nodes.contains(name.substring(WorldSettings.CLOCK_RATE.length())));
    String slow = settings.get(WorldSettings.SLOW_SYNC_NODE);
    if (slow != null && !nodes.contains(slow)) {
      settings.remove(WorldSettings.SLOW_SYNC_NODE);
    }
    return best.spec().withNodes(count).withSettings(settings);
  }

  /** The plan for fewer nodes: what it says of the others is left out. */
  private List<PlannedFault> fitted(int count) {
    List<String> nodes = Plans.nodes(count);
    List<PlannedFault> plan = new ArrayList<>();
    for (PlannedFault fault : best.plan()) {
      Map<String, Object> parameters = new TreeMap<>(fault.parameters());
      parameters.replaceAll((_, value) ->
          value instanceof List<?> list ? list.stream().filter(nodes::contains).toList() : value);
      if (possible(fault.kind(), count)) {
        plan.add(
            new PlannedFault(
                fault.id(), fault.kind(), fault.atNanos(), fault.durationNanos(), parameters));
      }
    }
    return plan;
  }

  private static boolean possible(String kind, int nodes) {
    return kind.equals(Plans.CORE)
        ? nodes > 2
        : FaultKinds.expand(List.of("all"), nodes, SimCluster.ACTIONS).contains(kind);
  }

  private void clients() throws InterruptedException {
    boolean smaller = true;
    while (smaller && best.spec().concurrency() > 1) {
      smaller =
          adopt(best.spec().withConcurrency(best.spec().concurrency() / 2), best.plan())
              || adopt(best.spec().withConcurrency(best.spec().concurrency() - 1), best.plan());
    }
  }

  private void time() throws InterruptedException {
    long lastFault =
        best.plan().stream()
            .mapToLong(fault -> (fault.atNanos() + fault.durationNanos()) / 1_000_000)
            .max()
            .orElse(0);
    long enough = lastFault + CALM_MILLIS;
    if (enough < best.spec().timeLimitMillis()) {
      Map<String, String> settings = new TreeMap<>(best.spec().settings());
      settings.put(WorldDraw.FAULT_MILLIS, Long.toString(Math.max(1_000, lastFault)));
      adopt(best.spec().withTimeLimitMillis(enough).withSettings(settings), best.plan());
    }
  }

  /** Settings that only make the world unlike the usual one. */
  private void settings() throws InterruptedException {
    for (String name : List.copyOf(best.spec().settings().keySet())) {
      if (!name.equals(WorldDraw.FAULT_MILLIS) && !name.equals(WorldDraw.SALT)) {
        Map<String, String> fewer = new TreeMap<>(best.spec().settings());
        fewer.remove(name);
        adopt(best.spec().withSettings(fewer), best.plan());
      }
    }
  }

  /** Takes a smaller form, if it fails in the same way in some world. */
  private boolean adopt(RunSpec spec, List<PlannedFault> plan) throws InterruptedException {
    RunSpec asked =
        spec.withFaults(plan.stream().map(PlannedFault::kind).distinct().sorted().toList());
    List<Future<Optional<Simulation.Result>>> worlds = new ArrayList<>();
    for (int world = 0; world < WORLDS && mayRun(); world++) {
      RunSpec salted = world == 0 ? asked : salted(asked, world);
      worlds.add(pool.submit(() -> failing(salted, plan)));
      runs++;
    }
    Simulation.@Nullable Result found = null;
    for (Future<Optional<Simulation.Result>> world : worlds) {
      if (found == null) {
        found = take(world).orElse(null);
      } else {
        world.cancel(false);
      }
    }
    if (found == null) {
      return false;
    }
    best = found;
    progress.accept(
        "%d faults, %d nodes, %d clients, %d ms"
            .formatted(plan.size(), asked.nodes(), asked.concurrency(), asked.timeLimitMillis()));
    return true;
  }

  private boolean mayRun() {
    return runs < MOST_RUNS && !over.getAsBoolean();
  }

  private static RunSpec salted(RunSpec spec, int world) {
    Map<String, String> settings = new TreeMap<>(spec.settings());
    settings.put(WorldDraw.SALT, Long.toString(WorldDraw.salt(spec) + world));
    return spec.withSettings(settings);
  }

  private Optional<Simulation.Result> failing(RunSpec spec, List<PlannedFault> plan) {
    Simulation.Result result = Simulation.run(spec, plan, inside);
    boolean same = SimulationBatch.seeded(result).anomaly().equals(failure);
    return same ? Optional.of(result) : Optional.empty();
  }

  private static Optional<Simulation.Result> take(Future<Optional<Simulation.Result>> future)
      throws InterruptedException {
    try {
      return future.get(5, TimeUnit.MINUTES);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException hung) {
      throw new IllegalStateException("a simulated run takes longer than 5 minutes", hung);
    }
  }
}
