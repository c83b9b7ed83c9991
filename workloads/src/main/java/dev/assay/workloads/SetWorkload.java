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
 * A set to which unique numbers are added, each one once. Every addition that was acknowledged must
 * be in the final reads of every node.
 */
record SetWorkload(String name, Paths paths) implements Workload {
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  @Override
  public List<String> kinds() {
    return List.of("add", "read");
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    return SetGenerator.first(new Dice(seed));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    Generator read = Generators.once(new Operation("read", null, null));
    return Generators.eachNode(Generators.untilOk(read, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new SetOperations(paths)::carryOut);
  }
}
