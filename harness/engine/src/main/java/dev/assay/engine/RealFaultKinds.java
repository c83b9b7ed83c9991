package dev.assay.engine;

import dev.assay.cluster.Capabilities;
import dev.assay.cluster.docker.Machine;
import dev.assay.cluster.endpoints.EndpointCluster;
import dev.assay.cluster.fault.NodeVersions;
import dev.assay.cluster.process.LocalMachine;
import dev.assay.core.run.RunSpec;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.nemesis.FaultKinds;
import dev.assay.simulator.SimCluster;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What can be done to the nodes of each kind of cluster on this machine. */
public final class RealFaultKinds {
  private RealFaultKinds() {}

  /**
   * What can be done to a system on a kind of cluster.
   *
   * @param tested null for one in the simulator
   * @param settings those of its nodes
   * @throws UsageException if there is no such kind of cluster
   */
  public static FaultKinds.Means means(
      String cluster, @Nullable SystemUnderTest tested, Map<String, String> settings) {
    boolean outside = cluster.equals(RealRun.ENDPOINTS);
    boolean peers = !outside && (tested == null || !tested.peerPorts().isEmpty());
    boolean leader = !outside && (tested == null || tested.saysWhoLeads());
    Capabilities can =
        of(cluster)
            .without(tested == null ? Map.of() : NodeVersions.unsupportedActions(settings, tested));
    return new FaultKinds.Means(can.actions(), can.lacking(), peers, leader);
  }

  /** The kinds of the groups among a run's faults that are not possible, and why not. */
  static SortedMap<String, String> leftOut(ChosenRun chosen, @Nullable SystemUnderTest tested) {
    RunSpec spec = chosen.spec();
    FaultKinds.Means means = means(spec.cluster(), tested, spec.settings());
    return FaultKinds.leftOut(chosen.faultWords(), spec.nodes(), means);
  }

  /** Throws {@link UsageException} if there is no such kind of cluster. */
  public static Capabilities of(String cluster) {
    return switch (cluster) {
      case "process" -> LocalMachine.capabilities();
      case RealRun.ENDPOINTS -> Capabilities.of(EndpointCluster.ACTIONS, "");
      case RealRun.DOCKER -> Machine.capabilities();
      case "sim" -> Capabilities.of(SimCluster.ACTIONS, "");
      default ->
          throw new UsageException(
              "unknown cluster " + cluster + "; known are process, docker, sim");
    };
  }
}
