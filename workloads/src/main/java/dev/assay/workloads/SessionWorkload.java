package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions that ask for several things at once, and move from node to node meanwhile: each sees its
 * own requests in its own order, and never goes back in time.
 */
record SessionWorkload(String name, Paths paths) implements Workload {
  private static final List<String> KEYS = List.of("k0", "k1", "k2", "k3");
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  @Override
  public List<String> kinds() {
    return List.of(Bursts.INIT, Bursts.BURST);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  /** The keys must be there first: the creation of one takes two requests, which is no pipeline. */
  @Override
  public Generator main(Seed seed, int concurrency) {
    List<Object> creations = new ArrayList<>();
    for (int i = 0; i < KEYS.size(); i++) {
      creations.add(List.of("w", KEYS.get(i), (long) i));
    }
    Operation init = new Operation(Bursts.INIT, null, creations);
    return Generators.concat(
        List.of(untilOk(init), new BurstGenerator(new Dice(seed), KEYS, KEYS.size())));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    List<Object> reads = new ArrayList<>();
    reads.add(List.of("sync"));
    KEYS.forEach(key -> reads.add(List.of("r", key)));
    return Generators.eachNode(untilOk(new Operation(Bursts.BURST, null, reads)));
  }

  private static Generator untilOk(Operation operation) {
    return Generators.untilOk(Generators.once(operation), FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS);
  }

  @Override
  public Client client(Coordination session) {
    Bursts bursts = new Bursts(paths);
    return new SessionClient(session, paths, bursts::carryOut, bursts::told);
  }
}
