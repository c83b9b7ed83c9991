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
 * Nodes that belong to sessions: they are there as long as their session lives, and gone when it
 * has ended. At the end every node lists what is left, at once, and again when all sessions of the
 * main phase must be over.
 */
record EphemeralWorkload(String name, Paths paths) implements Workload {
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  @Override
  public List<String> kinds() {
    return List.of(
        EphemeralOperations.OWN,
        EphemeralOperations.TOUCH,
        EphemeralOperations.LEAVE,
        EphemeralOperations.DIE,
        EphemeralOperations.MOVE,
        EphemeralOperations.LIST);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    return EphemeralGenerator.first(new Dice(seed));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    Generator list = Generators.once(new Operation(EphemeralOperations.LIST, null, null));
    Generator untilOk = Generators.untilOk(list, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS);
    return Generators.eachNode(TwiceWithPause.of(untilOk, untilOk));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new EphemeralOperations(paths)::carryOut);
  }
}
