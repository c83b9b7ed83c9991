package dev.assay.simulator;

import dev.assay.server.bug.SeededBug;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a simulated world is like, apart from its seed and its faults. A run's description holds it
 * as texts by name; those that are missing have the values of {@link #of} an empty map.
 *
 * @param snapshotEvery {@code snapshotEvery}: entries between two snapshots
 * @param segmentBytes {@code segmentBytes}: size of a segment of the log
 * @param syncMicros {@code syncMicros}: how long one sync takes on average, on every node
 * @param slowSyncNode {@code slowSyncNode}: a node whose disk is slower, or empty
 * @param slowSyncMicros {@code slowSyncMicros}: how long one sync takes there
 * @param clockRates {@code clockRate.n1}, ...: how fast nodes' clocks run; 1 is true time
 * @param datagramLoss {@code datagramLoss}: how many of the election messages are lost, 0 to 1
 * @param datagramCopies {@code datagramCopies}: how many of them come twice, 0 to 1
 * @param datagramDelayMicros {@code datagramDelayMicros}: by how much they are late, on average,
 *     each for itself, so that they overtake each other
 * @param latencyMicros {@code latencyMicros}: how long a message takes on average
 * @param timersFirst {@code timersFirst}: whether a node that goes on after a pause sees the timers
 *     that ran out before the messages that came
 */
public record WorldSettings(
    int snapshotEvery,
    long segmentBytes,
    long syncMicros,
    String slowSyncNode,
    long slowSyncMicros,
    SortedMap<String, Double> clockRates,
    double datagramLoss,
    double datagramCopies,
    long datagramDelayMicros,
    long latencyMicros,
    boolean timersFirst) {
  public static final String SNAPSHOT_EVERY = "snapshotEvery";
  public static final String SEGMENT_BYTES = "segmentBytes";
  public static final String SYNC_MICROS = "syncMicros";
  public static final String SLOW_SYNC_NODE = "slowSyncNode";
  public static final String SLOW_SYNC_MICROS = "slowSyncMicros";

  /** Followed by a node's name. */
  public static final String CLOCK_RATE = "clockRate.";

  public static final String DATAGRAM_LOSS = "datagramLoss";
  public static final String DATAGRAM_COPIES = "datagramCopies";
  public static final String DATAGRAM_DELAY_MICROS = "datagramDelayMicros";
  public static final String LATENCY_MICROS = "latencyMicros";
  public static final String TIMERS_FIRST = "timersFirst";

  private static final List<String> NAMES =
      List.of(
          SNAPSHOT_EVERY,
          SEGMENT_BYTES,
          SYNC_MICROS,
          SLOW_SYNC_NODE,
          SLOW_SYNC_MICROS,
          DATAGRAM_LOSS,
          DATAGRAM_COPIES,
          DATAGRAM_DELAY_MICROS,
          LATENCY_MICROS,
          TIMERS_FIRST);
  private static final long MOST_MICROS = 10_000_000;

  public WorldSettings {
    clockRates = Collections.unmodifiableSortedMap(new TreeMap<>(clockRates));
    whole(SNAPSHOT_EVERY, snapshotEvery, 1, Integer.MAX_VALUE);
    whole(SEGMENT_BYTES, segmentBytes, 100, 1L << 30);
    whole(SYNC_MICROS, syncMicros, 0, MOST_MICROS);
    whole(SLOW_SYNC_MICROS, slowSyncMicros, 0, MOST_MICROS);
    whole(LATENCY_MICROS, latencyMicros, 1, MOST_MICROS);
    whole(DATAGRAM_DELAY_MICROS, datagramDelayMicros, 0, MOST_MICROS);
    require(datagramLoss >= 0 && datagramLoss <= 1, DATAGRAM_LOSS, "0 and 1", datagramLoss);
    require(datagramCopies >= 0 && datagramCopies <= 1, DATAGRAM_COPIES, "0 and 1", datagramCopies);
    clockRates.forEach(
        (node, rate) -> require(rate >= 0.5 && rate <= 2, CLOCK_RATE + node, "0.5 and 2", rate));
  }

  private static void whole(String name, long value, long least, long most) {
    require(value >= least && value <= most, name, least + " and " + most, value);
  }

  private static void require(boolean holds, String name, String range, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the setting %s must be between %s, not %s".formatted(name, range, value));
    }
  }

  /** Whether a setting of that name describes the world. */
  public static boolean knows(String name) {
    return NAMES.contains(name) || name.startsWith(CLOCK_RATE);
  }

  /**
   * The settings by their names.
   *
   * @throws IllegalArgumentException if a name is not known, or a value makes no sense
   */
  public static WorldSettings of(Map<String, String> texts) {
    SortedMap<String, Double> rates = new TreeMap<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      String name = text.getKey();
      if (!knows(name)) {
        throw new IllegalArgumentException(
            "unknown setting %s; the simulated world knows %s, %snK"
                .formatted(name, String.join(", ", NAMES), CLOCK_RATE));
      }
      if (name.startsWith(CLOCK_RATE)) {
        rates.put(name.substring(CLOCK_RATE.length()), fraction(texts, name, 1));
      }
    }
    return new WorldSettings(
        Math.toIntExact(Math.min(whole(texts, SNAPSHOT_EVERY, 1_000), Integer.MAX_VALUE)),
        whole(texts, SEGMENT_BYTES, 4 << 20),
        whole(texts, SYNC_MICROS, 500),
        texts.getOrDefault(SLOW_SYNC_NODE, ""),
        whole(texts, SLOW_SYNC_MICROS, 100_000),
        rates,
        fraction(texts, DATAGRAM_LOSS, 0.01),
        fraction(texts, DATAGRAM_COPIES, 0.02),
        whole(texts, DATAGRAM_DELAY_MICROS, 0),
        whole(texts, LATENCY_MICROS, 200),
        truth(texts));
  }

  private static long whole(Map<String, String> texts, String name, long otherwise) {
    return parsed(texts, name, "a whole number", Long::parseLong, otherwise);
  }

  private static double fraction(Map<String, String> texts, String name, double otherwise) {
    return parsed(texts, name, "a number", Double::parseDouble, otherwise);
  }

  private static <T> T parsed(
      Map<String, String> texts, String name, String what, Function<String, T> parse, T otherwise) {
    String text = texts.get(name);
    try {
      return text == null ? otherwise : parse.apply(text);
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          "the setting %s must be %s, not %s".formatted(name, what, text), malformed);
    }
  }

  private static boolean truth(Map<String, String> texts) {
    String text = texts.getOrDefault(TIMERS_FIRST, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(
          "the setting %s must be true or false, not %s".formatted(TIMERS_FIRST, text));
    }
    return text.equals("true");
  }

  /**
   * An ensemble of the reference server in a world that is like this.
   *
   * @param bugs the seeded bugs that are on
   * @throws IllegalArgumentException if a setting is about a node that there is not
   */
  public Ensemble ensemble(World world, int nodes, Set<SeededBug> bugs, Deliveries deliveries) {
    ServerProgram.Settings server =
        new ServerProgram.Settings(nodes, snapshotEvery, segmentBytes, bugs);
    Ensemble ensemble = new Ensemble(world, nodes, ServerProgram.factory(server, deliveries));
    shape(ensemble);
    return ensemble;
  }

  /** Makes the world of an ensemble, whatever runs in it, be like this. */
  public void shape(Ensemble ensemble) {
    List<String> about = new ArrayList<>(clockRates.keySet());
    if (!slowSyncNode.isEmpty()) {
      about.add(slowSyncNode);
    }
    for (String node : about) {
      if (!ensemble.names().contains(node)) {
        throw new IllegalArgumentException(
            "a setting is about the node %s, and there are %s".formatted(node, ensemble.names()));
      }
    }
    Network network = ensemble.network();
    network.meanLatency(latencyMicros * 1_000);
    network.datagrams(
        new Network.Datagrams(datagramLoss, datagramCopies, datagramDelayMicros * 1_000));
    for (String name : ensemble.names()) {
      SimNode node = ensemble.node(Ensemble.number(name));
      long sync = name.equals(slowSyncNode) ? slowSyncMicros : syncMicros;
      node.simDisk().meanSyncNanos(sync * 1_000);
      node.clockRate(clockRates.getOrDefault(name, 1.0));
      node.timersFirst(timersFirst);
    }
  }
}
