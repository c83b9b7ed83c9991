package dev.assay.nemesis;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Driver;
import dev.assay.core.spi.Nemesis;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan drawn by {@link Schedule}. It is called on the driver, and all its state lives
 * there.
 *
 * <p>A fault waits until the one before it on its track has ended, however long healing takes; so
 * the nodes that are down at a time are never more than one fault's.
 */
public final class PlannedNemesis implements Nemesis {
  private static final int MOST_RESETS = 20;
  private static final long RESET_PAUSE_NANOS = 500_000_000;

  private final Cluster cluster;
  private final Driver driver;
  private final Map<Track, TrackQueue> queues = new EnumMap<>(Track.class);
  private final Map<Integer, Active> active = new TreeMap<>();

  /** A fault between the call of begin and the answer of end. */
  private static final class Active {
    private final PlannedFault fault;
    private final Kind kind;
    private final Consumer<Map<String, Object>> begun;
    private @Nullable FaultAction action;
    private @Nullable Evidence restarted;
    private int attempts;
    private boolean answered;
    private boolean ending;

    private Active(PlannedFault fault, Kind kind, Consumer<Map<String, Object>> begun) {
      this.fault = fault;
      this.kind = kind;
      this.begun = begun;
    }

    private void answer(Map<String, Object> value) {
      if (!answered) {
        answered = true;
        begun.accept(value);
      }
    }
  }

  public PlannedNemesis(Cluster cluster, Driver driver) {
    this.cluster = cluster;
    this.driver = driver;
    for (Track track : Track.values()) {
      queues.put(track, new TrackQueue());
    }
  }

  @Override
  public void begin(PlannedFault fault, Consumer<Map<String, Object>> done) {
    Kind kind =
        Kind.of(fault.kind())
            .orElseThrow(() -> new IllegalArgumentException("unknown kind: " + fault.kind()));
    Active begun = new Active(fault, kind, done);
    active.put(fault.id(), begun);
    queue(kind).acquire(fault.id(), () -> find(begun));
  }

  private TrackQueue queue(Kind kind) {
    return Objects.requireNonNull(queues.get(kind.track()));
  }

  private void find(Active begun) {
    if (begun.kind.hitsLeader()) {
      LeaderSearch.start(cluster, driver, leader -> inject(begun, leader));
    } else {
      inject(begun, "");
    }
  }

  private void inject(Active begun, String leader) {
    if (begun.ending) {
      return;
    }
    if (begun.kind.hitsLeader() && leader.isEmpty()) {
      begun.answer(notApplied(begun.fault, "begin", "no node said that it leads"));
      return;
    }
    FaultAction action = Targets.resolve(begun.fault, begun.kind, cluster.nodes(), leader);
    begun.action = action;
    cluster.inject(action, evidence -> driver.post(() -> injected(begun, action, evidence)));
  }

  /**
   * A reset needs connections that it can reset, and right now there may be none, say while the
   * node comes up again: it is tried again, as a part of the same fault.
   */
  private boolean resetAgain(Active begun, FaultAction action, Evidence evidence) {
    boolean again =
        begun.kind == Kind.RESET
            && !evidence.proven()
            && !begun.ending
            && ++begun.attempts < MOST_RESETS;
    if (again) {
      driver.at(driver.now() + RESET_PAUSE_NANOS, () -> reset(begun, action));
    }
    return again;
  }

  private void reset(Active begun, FaultAction action) {
    if (!begun.ending) {
      cluster.inject(action, evidence -> driver.post(() -> injected(begun, action, evidence)));
    }
  }

  private void injected(Active begun, FaultAction action, Evidence evidence) {
    if (resetAgain(begun, action, evidence)) {
      return;
    }
    if (begun.kind != Kind.RESTART || begun.ending) {
      begun.answer(report(begun.fault, "begin", action, evidence));
      return;
    }
    cluster.heal(
        action,
        healed ->
            driver.post(() -> {
              begun.restarted = healed;
              Evidence both = both(evidence, healed);
              begun.answer(report(begun.fault, "begin", action, both));
            }));
  }

  private static Evidence both(Evidence stopped, Evidence started) {
    Map<String, Object> details = new LinkedHashMap<>(stopped.details());
    details.putAll(started.details());
    boolean proven = stopped.proven() && started.proven();
    return new Evidence(proven, stopped.proof() + "; then: " + started.proof(), details);
  }

  @Override
  public void end(PlannedFault fault, Consumer<Map<String, Object>> done) {
    @Nullable Active ended = active.remove(fault.id());
    if (ended == null) {
      done.accept(notApplied(fault, "end", "it was not active"));
      return;
    }
    ended.ending = true;
    ended.answer(notApplied(fault, "begin", "it ended before it was in effect"));
    @Nullable FaultAction action = ended.action;
    @Nullable Evidence restarted = ended.restarted;
    if (action == null) {
      queue(ended.kind).release(fault.id());
      done.accept(notApplied(fault, "end", "it never came into effect"));
    } else if (restarted != null) {
      queue(ended.kind).release(fault.id());
      done.accept(report(fault, "end", action, restarted));
    } else {
      cluster.heal(
          action,
          evidence ->
              driver.post(() -> {
                queue(ended.kind).release(fault.id());
                done.accept(report(fault, "end", action, evidence));
              }));
    }
  }

  private static Map<String, Object> notApplied(PlannedFault fault, String phase, String why) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("fault", (long) fault.id());
    value.put("phase", phase);
    value.put("applied", false);
    value.put("proven", false);
    value.put("proof", why);
    value.put("nodes", List.of());
    value.put("links", List.of());
    return value;
  }

  private static Map<String, Object> report(
      PlannedFault fault, String phase, FaultAction action, Evidence evidence) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("fault", (long) fault.id());
    value.put("phase", phase);
    value.put("applied", true);
    value.put("proven", evidence.proven());
    value.put("proof", evidence.proof());
    value.put("nodes", action.nodes());
    value.put(
        "links", action.links().stream().map(link -> List.of(link.from(), link.to())).toList());
    action.parameters().forEach(value::putIfAbsent);
    evidence.details().forEach(value::putIfAbsent);
    return value;
  }
}
