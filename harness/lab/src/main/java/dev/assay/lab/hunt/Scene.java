package dev.assay.lab.hunt;

import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.lab.Drill;
import dev.assay.lab.WorldDraw;
import dev.assay.nemesis.FaultKinds;
import dev.assay.simulator.SimCluster;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kind of simulated run; with a seed it is one run. What it does not fix is drawn from the seed.
 *
 * @param workload what clients do
 * @param faults kinds and groups of faults; empty for none
 * @param nodes the sizes of the ensemble that a seed may draw
 * @param clients how many
 * @param rate operations a second over all clients
 * @param faultMillis how long faults go on
 * @param calmMillis how long clients go on after the last fault
 * @param settings settings of the world and the server that are fixed
 */
public record Scene(
    String workload,
    List<String> faults,
    List<Integer> nodes,
    int clients,
    double rate,
    long faultMillis,
    long calmMillis,
    Map<String, String> settings) {
  private static final List<Integer> USUAL_NODES = List.of(3, 3, 5);
  private static final int USUAL_CLIENTS = 8;
  private static final double USUAL_RATE = 100;
  private static final long USUAL_FAULT_MILLIS = 15_000;
  private static final long USUAL_CALM_MILLIS = 4_000;

  public Scene {
    faults = List.copyOf(faults);
    nodes = List.copyOf(nodes);
    settings = new TreeMap<>(settings);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a scene without a number of nodes: " + workload);
    }
  }

  /** A scene of 15 s of faults and 4 s of calm, of 3 or 5 nodes, with 8 clients. */
  static Scene of(String workload, String... faults) {
    return new Scene(
        workload,
        List.of(faults),
        USUAL_NODES,
        USUAL_CLIENTS,
        USUAL_RATE,
        USUAL_FAULT_MILLIS,
        USUAL_CALM_MILLIS,
        Map.of());
  }

  Scene nodes(Integer... sizes) {
    return new Scene(
        workload, faults, List.of(sizes), clients, rate, faultMillis, calmMillis, settings);
  }

  Scene clients(int many) {
    return new Scene(workload, faults, nodes, many, rate, faultMillis, calmMillis, settings);
  }

  Scene rate(double perSecond) {
    return new Scene(
        workload, faults, nodes, clients, perSecond, faultMillis, calmMillis, settings);
  }

  Scene lasting(long withFaults, long calm) {
    return new Scene(workload, faults, nodes, clients, rate, withFaults, calm, settings);
  }

  Scene with(String setting, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(setting, value);
    return new Scene(workload, faults, nodes, clients, rate, faultMillis, calmMillis, more);
  }

  /** The faults are those of a drill, and not drawn. */
  Scene drill(String text) {
    Scene drilled = with(WorldDraw.DRILL, text);
    return new Scene(
        workload,
        Drill.parse(text).kinds(),
        nodes,
        clients,
        rate,
        faultMillis,
        calmMillis,
        drilled.settings());
  }

  /** The run that a seed gives, with all that there was to draw. */
  public RunSpec spec(long seed, String bug) {
    int size =
        nodes.size() == 1
            ? nodes.getFirst()
            : nodes.get(new Seed(seed).fork("nodes").random().nextInt(nodes.size()));
    Map<String, String> fixed = new TreeMap<>(settings);
    fixed.put(WorldDraw.FAULT_MILLIS, Long.toString(faultMillis));
    return WorldDraw.completed(
        new RunSpec(
            "reference",
            "sim",
            size,
            workload,
            FaultKinds.expand(faults, size, SimCluster.ACTIONS),
            clients,
            rate,
            faultMillis + calmMillis,
            seed,
            bug,
            fixed));
  }
}
