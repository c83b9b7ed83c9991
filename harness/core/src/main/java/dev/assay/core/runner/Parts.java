package dev.assay.core.runner;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.HistorySink;
import dev.assay.core.run.RunSpec;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Driver;
import dev.assay.core.spi.Nemesis;
import dev.assay.core.spi.Workload;
import java.util.List;

/**
 * What a run is put together from. The cluster and the sink belong to whoever made them: the runner
 * starts the one and writes to the other, and closes neither.
 *
 * @param spec what was chosen
 * @param plan the plan of faults, drawn from the seed
 */
public record Parts(
    RunSpec spec,
    List<PlannedFault> plan,
    Driver driver,
    Cluster cluster,
    Nemesis nemesis,
    Workload workload,
    Client.Factory clients,
    HistorySink sink) {
  public Parts {
    plan = List.copyOf(plan);
  }
}
