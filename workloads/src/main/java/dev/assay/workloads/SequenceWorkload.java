package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.generator.Generators;
import dev.assay.core.generator.KeyGenerators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Workload;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences that give numbers. Several are worked on at once, each for a bounded number of
 * operations, so that there are many beginnings and many drops of the newest. At the end every node
 * is asked for one more number of each: one that was started from a snapshot must go on counting.
 */
record SequenceWorkload(String name, Paths paths) implements Workload {
  private static final int ACTIVE_KEYS = 3;
  private static final int OPERATIONS_PER_KEY = 200;
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  /** Above the number of keys that are read at the end. */
  private static final long FINAL_KEYS = 100_000;

  /** Asks any free process; the data are unique, since nothing is asked again of a process. */
  private record Last(String key, long number) implements Generator {
    @Override
    public Next next(Context context) {
      if (context.free().isEmpty()) {
        return new Next.Pending(Long.MAX_VALUE, this);
      }
      int process = context.free().getFirst();
      long id = -1 - (process * FINAL_KEYS + number);
      Operation next = new Operation(SequenceOperations.NEXT, key, id);
      return new Next.Emit(next, process, context.nowNanos(), this);
    }
  }

  @Override
  public List<String> kinds() {
    return List.of(SequenceOperations.NEXT, SequenceOperations.DROP);
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
            return "q" + number;
          }

          @Override
          public Generator generator(long number) {
            Dice dice = new Dice(seed.fork("key").fork(number));
            long firstId = number * OPERATIONS_PER_KEY;
            return Generators.limit(
                OPERATIONS_PER_KEY, new SequenceGenerator(dice, firstId, List.of()));
          }
        };
    return Generators.perKey(seed.fork("keys"), ACTIVE_KEYS, keys);
  }

  @Override
  public Generator finalReads(List<String> keys) {
    List<Generator> last =
        IntStream.range(0, keys.size())
            .mapToObj(number -> new Last(keys.get(number), number))
            .map(next -> Generators.untilOk(next, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS))
            .toList();
    return Generators.eachNode(Generators.concat(last));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new SequenceOperations(paths)::carryOut);
  }
}
