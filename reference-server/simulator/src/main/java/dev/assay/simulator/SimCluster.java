package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Coordination;
import dev.assay.server.broadcast.AtomicBroadcast;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** An ensemble as a cluster that a runner can drive, on the world's virtual time. */
public final class SimCluster implements Cluster, Coordination.Factory {
  /** All that the simulated world can do to an ensemble. */
  public static final Set<String> ACTIONS =
      union(
          LinkFaults.KINDS,
          ProcessFaults.KINDS,
          DiskFaults.KINDS,
          DamageFaults.KINDS,
          ClockFaults.KINDS,
          UpgradeFaults.KINDS);

  /** The moments of the protocol that a fault may wait for. */
  public static final List<String> MOMENTS =
      List.of(
          "follower-active",
          "following",
          "leader-active",
          "leader-established",
          "leading",
          "looking",
          "newleader-acked",
          "snapshot-installed",
          "snapshot-renamed",
          "snapshot-written",
          "sync-diff",
          "sync-snap",
          "sync-trunc",
          "torn-tail",
          "truncated");

  private static final long ANSWER = 1_000_000;
  private final Ensemble ensemble;
  private final World world;
  private final TreeMap<String, WorldFaults> faults = new TreeMap<>();
  private final Moments moments;
  private Consumer<NodeEvent> listener = event -> {};

  public SimCluster(Ensemble ensemble) {
    this.ensemble = ensemble;
    this.world = ensemble.world();
    this.moments = new Moments(world);
    DownNodes down = new DownNodes(ensemble, event -> listener.accept(event));
    List<WorldFaults> families =
        List.of(
            new LinkFaults(ensemble),
            new ProcessFaults(ensemble, down),
            new DiskFaults(ensemble, down),
            new DamageFaults(ensemble, down),
            new ClockFaults(ensemble),
            new UpgradeFaults(ensemble, down));
    families.forEach(family -> family.kinds().forEach(kind -> faults.put(kind, family)));
    ensemble.observe(
        new Ensemble.Observer() {
          @Override
          public void traced(String node, String moment, long value) {
            moments.passed(node, moment);
          }

          @Override
          public void halted(String node, String reason, boolean provoked) {
            listener.accept(new NodeEvent(node, "died", provoked, reason));
          }
        });
  }

  @SafeVarargs
  private static Set<String> union(List<String>... families) {
    TreeSet<String> all = new TreeSet<>();
    for (List<String> family : families) {
      all.addAll(family);
    }
    return Collections.unmodifiableSet(all);
  }

  @Override
  public List<String> nodes() {
    return ensemble.names();
  }

  @Override
  public void listen(Consumer<NodeEvent> someone) {
    listener = someone;
  }

  @Override
  public void start(Consumer<String> done) {
    for (String node : nodes()) {
      ensemble.boot(Ensemble.number(node));
      listener.accept(new NodeEvent(node, "started", true, "simulated"));
    }
    world.after(ANSWER, () -> done.accept(""));
  }

  @Override
  public void status(String node, Consumer<NodeStatus> done) {
    world.after(
        ANSWER,
        () -> {
          AtomicBroadcast.Status status = ensemble.status(Ensemble.number(node));
          done.accept(
              status == null
                  ? new NodeStatus(false, "", -1, "down or paused")
                  : new NodeStatus(true, status.mode(), status.epoch(), status.toString()));
        });
  }

  @Override
  public Set<String> supportedActions() {
    return ACTIONS;
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    WorldFaults family = faults.get(action.kind());
    if (family == null) {
      done.accept(new Evidence(false, "the simulator knows no " + action.kind(), Map.of()));
    } else {
      family.inject(action, done);
    }
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    WorldFaults family = faults.get(action.kind());
    if (family == null) {
      done.accept(new Evidence(false, "the simulator knows no " + action.kind(), Map.of()));
    } else {
      family.heal(action, done);
    }
  }

  @Override
  public List<String> moments() {
    return MOMENTS;
  }

  @Override
  public void awaitMoment(String moment, long nanos, Consumer<String> done) {
    moments.await(moment, nanos, done);
  }

  @Override
  public Coordination open(String node) {
    return new SimSession(ensemble, Ensemble.number(node));
  }

  @Override
  public void close() {
    nodes().forEach(node -> ensemble.crash(Ensemble.number(node), false));
  }
}
