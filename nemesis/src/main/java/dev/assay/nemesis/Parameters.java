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

  /** For a cut: it opens and closes again and again, each time after so long. */
  static final String FLAP_MILLIS = "flapMillis";

  /** For a lossy link: how many datagrams are lost, and how long a connection lives on average. */
  static final String LOSS_PERCENT = "lossPercent";

  static final String LIFE_MILLIS = "lifeMillis";

  /** For a narrow link: what gets over it. */
  static final String BYTES_PER_SECOND = "bytesPerSecond";

  /** For a starved node: so much of one core is left to it. */
  static final String CPU_PERCENT = "cpuPercent";

  /** For a node that is short of memory: its limit, as a part of what it uses. */
  static final String MEMORY_PERCENT = "memoryPercent";

  /** For a loss of power: so many of the nodes, the last ones, get it back at once. */
  static final String EARLY = "early";

  /** For the core: within this it must make progress. */
  static final String DEADLINE_MILLIS = "deadlineMillis";

  /** For a slow disk: so much longer takes a sync. */
  static final String SYNC_MILLIS = "syncMillis";

  /** For a disk's error: whether the next {@code write} or the next {@code sync} fails. */
  static final String FAILING = "failing";

  /** For damage: which of the files that there are, where in it, and which bit. */
  static final String FILE = "file";

  static final String MILLIONTHS = "millionths";
  static final String BIT = "bit";

  /** For wall clocks: forward when positive. */
  static final String OFFSET_MILLIS = "offsetMillis";

  /** For monotonic clocks: 1000 is no drift. */
  static final String RATE_PERMILLE = "ratePermille";

  /** Whether the leader is the first that is hit, if there is one; of a true or false. */
  static final String LEADER = "leader";

  /** Of so many faults of processes one hits a majority, and one hits all. */
  private static final int RARELY = 8;

  private static final long SKEW_MILLIS = 5_000;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long CORE_DEADLINE_MILLIS = 10_000;

  private Parameters() {}

  static Map<String, Object> draw(Kind kind, List<String> nodes, RandomGenerator random) {
    List<String> order = new ArrayList<>(nodes);
    Collections.shuffle(order, Random.from(random));
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put(ORDER, List.copyOf(order));
    draw(kind, parameters, nodes.size(), random);
    if (kind.mayFlap() && random.nextInt(3) == 0) {
      parameters.put(FLAP_MILLIS, 200L + random.nextInt(600));
    }
    return parameters;
  }

  private static void draw(
      Kind kind, Map<String, Object> parameters, int nodes, RandomGenerator random) {
    int minority = Math.max(1, (nodes - 1) / 2);
    switch (kind) {
      case PARTITION -> parameters.put(SIZE, (long) (nodes / 2));
      case PARTITION_ONE, PARTITION_LEADER, PARTITION_RING, PARTITION_BRIDGE -> {}
      case PARTITION_ONEWAY -> parameters.put(INBOUND, random.nextBoolean());
      case ISOLATE_CLIENTS, DISK_FULL, DISK_READONLY ->
          parameters.put(SIZE, 1L + random.nextInt(minority));
      case KILL, RESTART, STOP, PAUSE -> processes(kind, parameters, nodes, random);
      case RESET -> parameters.put(SIZE, 1L + random.nextInt(nodes));
      case DELAY -> delay(parameters, nodes, random);
      case LOSS -> loss(parameters, nodes, random);
      case BANDWIDTH ->
          sized(
              parameters,
              1 + random.nextInt(nodes),
              BYTES_PER_SECOND,
              4_000 + random.nextInt(28_000));
      case CPU -> sized(parameters, 1 + random.nextInt(nodes), CPU_PERCENT, 2 + random.nextInt(14));
      case MEMORY ->
          sized(parameters, 1 + random.nextInt(minority), MEMORY_PERCENT, 50 + random.nextInt(50));
      case KILL_LEADER, KILL_ALL, PAUSE_LEADER, ROLLING_RESTART, UPGRADE, MEMBERSHIP -> {}
      case POWER_LOSS -> powerLoss(parameters, nodes, random);
      case CORE -> core(parameters, nodes, CORE_DEADLINE_MILLIS);
      case DISK_SLOW ->
          sized(
              parameters, random.nextBoolean() ? 1 : nodes, SYNC_MILLIS, 100 + random.nextInt(400));
      case DISK_ERROR -> parameters.put(FAILING, random.nextBoolean() ? "write" : "sync");
      case BIT_FLIP -> {
        place(parameters, random);
        parameters.put(BIT, (long) random.nextInt(8));
      }
      case TRUNCATE -> place(parameters, random);
      case CLOCK_JUMP -> offset(parameters, nodes, HOUR_MILLIS, random);
      case CLOCK_SKEW -> offset(parameters, nodes, SKEW_MILLIS, random);
      case CLOCK_DRIFT -> drift(parameters, nodes, random);
    }
  }

  /**
   * Mostly a minority; now and then a majority, or all, or the leader for those kinds of which
   * there is none that always hits it.
   */
  private static void processes(
      Kind kind, Map<String, Object> parameters, int nodes, RandomGenerator random) {
    int minority = 1 + random.nextInt(Math.max(1, (nodes - 1) / 2));
    int rare = random.nextInt(RARELY);
    int size = rare == 0 ? nodes / 2 + 1 : rare == 1 ? nodes : minority;
    parameters.put(SIZE, (long) size);
    if ((rare == 2 || rare == 3) && (kind == Kind.RESTART || kind == Kind.STOP)) {
      parameters.put(LEADER, true);
      parameters.put(SIZE, 1L);
    }
  }

  private static void drift(Map<String, Object> parameters, int nodes, RandomGenerator random) {
    parameters.put(SIZE, 1L + random.nextInt(nodes));
    long drift = 20L + random.nextInt(81);
    parameters.put(RATE_PERMILLE, random.nextBoolean() ? 1_000 + drift : 1_000 - drift);
  }

  private static void loss(Map<String, Object> parameters, int nodes, RandomGenerator random) {
    parameters.put(SIZE, 1L + random.nextInt(nodes));
    parameters.put(LOSS_PERCENT, 5L + random.nextInt(46));
    parameters.put(LIFE_MILLIS, 200L + random.nextInt(1_800));
  }

  private static void sized(Map<String, Object> parameters, int size, String figure, int value) {
    parameters.put(SIZE, (long) size);
    parameters.put(figure, (long) value);
  }

  private static void delay(Map<String, Object> parameters, int nodes, RandomGenerator random) {
    parameters.put(SIZE, 1L + random.nextInt(nodes));
    long delay = 50L + random.nextInt(250);
    parameters.put(DELAY_MILLIS, delay);
    // Well below the delay, so that what is measured can be told from no delay at all.
    parameters.put(JITTER_MILLIS, 5 + random.nextLong(delay / 3));
  }

  /** One node, a majority, or all; some of them may come back at once, and the rest at the end. */
  private static void powerLoss(Map<String, Object> parameters, int nodes, RandomGenerator random) {
    int size = List.of(1, nodes / 2 + 1, nodes).get(random.nextInt(3));
    parameters.put(SIZE, (long) size);
    if (size > 1 && random.nextBoolean()) {
      parameters.put(EARLY, 1L + random.nextInt(size - 1));
    }
  }

  /** A quorum stays. */
  static void core(Map<String, Object> parameters, int nodes, long deadlineMillis) {
    parameters.put(SIZE, (long) (nodes - (nodes / 2 + 1)));
    parameters.put(DEADLINE_MILLIS, deadlineMillis);
  }

  private static void place(Map<String, Object> parameters, RandomGenerator random) {
    parameters.put(FILE, (long) random.nextInt(1_000));
    parameters.put(MILLIONTHS, (long) random.nextInt(1_000_000));
  }

  /** Small ones and large ones are equally frequent. */
  private static void offset(
      Map<String, Object> parameters, int nodes, long most, RandomGenerator random) {
    parameters.put(SIZE, 1L + random.nextInt(nodes));
    long millis = (long) (50 * Math.pow(most / 50.0, random.nextDouble()));
    parameters.put(OFFSET_MILLIS, random.nextBoolean() ? millis : -millis);
  }
}
