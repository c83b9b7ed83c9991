package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.generator.Generators;
import dev.assay.core.generator.KeyGenerators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Workload;
import java.util.List;

/**
 * Lists to which unique elements are appended by compare-and-set, and which are read. Several are
 * worked on at once, about one for two clients, each for a bounded number of operations, since
 * every read shows the whole list. At the end every node reads each list.
 */
record AppendWorkload(String name, Paths paths) implements Workload {
  private static final int CLIENTS_PER_LIST = 2;
  private static final int OPERATIONS_PER_LIST = 150;
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  @Override
  public List<String> kinds() {
    return List.of(AppendOperations.APPEND, AppendOperations.READ);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    KeyGenerators lists =
        new KeyGenerators() {
          @Override
          public String key(long number) {
            return "a" + number;
          }

          @Override
          public Generator generator(long number) {
            Dice dice = new Dice(seed.fork("key").fork(number));
            return Generators.limit(OPERATIONS_PER_LIST, new AppendGenerator(dice, 0));
          }
        };
    int active = Math.max(1, concurrency / CLIENTS_PER_LIST);
    return Generators.perKey(seed.fork("keys"), active, lists);
  }

  @Override
  public Generator finalReads(List<String> keys) {
    List<Generator> reads =
        keys.stream()
            .map(key -> Generators.once(new Operation(AppendOperations.READ, key, null)))
            .map(read -> Generators.untilOk(read, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS))
            .toList();
    return Generators.eachNode(Generators.concat(reads));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new AppendOperations(paths)::carryOut);
  }
}
