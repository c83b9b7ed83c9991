package dev.assay.server.node;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.tree.StateMachine;
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
 * @param featureLevel the newest level of the language of requests that it understands: less than
 *     {@link StateMachine#FEATURE_LEVEL} makes an older version of it
 * @param bugs the seeded bugs that are switched on
 */
public record ServerSettings(
    int nodeId,
    int tickMillis,
    int minSessionTimeoutMillis,
    int maxSessionTimeoutMillis,
    ClientLimits limits,
    int featureLevel,
    Set<SeededBug> bugs) {
  public ServerSettings {
    if (tickMillis < 2
        || minSessionTimeoutMillis < 1
        || maxSessionTimeoutMillis < minSessionTimeoutMillis) {
      throw new IllegalArgumentException(
          "a tick of %d ms, session timeouts from %d to %d ms"
              .formatted(tickMillis, minSessionTimeoutMillis, maxSessionTimeoutMillis));
    }
    if (featureLevel < 1 || featureLevel > StateMachine.FEATURE_LEVEL) {
      throw new IllegalArgumentException(
          "a feature level of %d, and there are 1 to %d"
              .formatted(featureLevel, StateMachine.FEATURE_LEVEL));
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
        StateMachine.FEATURE_LEVEL,
        EnumSet.noneOf(SeededBug.class));
  }

  public ServerSettings withBugs(Set<SeededBug> switchedOn) {
    return new ServerSettings(
        nodeId,
        tickMillis,
        minSessionTimeoutMillis,
        maxSessionTimeoutMillis,
        limits,
        featureLevel,
        switchedOn);
  }

  public ServerSettings withLimits(ClientLimits changed) {
    return new ServerSettings(
        nodeId,
        tickMillis,
        minSessionTimeoutMillis,
        maxSessionTimeoutMillis,
        changed,
        featureLevel,
        bugs);
  }

  /** An older version, when the level is not the newest. */
  public ServerSettings withFeatureLevel(int level) {
    return new ServerSettings(
        nodeId, tickMillis, minSessionTimeoutMillis, maxSessionTimeoutMillis, limits, level, bugs);
  }
}
