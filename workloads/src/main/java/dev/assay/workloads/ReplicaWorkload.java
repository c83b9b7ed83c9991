package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Workload;
import java.util.List;

/**
 * A small tree that is changed in all ways that there are. At the end every node shows all of it,
 * twice: the second time when all have shown it once, so that nothing that was shown may be missing
 * or older.
 */
record ReplicaWorkload(String name, Paths paths) implements Workload {
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  @Override
  public List<String> kinds() {
    return List.of(ReplicaOperations.CHANGE, ReplicaOperations.LOOK);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    return ReplicaGenerator.first(new Dice(seed));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    Generator inspect = Generators.once(new Operation(ReplicaOperations.INSPECT, null, null));
    Generator each =
        Generators.eachNode(Generators.untilOk(inspect, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS));
    return Generators.phases(each, each);
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new ReplicaOperations(paths)::carryOut);
  }
}
