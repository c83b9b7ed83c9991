package dev.assay.lab;

import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.nemesis.FaultKinds;
import dev.assay.simulator.Ensemble;
import dev.assay.simulator.SimCluster;
import dev.assay.simulator.WorldSettings;
import dev.assay.workloads.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What a seed stands for when nothing else is said: size, workload, faults and the world's settings
 * differ from seed to seed, and so do the mixes of faults (swarm testing: Groce et al., ISSTA
 * 2012). All of it stands in the run's description afterwards.
 */
public final class WorldDraw {
  /** For how long faults go on, in milliseconds. */
  public static final String FAULT_MILLIS = "faultMillis";

  /** A plan that is written down instead of drawn: the text of a {@link Drill}. */
  public static final String DRILL = "drill";

  /** The moments that faults may wait for, with plus signs between them; without it, all. */
  public static final String MOMENTS = "moments";

  static final String SALT = "salt";
  private static final long FAULTS_END = 30_000;
  private static final long CALM = 15_000;

  private WorldDraw() {}

  /**
   * A run of 30 s of faults and 15 s without, while clients go on.
   *
   * @param workload the workload, or empty for one that the seed draws
   * @param bug a seeded bug, or empty
   */
  public static RunSpec draw(long seed, String workload, String bug) {
    RandomGenerator dice = new Seed(seed).fork("swarm").random();
    int nodes = List.of(1, 3, 3, 3, 5).get(dice.nextInt(5));
    List<String> all = FaultKinds.expand(List.of("all"), nodes, SimCluster.ACTIONS);
    List<String> kinds = new ArrayList<>(all.stream().filter(_ -> dice.nextInt(3) > 0).toList());
    if (kinds.isEmpty()) {
      kinds.addAll(all);
    }
    if (nodes > 2) {
      kinds.add(Plans.CORE);
    }
    List<String> workloads = Workloads.names();
    RunSpec spec =
        new RunSpec(
            "reference",
            "sim",
            nodes,
            workload.isEmpty() ? workloads.get(dice.nextInt(workloads.size())) : workload,
            kinds.stream().sorted().toList(),
            5 + dice.nextInt(6),
            100,
            FAULTS_END + CALM,
            seed,
            bug,
            Map.of(FAULT_MILLIS, Long.toString(FAULTS_END)));
    return completed(spec);
  }

  /**
   * The same run with all settings of the world: those that it does not have are drawn.
   *
   * @throws IllegalArgumentException if it has one that is not known, or makes no sense
   */
  public static RunSpec completed(RunSpec spec) {
    RandomGenerator dice = new Seed(spec.seed()).fork("settings").random();
    Map<String, String> drawn = new TreeMap<>();
    // Of a file that is cut off only an older segment or a snapshot can be told from a torn tail.
    int sizes = spec.faults().contains("truncate") ? 1 : 3;
    drawn.put(
        WorldSettings.SNAPSHOT_EVERY, List.of("20", "200", "100000").get(dice.nextInt(sizes)));
    drawn.put(
        WorldSettings.SEGMENT_BYTES, List.of("4000", "40000", "4194304").get(dice.nextInt(sizes)));
    if (dice.nextInt(4) == 0) {
      drawn.put(WorldSettings.SYNC_MICROS, Integer.toString(500 + dice.nextInt(49_500)));
    }
    boolean drifting = dice.nextInt(4) == 0;
    for (int node = 1; drifting && node <= spec.nodes(); node++) {
      String rate = Double.toString(0.9 + dice.nextDouble() * 0.2);
      drawn.put(WorldSettings.CLOCK_RATE + Ensemble.name(node), rate);
    }
    if (dice.nextInt(4) == 0) {
      drawn.put(WorldSettings.SLOW_SYNC_NODE, Ensemble.name(1 + dice.nextInt(spec.nodes())));
      drawn.put(WorldSettings.SLOW_SYNC_MICROS, Integer.toString(500 + dice.nextInt(199_500)));
    }
    if (dice.nextInt(4) == 0) {
      drawn.put(WorldSettings.DATAGRAM_LOSS, Double.toString(dice.nextDouble() * 0.3));
      drawn.put(WorldSettings.DATAGRAM_COPIES, Double.toString(dice.nextDouble() * 0.3));
      drawn.put(WorldSettings.DATAGRAM_DELAY_MICROS, Integer.toString(dice.nextInt(100_000)));
    }
    drawn.put(WorldSettings.LATENCY_MICROS, List.of("100", "200", "2000").get(dice.nextInt(3)));
    drawn.put(WorldSettings.TIMERS_FIRST, Boolean.toString(dice.nextBoolean()));
    drawn.putAll(spec.settings());
    RunSpec completed = spec.withSettings(drawn);
    world(completed);
    return completed;
  }

  static long salt(RunSpec spec) {
    return number(spec, SALT, 0);
  }

  /** A whole number among the settings; throws {@link IllegalArgumentException} when it is none. */
  static long number(RunSpec spec, String name, long otherwise) {
    String text = spec.settings().get(name);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          "the setting %s must be a whole number, not %s".formatted(name, text), malformed);
    }
  }

  /**
   * What the run's world is like.
   *
   * @throws IllegalArgumentException if a setting is not known, or makes no sense
   */
  static WorldSettings world(RunSpec spec) {
    Map<String, String> settings = new TreeMap<>(spec.settings());
    settings.keySet().removeAll(List.of(DRILL, FAULT_MILLIS, MOMENTS, SALT));
    return WorldSettings.of(settings);
  }
}
