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
 * Configuration: a few keys that are changed now and then, and clients that watch all of them. At
 * the end every node looks at each key, each is changed once more, and every node looks again after
 * a sync: in the same session, so that it must have been told, and it sees the last value.
 */
record ConfigWorkload(String name, Paths paths) implements Workload {
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  @Override
  public List<String> kinds() {
    return List.of(WatchOperations.WRITE, WatchOperations.OBSERVE);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    return ConfigGenerator.first(new Dice(seed));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    List<Operation> changes = new ArrayList<>();
    for (String key : keys) {
      changes.add(new Operation(WatchOperations.WRITE, key, -1L - changes.size()));
    }
    return Generators.phases(
        everywhere(keys, WatchOperations.SYNCED),
        Generators.sequence(changes),
        everywhere(keys, WatchOperations.SYNCED));
  }

  private static Generator everywhere(List<String> keys, Object how) {
    List<Generator> looks =
        keys.stream()
            .map(key -> Generators.once(new Operation(WatchOperations.OBSERVE, key, how)))
            .map(look -> Generators.untilOk(look, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS))
            .toList();
    return Generators.eachNode(Generators.concat(looks));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new WatchOperations(paths)::carryOut);
  }
}
