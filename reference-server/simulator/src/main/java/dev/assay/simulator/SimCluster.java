package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Coordination;
import dev.assay.server.broadcast.AtomicBroadcast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** An ensemble as a cluster that a runner can drive, on the world's virtual time. */
public final class SimCluster implements Cluster, Coordination.Factory {
  /** All that the simulated world can do to an ensemble. */
  public static final Set<String> ACTIONS =
      Collections.unmodifiableSet(
          new TreeSet<>(List.of("cut", "delay", "reset", "kill", "pause", "power-loss")));

  private static final List<String> PROCESS_ACTIONS = List.of("kill", "pause", "power-loss");
  private static final long ANSWER = 1_000_000;
  private final Ensemble ensemble;
  private final World world;
  private Consumer<NodeEvent> listener = event -> {};

  public SimCluster(Ensemble ensemble) {
    this.ensemble = ensemble;
    this.world = ensemble.world();
  }

  /** A node has ended itself: nobody asked for that. */
  void halted(String node, String reason) {
    listener.accept(new NodeEvent(node, "died", false, reason));
  }

  @Override
  public List<String> nodes() {
    return IntStream.rangeClosed(1, ensemble.size()).mapToObj(Ensemble::name).toList();
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
    switch (action.kind()) {
      case "cut" -> {
        links(action, ensemble::cut);
        settle(action, true, done);
      }
      case "delay" -> {
        long millis = ((Number) action.parameters().getOrDefault("delayMillis", 50)).longValue();
        links(
            action,
            (from, to) -> ensemble.network().delay(new Network.Pair(from, to), millis * 1_000_000));
        settle(action, true, done);
      }
      case "reset" -> {
        int[] count = new int[1];
        links(
            action, (from, to) -> count[0] += ensemble.network().reset(new Network.Pair(from, to)));
        done.accept(evidence(count[0] > 0, count[0] + " connections were reset"));
      }
      case "kill", "power-loss" -> {
        for (String node : action.nodes()) {
          ensemble.crash(Ensemble.number(node), action.kind().equals("power-loss"));
          listener.accept(new NodeEvent(node, "died", true, action.kind()));
        }
        settle(action, true, done);
      }
      case "pause" -> {
        action.nodes().forEach(node -> ensemble.pause(Ensemble.number(node)));
        settle(action, true, done);
      }
      default -> done.accept(evidence(false, "the simulator knows no " + action.kind()));
    }
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    switch (action.kind()) {
      case "cut" -> links(action, ensemble::heal);
      case "delay" ->
          links(action, (from, to) -> ensemble.network().undelay(new Network.Pair(from, to)));
      case "kill", "power-loss" -> {
        for (String node : action.nodes()) {
          ensemble.boot(Ensemble.number(node));
          listener.accept(new NodeEvent(node, "started", true, "restarted"));
        }
      }
      case "pause" -> action.nodes().forEach(node -> ensemble.resume(Ensemble.number(node)));
      default -> {}
    }
    settle(action, false, done);
  }

  private static void links(FaultAction action, BiConsumer<String, String> each) {
    action.links().forEach(link -> each.accept(link.from(), link.to()));
  }

  /** Looks, a moment later, whether the world is as it was asked to be. */
  private void settle(FaultAction action, boolean inEffect, Consumer<Evidence> done) {
    world.after(
        ANSWER,
        () -> {
          List<String> wrong = new ArrayList<>();
          for (String node : action.nodes()) {
            if (PROCESS_ACTIONS.contains(action.kind())
                && affected(action.kind(), node) != inEffect) {
              wrong.add(node);
            }
          }
          for (FaultAction.Link link : action.links()) {
            Network.Pair pair = new Network.Pair(link.from(), link.to());
            if (action.kind().equals("cut") && ensemble.network().isCut(pair) != inEffect) {
              wrong.add(pair.toString());
            }
          }
          String what = action.kind() + (inEffect ? " is in effect" : " is over");
          done.accept(
              evidence(
                  wrong.isEmpty(),
                  wrong.isEmpty() ? what + " in the simulated world" : "not so at " + wrong));
        });
  }

  private boolean affected(String kind, String node) {
    SimNode simulated = ensemble.node(Ensemble.number(node));
    return kind.equals("pause") ? simulated.paused() : !simulated.up();
  }

  private static Evidence evidence(boolean proven, String proof) {
    return new Evidence(proven, proof, Map.of());
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
