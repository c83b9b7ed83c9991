package dev.assay.workloads;

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
 * Counters that are increased by compare-and-set, and read. Several are worked on at once, about
 * one for two clients, so that increments meet. At the end every node reads each counter.
 */
record CounterWorkload(String name, Paths paths) implements Workload {
  private static final int CLIENTS_PER_COUNTER = 2;
  private static final int OPERATIONS_PER_COUNTER = 300;
  private static final double READS = 0.3;
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  @Override
  public List<String> kinds() {
    return List.of(CounterOperations.INCREASE, CounterOperations.READ);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    KeyGenerators counters =
        new KeyGenerators() {
          @Override
          public String key(long number) {
            return "c" + number;
          }

          @Override
          public Generator generator(long number) {
            return Generators.limit(
                OPERATIONS_PER_COUNTER,
                Generators.repeat(
                    seed.fork("key").fork(number),
                    random ->
                        new Operation(
                            random.nextDouble() < READS
                                ? CounterOperations.READ
                                : CounterOperations.INCREASE,
                            null,
                            null)));
          }
        };
    int active = Math.max(1, concurrency / CLIENTS_PER_COUNTER);
    return Generators.perKey(seed.fork("keys"), active, counters);
  }

  @Override
  public Generator finalReads(List<String> keys) {
    List<Generator> reads =
        keys.stream()
            .map(key -> Generators.once(new Operation(CounterOperations.READ, key, null)))
            .map(read -> Generators.untilOk(read, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS))
            .toList();
    return Generators.eachNode(Generators.concat(reads));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new CounterOperations(paths)::carryOut);
  }
}
