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
 * Banks between whose accounts is transferred. Several are worked on at once, about one for two
 * clients, so that transfers meet, and reads still succeed. At the end every node reads each bank.
 */
record BankWorkload(String name, Paths paths) implements Workload {
  private static final int CLIENTS_PER_BANK = 2;
  private static final int OPERATIONS_PER_BANK = 300;
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  @Override
  public List<String> kinds() {
    return List.of(BankOperations.OPEN, BankOperations.TRANSFER, BankOperations.READ);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    KeyGenerators banks =
        new KeyGenerators() {
          @Override
          public String key(long number) {
            return "bank" + number;
          }

          @Override
          public Generator generator(long number) {
            Dice dice = new Dice(seed.fork("key").fork(number));
            long firstId = number * OPERATIONS_PER_BANK;
            return Generators.limit(
                OPERATIONS_PER_BANK,
                new BankGenerator(dice, firstId, BankGenerator.State.CLOSED, 0));
          }
        };
    int active = Math.max(1, concurrency / CLIENTS_PER_BANK);
    return Generators.perKey(seed.fork("keys"), active, banks);
  }

  @Override
  public Generator finalReads(List<String> keys) {
    Operation read = BankGenerator.read();
    List<Generator> reads =
        keys.stream()
            .map(key -> Generators.once(new Operation(read.f(), key, read.value())))
            .map(each -> Generators.untilOk(each, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS))
            .toList();
    return Generators.eachNode(Generators.concat(reads));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new BankOperations(paths)::carryOut);
  }
}
