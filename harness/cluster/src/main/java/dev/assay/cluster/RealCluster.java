package dev.assay.cluster;

import dev.assay.core.spi.Cluster;

/** A cluster of servers that really run, and that clients reach over the network. */
public interface RealCluster extends Cluster {
  /** Where clients reach a node, {@code host:port}, through the fault proxy. */
  String address(String node);
}
