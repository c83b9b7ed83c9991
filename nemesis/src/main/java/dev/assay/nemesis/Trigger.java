package dev.assay.nemesis;

import dev.assay.core.fault.PlannedFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A fault may wait for a moment of the protocol and strike right then: narrow windows are not hit
 * at random times.
 *
 * @param moment what it waits for; the cluster knows what that means
 * @param delayNanos how long after the moment it strikes
 * @param hitsMomentNode whether it hits the node at which the moment was seen (and others only if
 *     it hits several), or the nodes that were drawn
 */
record Trigger(String moment, long delayNanos, boolean hitsMomentNode) {
  static final String MOMENT = "trigger";
  static final String DELAY_MICROS = "triggerDelayMicros";
  static final String HITS = "hits";
  private static final String MOMENT_NODE = "moment-node";
  private static final String DRAWN = "drawn";
  private static final int MOST_MICROS = 5_000;

  /** The parameters of a trigger. */
  static Map<String, Object> draw(List<String> moments, RandomGenerator random) {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put(MOMENT, moments.get(random.nextInt(moments.size())));
    parameters.put(DELAY_MICROS, (long) random.nextInt(MOST_MICROS + 1));
    parameters.put(HITS, random.nextBoolean() ? MOMENT_NODE : DRAWN);
    return parameters;
  }

  /** What a fault waits for, if it does. */
  static Optional<Trigger> of(PlannedFault fault) {
    if (!(fault.parameters().get(MOMENT) instanceof String moment)) {
      return Optional.empty();
    }
    long micros =
        fault.parameters().get(DELAY_MICROS) instanceof Number number ? number.longValue() : 0;
    return Optional.of(
        new Trigger(moment, micros * 1_000, MOMENT_NODE.equals(fault.parameters().get(HITS))));
  }
}
