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
 * Registers that are read, written and compared-and-set. Several are worked on at once, each for a
 * bounded number of operations, since the search for an order grows with the length of a key's
 * history, and with the operations of which nobody knows what became of them.
 *
 * @param reads whether a read is {@code sync} + read (then operations are linearizable) or plain
 *     (then they are sequential, and there is no compare-and-set)
 */
record RegisterWorkload(String name, Paths paths, Reads reads) implements Workload {
  private static final int ACTIVE_KEYS = 5;
  private static final int OPERATIONS_PER_KEY = 200;
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  enum Reads {
    LINEARIZABLE,
    LOCAL
  }

  private boolean linearizable() {
    return reads == Reads.LINEARIZABLE;
  }

  @Override
  public List<String> kinds() {
    return linearizable() ? List.of("read", "write", "cas") : List.of("read", "write");
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    KeyGenerators keys =
        new KeyGenerators() {
          @Override
          public String key(long number) {
            return "r" + number;
          }

          @Override
          public Generator generator(long number) {
            Dice dice = new Dice(seed.fork("key").fork(number));
            return Generators.limit(
                OPERATIONS_PER_KEY,
                new RegisterGenerator(dice, linearizable(), 0, RegisterGenerator.NONE));
          }
        };
    return Generators.perKey(seed.fork("keys"), ACTIVE_KEYS, keys);
  }

  @Override
  public Generator finalReads(List<String> keys) {
    List<Generator> reads =
        keys.stream()
            .map(key -> Generators.once(new Operation("read", key, null)))
            .map(read -> Generators.untilOk(read, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS))
            .toList();
    return Generators.eachNode(Generators.concat(reads));
  }

  @Override
  public Client client(Coordination session) {
    RegisterOperations operations = new RegisterOperations(paths, linearizable());
    return new SessionClient(session, paths, operations::carryOut);
  }
}
