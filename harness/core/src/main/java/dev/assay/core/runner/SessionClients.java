package dev.assay.core.runner;

import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Workload;

/** Clients of a workload, each on a session of its own that is pinned to its node. */
public record SessionClients(Workload workload, Coordination.Factory sessions)
    implements Client.Factory {
  @Override
  public Client open(int process, String node) {
    return workload.client(sessions.open(node));
  }
}
