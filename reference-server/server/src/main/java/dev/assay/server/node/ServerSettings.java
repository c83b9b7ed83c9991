package dev.assay.server.node;

import dev.assay.server.bug.SeededBug;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The settings of a node.
 *
 * @param nodeId this node's number in the ensemble
 * @param tickMillis the unit of the node's timing
 * @param minSessionTimeoutMillis the shortest session timeout that is granted
 * @param maxSessionTimeoutMillis the longest one
 * @param limits what clients may ask
 * @param bugs the seeded bugs that are switched on
 */
public record ServerSettings(
    int nodeId,
    int tickMillis,
    int minSessionTimeoutMillis,
    int maxSessionTimeoutMillis,
    ClientLimits limits,
    Set<SeededBug> bugs) {
  public ServerSettings {
    if (tickMillis < 2
        || minSessionTimeoutMillis < 1
        || maxSessionTimeoutMillis < minSessionTimeoutMillis) {
      throw new IllegalArgumentException(
          "a tick of %d ms, session timeouts from %d to %d ms"
              .formatted(tickMillis, minSessionTimeoutMillis, maxSessionTimeoutMillis));
    }
    EnumSet<SeededBug> copy = EnumSet.noneOf(SeededBug.class);
    copy.addAll(bugs);
    bugs = Collections.unmodifiableSet(copy);
  }

  /** ZooKeeper's defaults for a tick: sessions of 2 to 20 ticks; no bugs. */
  public static ServerSettings of(int nodeId, int tickMillis) {
    return new ServerSettings(
        nodeId,
        tickMillis,
        2 * tickMillis,
        20 * tickMillis,
        ClientLimits.DEFAULT,
        EnumSet.noneOf(SeededBug.class));
  }

  public ServerSettings withBugs(Set<SeededBug> switchedOn) {
    return new ServerSettings(
        nodeId, tickMillis, minSessionTimeoutMillis, maxSessionTimeoutMillis, limits, switchedOn);
  }

  public ServerSettings withLimits(ClientLimits changed) {
    return new ServerSettings(
        nodeId, tickMillis, minSessionTimeoutMillis, maxSessionTimeoutMillis, changed, bugs);
  }
}
