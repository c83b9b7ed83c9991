package dev.assay.simulator;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import dev.assay.server.node.ServerNode;
import dev.assay.server.node.ServerSettings;
import dev.assay.server.zab.Zab;
import dev.assay.server.zab.ZabSettings;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The reference server on a simulated node. */
public final class ServerProgram implements Program {
  private static final int TICK_MILLIS = 200;
  private final Env env;
  private final ServerNode server;

  /**
   * What differs from world to world.
   *
   * @param snapshotEvery entries between two snapshots
   * @param segmentBytes size of a segment of the log
   */
  public record Settings(int nodes, int snapshotEvery, long segmentBytes, Set<SeededBug> bugs) {
    public Settings {
      bugs = Collections.unmodifiableSet(new TreeSet<>(bugs));
    }
  }

  private ServerProgram(int node, int level, Env env, Settings settings, Deliveries deliveries) {
    this.env = env;
    List<Integer> voters = IntStream.rangeClosed(1, settings.nodes()).boxed().toList();
    ZabSettings zab =
        new ZabSettings(
            node,
            voters,
            TICK_MILLIS,
            15,
            5,
            settings.snapshotEvery(),
            settings.segmentBytes(),
            settings.bugs());
    this.server =
        new ServerNode(
            env,
            ServerSettings.of(node, TICK_MILLIS).withBugs(settings.bugs()).withFeatureLevel(level),
            application ->
                new Zab(env, zab, new ObservedApplication(node, application, deliveries)));
  }

  /** Makes nodes of one world. */
  public static Program.Factory factory(Settings settings, Deliveries deliveries) {
    return (node, level, env) -> {
      ServerProgram program = new ServerProgram(node, level, env, settings, deliveries);
      deliveries.begun(node, program);
      return program;
    };
  }

  @Override
  public void start() {
    orDie(server::start);
  }

  @Override
  public void on(Event event) {
    orDie(() -> server.on(event));
  }

  /** As in a process, a failure that nobody expected is the end of the node and of no other. */
  private void orDie(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      StackTraceElement[] trace = failure.getStackTrace();
      env.halt(failure + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }

  @Override
  public AtomicBroadcast.Status status() {
    return server.status().broadcast();
  }

  @Override
  public long digest() {
    return server.digest();
  }

  @Override
  public long stateSize() {
    return server.state().nodes();
  }

  @Override
  public List<String> inconsistencies() {
    return server.inconsistencies();
  }
}
