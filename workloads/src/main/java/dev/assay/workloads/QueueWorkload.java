package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.generator.Generators;
import dev.assay.core.generator.KeyGenerators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Workload;
import java.util.List;

/**
 * Queues into which unique elements are put, and out of which they are taken. Several are worked on
 * at once, about one for three clients. At the end every node takes what is left, until it is told
 * that nothing is there.
 */
record QueueWorkload(String name, Paths paths) implements Workload {
  private static final int CLIENTS_PER_QUEUE = 3;
  private static final int OPERATIONS_PER_QUEUE = 600;

  @Override
  public List<String> kinds() {
    return List.of(QueueOperations.ENQUEUE, QueueOperations.DEQUEUE);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    KeyGenerators queues =
        new KeyGenerators() {
          @Override
          public String key(long number) {
            return "q" + number;
          }

          @Override
          public Generator generator(long number) {
            Dice dice = new Dice(seed.fork("key").fork(number));
            long firstElement = number * OPERATIONS_PER_QUEUE;
            return Generators.limit(
                OPERATIONS_PER_QUEUE, new QueueGenerator(dice, firstElement, 0));
          }
        };
    int active = Math.max(1, concurrency / CLIENTS_PER_QUEUE);
    return Generators.perKey(seed.fork("keys"), active, queues);
  }

  @Override
  public Generator finalReads(List<String> keys) {
    List<Generator> drains = keys.stream().<Generator>map(Drain::of).toList();
    return Generators.eachNode(Generators.concat(drains));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new QueueOperations(paths)::carryOut);
  }
}
