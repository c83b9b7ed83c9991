package dev.assay.engine;

import dev.assay.cluster.Capabilities;
import dev.assay.cluster.docker.Machine;
import dev.assay.cluster.endpoints.EndpointCluster;
import dev.assay.cluster.process.LocalMachine;
import dev.assay.simulator.SimCluster;

/** What can be done to the nodes of each kind of cluster on this machine. */
public final class RealFaultKinds {
  private RealFaultKinds() {}

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
