package dev.assay.server.runtime;

import dev.assay.server.broadcast.AtomicBroadcast.Status;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import dev.assay.server.node.ClientLimits;
import dev.assay.server.node.ServerNode;
import dev.assay.server.node.ServerSettings;
import dev.assay.server.zab.Zab;
import dev.assay.server.zab.ZabSettings;
import java.util.List;

/** The server's core, set up as a configuration says. */
final class CoreNode implements Node {
  private static final int PENDING = 10_000;
  private static final int WATCHES = 100_000;

  private final ServerNode node;
  private final int featureLevel;

  CoreNode(Env env, ServerConfig config) {
    featureLevel = config.featureLevel();
    ServerConfig.Limits limits = config.limits();
    ServerSettings settings =
        ServerSettings.of(config.node(), limits.tickMillis())
            .withBugs(config.bugs())
            .withFeatureLevel(config.featureLevel())
            .withLimits(new ClientLimits(limits.clientConnections(), PENDING, WATCHES));
    ZabSettings zab =
        new ZabSettings(
            config.node(),
            config.peers().isEmpty()
                ? List.of(config.node())
                : List.copyOf(config.peers().keySet()),
            limits.tickMillis(),
            limits.initTicks(),
            limits.syncTicks(),
            limits.snapshotEvery(),
            1024L * limits.logKilobytes(),
            config.bugs());
    node = new ServerNode(env, settings, application -> new Zab(env, zab, application));
  }

  @Override
  public void start() {
    node.start();
  }

  @Override
  public void on(Event event) {
    node.on(event);
  }

  @Override
  public Status status() {
    return node.status().broadcast();
  }

  @Override
  public int featureLevel() {
    return featureLevel;
  }

  @Override
  public int nodeCount() {
    return node.status().nodes();
  }
}
