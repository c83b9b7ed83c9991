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
import java.util.Optional;
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
  private static final long ATTEMPT_PAUSE_NANOS = 500_000_000;

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
    private @Nullable Flapping flapping;
    private @Nullable Rolling rolling;

    /** What is to be done once all nodes have had their turns. */
    private @Nullable Runnable afterwards;

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
    Optional<Trigger> trigger = Trigger.of(begun.fault);
    if (trigger.isPresent()) {
      await(begun, trigger.get());
    } else if (begun.kind.hitsLeader()) {
      LeaderSearch.start(cluster, driver, leader -> inject(begun, leader));
    } else if (Boolean.TRUE.equals(begun.fault.parameters().get(Parameters.LEADER))) {
      LeaderSearch.once(cluster, driver, leader -> inject(begun, leader));
    } else {
      inject(begun, "");
    }
  }

  /** It waits as long as it would last. */
  private void await(Active begun, Trigger trigger) {
    long nanos = begun.fault.durationNanos();
    cluster.awaitMoment(
        trigger.moment(),
        nanos,
        node ->
            driver.post(() -> {
              if (node.isEmpty()) {
                queue(begun.kind).release(begun.fault.id());
                begun.answer(
                    notApplied(
                        begun.fault,
                        "begin",
                        "the moment "
                            + trigger.moment()
                            + " did not come within "
                            + nanos / 1_000_000
                            + " ms"));
              } else {
                String hit = trigger.hitsMomentNode() ? node : "";
                driver.at(driver.now() + trigger.delayNanos(), () -> inject(begun, hit));
              }
            }));
  }

  private void inject(Active begun, String special) {
    if (begun.ending) {
      return;
    }
    if (begun.kind.hitsLeader() && special.isEmpty()) {
      begun.answer(notApplied(begun.fault, "begin", "no node said that it leads"));
      return;
    }
    FaultAction action =
        Targets.resolve(begun.fault, begun.kind, cluster.nodes(), cluster.reachesPeers(), special);
    begun.action = action;
    if (begun.kind.rolls()) {
      begun.rolling =
          Rolling.start(
              cluster,
              driver,
              action,
              action.kind().equals(Kind.Action.KILL),
              evidence -> rolled(begun, action, evidence));
      return;
    }
    cluster.inject(action, evidence -> driver.post(() -> injected(begun, action, evidence)));
  }

  /**
   * A reset needs connections that it can reset, and right now there may be none, say while the
   * node comes up again; damage needs a file. It is tried again, as a part of the same fault.
   */
  private boolean injectAgain(Active begun, FaultAction action, Evidence evidence) {
    boolean again =
        !evidence.proven() && !begun.ending && ++begun.attempts < begun.kind.mostAttempts();
    if (again) {
      driver.at(driver.now() + ATTEMPT_PAUSE_NANOS, () -> injectOnceMore(begun, action));
    }
    return again;
  }

  private void injectOnceMore(Active begun, FaultAction action) {
    if (!begun.ending) {
      cluster.inject(action, evidence -> driver.post(() -> injected(begun, action, evidence)));
    }
  }

  private void injected(Active begun, FaultAction action, Evidence evidence) {
    if (injectAgain(begun, action, evidence)) {
      return;
    }
    List<String> back =
        begun.kind == Kind.RESTART ? action.nodes() : Targets.early(begun.fault, action);
    if (begun.ending || back.isEmpty()) {
      begun.answer(report(begun.fault, "begin", action, evidence));
      flap(begun, action);
      return;
    }
    FaultAction restart =
        new FaultAction(action.id(), action.kind(), back, List.of(), action.parameters());
    cluster.heal(
        restart,
        healed ->
            driver.post(() -> {
              if (begun.kind == Kind.RESTART) {
                begun.restarted = healed;
              }
              begun.answer(report(begun.fault, "begin", action, both(evidence, healed)));
            }));
  }

  private void rolled(Active begun, FaultAction action, Evidence evidence) {
    begun.rolling = null;
    begun.restarted = evidence;
    begun.answer(report(begun.fault, "begin", action, evidence));
    if (begun.afterwards != null) {
      begun.afterwards.run();
    }
  }

  private void flap(Active begun, FaultAction action) {
    Object period = begun.fault.parameters().get(Parameters.FLAP_MILLIS);
    if (!begun.ending && period instanceof Number millis) {
      begun.flapping = new Flapping(cluster, driver, action, millis.longValue() * 1_000_000);
    }
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
    if (ended.rolling != null) {
      ended.rolling.hurry();
      ended.afterwards = () -> finish(ended, done);
      return;
    }
    ended.answer(notApplied(fault, "begin", "it ended before it was in effect"));
    finish(ended, done);
  }

  private void finish(Active ended, Consumer<Map<String, Object>> done) {
    PlannedFault fault = ended.fault;
    @Nullable FaultAction action = ended.action;
    @Nullable Evidence restarted = ended.restarted;
    if (ended.flapping != null) {
      ended.flapping.stop();
    }
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
                done.accept(report(fault, "end", action, counted(ended, evidence)));
              }));
    }
  }

  private static Evidence counted(Active ended, Evidence evidence) {
    if (ended.flapping == null) {
      return evidence;
    }
    Map<String, Object> details = new LinkedHashMap<>(evidence.details());
    details.put("flaps", ended.flapping.turns());
    return new Evidence(evidence.proven(), evidence.proof(), details);
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
