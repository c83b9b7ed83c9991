package dev.assay.cluster.clock;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.MonotonicClock;
import dev.assay.cluster.fault.Faults;
import dev.assay.cluster.fault.FaultyNode;
import dev.assay.cluster.fault.FaultyNode.Life;
import dev.assay.cluster.fault.NodeFaults;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code clock-jump} and {@code clock-skew} ({@code offsetMillis}), {@code clock-drift} ({@code
 * ratePermille}): of wall clocks. A program that has the same library loaded, and reads the same
 * file, shows the time that the node sees; that the node has it loaded stands in {@code /proc}.
 */
final class ClockFaults implements Faults, AutoCloseable {
  static final String JUMP = "clock-jump";
  static final String SKEW = "clock-skew";
  static final String DRIFT = "clock-drift";
  static final Set<String> KINDS = Set.of(JUMP, SKEW, DRIFT);

  /** A clock that drifts is set so often. */
  private static final long STEP_MILLIS = 50;

  /** A drift that has come to so many milliseconds is plain to see. */
  private static final double PLAIN = 40;

  /** Nothing shows when a node looks at the file again: it does once a second. */
  static final Duration UNTIL_SEEN = Duration.ofMillis(1_100);

  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double PERMILLE = 1e3;
  private static final Logger LOG = LoggerFactory.getLogger(ClockFaults.class);
  private final Path library;
  private final Map<String, NodeClock> clocks;
  private final Map<String, FaultyNode> nodes;
  private final NodeFaults processes;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("drift").factory());
  private final Map<Integer, ScheduledFuture<?>> drifts = new ConcurrentHashMap<>();

  ClockFaults(
      Path library,
      Map<String, NodeClock> clocks,
      Map<String, ? extends FaultyNode> nodes,
      NodeFaults processes) {
    this.processes = processes;
    this.library = library;
    this.clocks = Map.copyOf(clocks);
    this.nodes = new TreeMap<>(nodes);
  }

  @Override
  public Set<String> kinds() {
    return KINDS;
  }

  private NodeClock clock(String node) {
    return Objects.requireNonNull(clocks.get(node), node);
  }

  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    List<String> down = processes.awaitRunning(action);
    if (!down.isEmpty()) {
      return new Evidence(false, "without a process: " + String.join(", ", down), Map.of());
    }
    if (action.kind().equals(DRIFT)) {
      return drift(action);
    }
    double offset = figure(action, "offsetMillis");
    for (String name : action.nodes()) {
      clock(name).add(action.id(), offset);
    }
    return read(action, true);
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    ScheduledFuture<?> drift = drifts.remove(action.id());
    if (drift != null) {
      drift.cancel(false);
    }
    for (String name : action.nodes()) {
      clock(name).remove(action.id());
    }
    return read(action, false);
  }

  private Evidence drift(FaultAction action) throws IOException, InterruptedException {
    double rate = figure(action, "ratePermille") / PERMILLE - 1;
    long began = MonotonicClock.nanos();
    Runnable step =
        () -> {
          double offset = (MonotonicClock.nanos() - began) / NANOS_PER_MILLI * rate;
          action.nodes().forEach(name -> set(name, action.id(), offset));
        };
    drifts.put(
        action.id(), ticker.scheduleAtFixedRate(step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS));
    var _ =
        Deadline.in(LIMIT)
            .poll(() ->
                action.nodes().stream().allMatch(n -> Math.abs(clock(n).of(action.id())) > PLAIN));
    Evidence seen = read(action, true);
    return new Evidence(
        seen.proven(),
        String.format(Locale.ROOT, "at %.3f of the usual rate, ", 1 + rate) + seen.proof(),
        seen.details());
  }

  private void set(String name, int fault, double offset) {
    try {
      clock(name).add(fault, offset);
    } catch (IOException e) {
      LOG.warn("the clock of {} is not set: {}", name, e.toString());
    }
  }

  private static double figure(FaultAction action, String name) {
    return action.parameters().get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  /**
   * Looks at the clocks.
   *
   * @param wrong whether they must be seen to be wrong; else, to be as far off as they should be
   */
  private Evidence read(FaultAction action, boolean wrong)
      throws IOException, InterruptedException {
    List<String> seen = new ArrayList<>();
    Map<String, Object> details = new TreeMap<>();
    boolean proven = !action.nodes().isEmpty();
    var _ = Deadline.in(UNTIL_SEEN).poll(() -> false);
    for (String name : action.nodes()) {
      Reading reading = Reading.of(library, clock(name));
      Deadline deadline = Deadline.in(LIMIT);
      while (!reading.good(wrong) && !deadline.passed()) {
        reading = Reading.of(library, clock(name));
      }
      boolean sees = wrong ? Deadline.in(LIMIT).poll(() -> sees(name)) : sees(name);
      proven &= reading.good(wrong) && (sees || !wrong);
      details.put(name, reading.most());
      seen.add(
          "the clock that %s %s is %s"
              .formatted(
                  name, sees ? "sees" : wrong ? "does not see" : "will see", reading.words()));
    }
    return new Evidence(proven, String.join(", ", seen), details);
  }

  /** Whether a process of the node runs, and has the library loaded. */
  private boolean sees(String name) throws IOException {
    Optional<? extends Life> life = Objects.requireNonNull(nodes.get(name), name).running();
    return life.isPresent() && ClockLibrary.loaded(life.get().pid(), library);
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
