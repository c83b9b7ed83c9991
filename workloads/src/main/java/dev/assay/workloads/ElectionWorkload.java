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
 * Elections, one for four clients, and what their leaders publish. There is nothing to read at the
 * end: what an election promises is about the time in which somebody leads.
 */
record ElectionWorkload(String name, Paths paths) implements Workload {
  private static final int CLIENTS_PER_ELECTION = 4;

  @Override
  public List<String> kinds() {
    return List.of(
        ElectionOperations.CAMPAIGN,
        ElectionOperations.LEAD,
        ElectionOperations.PUBLISH,
        ElectionOperations.RESIGN);
  }

  @Override
  public Showing showing() {
    return new SecondHolder(ElectionOperations.PUBLISH, ElectionOperations.EPOCH);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    return ElectionGenerator.first(new Dice(seed), Math.max(1, concurrency / CLIENTS_PER_ELECTION));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    return Generators.sequence(List.of());
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new ElectionOperations(paths)::carryOut);
  }
}
