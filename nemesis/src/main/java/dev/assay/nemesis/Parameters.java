package dev.assay.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What else is drawn for a fault, by the names that stand in the plan and in the history. */
final class Parameters {
  /** The nodes in a drawn order: the first ones are hit. */
  static final String ORDER = "order";

  /** How many nodes are hit. */
  static final String SIZE = "size";

  /** For a one-way partition: whether the node hears nothing (true) or is not heard. */
  static final String INBOUND = "inbound";

  static final String DELAY_MILLIS = "delayMillis";
  static final String JITTER_MILLIS = "jitterMillis";

  private Parameters() {}

  static Map<String, Object> draw(Kind kind, List<String> nodes, RandomGenerator random) {
    List<String> order = new ArrayList<>(nodes);
    Collections.shuffle(order, Random.from(random));
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put(ORDER, List.copyOf(order));
    int minority = Math.max(1, (nodes.size() - 1) / 2);
    switch (kind) {
      case PARTITION -> parameters.put(SIZE, (long) (nodes.size() / 2));
      case PARTITION_ONE, PARTITION_LEADER, PARTITION_RING -> {}
      case PARTITION_ONEWAY -> parameters.put(INBOUND, random.nextBoolean());
      case ISOLATE_CLIENTS, KILL, RESTART, PAUSE ->
          parameters.put(SIZE, 1L + random.nextInt(minority));
      case RESET, POWER_LOSS -> parameters.put(SIZE, 1L + random.nextInt(nodes.size()));
      case DELAY -> {
        parameters.put(SIZE, 1L + random.nextInt(nodes.size()));
        long delay = 50L + random.nextInt(250);
        parameters.put(DELAY_MILLIS, delay);
        // Well below the delay, so that what is measured can be told from no delay at all.
        parameters.put(JITTER_MILLIS, 5 + random.nextLong(delay / 3));
      }
      case KILL_LEADER, KILL_ALL, PAUSE_LEADER -> {}
    }
    return parameters;
  }
}
