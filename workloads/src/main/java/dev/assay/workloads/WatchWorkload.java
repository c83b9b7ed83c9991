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
 * Changes, and sessions that ask to be told of the next one: they are, once, before they see it.
 */
record WatchWorkload(String name, Paths paths) implements Workload {
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  /** So many keys are looked at on each node at the end: watches of new sessions say little. */
  private static final int FINAL_KEYS = 5;

  @Override
  public List<String> kinds() {
    return List.of(
        WatchOperations.WRITE, WatchOperations.OBSERVE, WatchOperations.ADD, WatchOperations.LIST);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    return WatchGenerator.first(new Dice(seed));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    List<Generator> reads =
        keys.reversed().stream()
            .filter(key -> key.startsWith("k"))
            .limit(FINAL_KEYS)
            .map(key -> Generators.once(new Operation(WatchOperations.OBSERVE, key, null)))
            .map(read -> Generators.untilOk(read, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS))
            .toList();
    return Generators.eachNode(Generators.concat(reads));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new WatchOperations(paths)::carryOut);
  }
}
