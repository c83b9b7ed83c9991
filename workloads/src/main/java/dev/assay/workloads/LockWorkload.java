package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Showing;
import dev.assay.core.spi.Workload;
import java.util.List;

/**
 * Locks, about one for three clients, and work on what they protect. There is nothing to read at
 * the end: what the locks promise is about the time in which they are held.
 */
record LockWorkload(String name, Paths paths, LockOperations.Work work) implements Workload {
  private static final int CLIENTS_PER_LOCK = 3;

  @Override
  public List<String> kinds() {
    return List.of(LockOperations.ACQUIRE, LockOperations.WORK, LockOperations.RELEASE);
  }

  @Override
  public Showing showing() {
    return new SecondHolder(LockOperations.WORK, LockOperations.TOKEN);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    return LockGenerator.first(new Dice(seed), Math.max(1, concurrency / CLIENTS_PER_LOCK));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    return Generators.sequence(List.of());
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new LockOperations(paths, work)::carryOut);
  }
}
