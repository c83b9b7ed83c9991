package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Workload;
import java.util.List;

/**
 * Double barriers, for groups of three clients. There is nothing to read at the end: what a barrier
 * promises is about the order of what its parties do.
 */
record BarrierWorkload(String name, Paths paths) implements Workload {
  @Override
  public List<String> kinds() {
    return List.of(
        BarrierOperations.ENTER,
        BarrierOperations.PASS,
        BarrierOperations.LEAVE,
        BarrierOperations.EXIT);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    return BarrierGenerator.first(new Dice(seed));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    return Generators.sequence(List.of());
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new BarrierOperations(paths)::carryOut);
  }
}
