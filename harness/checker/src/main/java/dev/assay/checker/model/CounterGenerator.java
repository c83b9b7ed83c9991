package dev.assay.checker.model;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes histories of a counter that is linearizable, to which 1 is always added, from a seed, for
 * benchmarks and tests: an operation takes effect at a random moment while it is open.
 */
public final class CounterGenerator {
  private final SplittableRandom random;
  private final List<Entry> entries = new ArrayList<>();
  private long count;
  private int nextProcess;

  /** An operation under way; {@code result} is negative until it took effect. */
  private static final class Pending {
    private final int process;
    private final boolean read;
    private long result = -1;

    private Pending(int process, boolean read) {
      this.process = process;
      this.read = read;
    }
  }

  private CounterGenerator(long seed, int clients) {
    this.random = new SplittableRandom(seed);
    this.nextProcess = clients;
  }

  /**
   * The lines of a history, half of whose operations are reads.
   *
   * @param clients how many work at a time; one whose operation stays unknown is replaced
   * @param indeterminate how many adds stay unknown, about; half of them took effect
   */
  public static List<Entry> generate(long seed, int operations, int clients, int indeterminate) {
    CounterGenerator generator = new CounterGenerator(seed, clients);
    generator.run(operations, clients, 2.0 * indeterminate / Math.max(1, operations));
    return generator.entries;
  }

  private void run(int operations, int clients, double loss) {
    @Nullable Pending[] open = new @Nullable Pending[clients];
    int[] process = new int[clients];
    for (int client = 0; client < clients; client++) {
      process[client] = client;
    }
    int begun = 0;
    int ended = 0;
    while (ended < operations) {
      int client = random.nextInt(clients);
      Pending pending = open[client];
      if (pending == null) {
        if (begun < operations) {
          begun++;
          open[client] = begin(process[client]);
        }
      } else if (!pending.read && pending.result < 0 && random.nextDouble() < loss) {
        lose(pending);
        process[client] = nextProcess++;
        open[client] = null;
        ended++;
      } else if (pending.result < 0) {
        pending.result = pending.read ? count : ++count;
      } else {
        line(EntryType.OK, pending, pending.read ? pending.result : 1L);
        open[client] = null;
        ended++;
      }
    }
  }

  private Pending begin(int process) {
    Pending pending = new Pending(process, random.nextBoolean());
    line(EntryType.INVOKE, pending, pending.read ? null : (Long) 1L);
    return pending;
  }

  private void lose(Pending pending) {
    count += random.nextInt(2);
    line(EntryType.INFO, pending, 1L);
  }

  private void line(EntryType type, Pending operation, @Nullable Long value) {
    entries.add(
        Entry.line(
                entries.size(),
                type,
                new Actor.Client(operation.process),
                operation.read ? "read" : "add",
                value)
            .withTime(entries.size() * 1000L));
  }
}
