package dev.assay.checker.zones;

import static dev.assay.checker.zones.RegisterHistory.NEVER;
import static dev.assay.checker.zones.RegisterHistory.NONE;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Makes histories of a register that is linearizable, from a seed, for benchmarks and tests: every
 * value is written once, and an operation takes effect at a random moment while it is open.
 *
 * @param seed where all random choices come from
 * @param operations how many
 * @param clients how many work at a time; one whose operation stays unknown is replaced
 * @param indeterminate how many writes and compare-and-sets stay unknown, about; half of them took
 *     effect
 * @param compareAndSet the share of compare-and-sets among changes; half of them expect a value
 *     that was there before, and mostly fail
 */
public record RegisterGenerator(
    long seed, int operations, int clients, int indeterminate, double compareAndSet) {

  /** What was made. */
  public interface Sink {
    /**
     * An operation begins.
     *
     * @param expected the value that a compare-and-set expects; negative for a read or a write
     * @param value the value to write; negative for a read
     */
    void begin(int operation, int client, int expected, int value);

    /**
     * It ends.
     *
     * @param result what a read found; for a compare-and-set negative if it failed
     * @param revision how many operations had taken effect when it did, itself included
     */
    void end(int operation, int client, int result, int revision);

    /** Nobody will know what became of it. */
    void lose(int operation, int client);
  }

  /** One run. */
  private final class Run {
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Sink sink;
    private final int[] open = new int[clients];
    private final boolean[] effective = new boolean[clients];
    private final int[] expected = new int[clients];
    private final int[] value = new int[clients];
    private final int[] result = new int[clients];
    private final int[] revision = new int[clients];
    private final double loss = 4.0 * indeterminate / Math.max(1, operations);
    private int register;
    private int nextValue = 1;
    private int revisions;

    private Run(Sink sink) {
      this.sink = sink;
    }

    private void run() {
      Arrays.fill(open, NONE);
      int begun = 0;
      int ended = 0;
      while (ended < operations) {
        int client = random.nextInt(clients);
        if (open[client] == NONE) {
          if (begun < operations) {
            begin(client, begun++);
          }
        } else if (!effective[client]) {
          take(client);
        } else {
          end(client);
          ended++;
        }
      }
    }

    private void begin(int client, int operation) {
      open[client] = operation;
      effective[client] = false;
      expected[client] = NONE;
      value[client] = NONE;
      if (random.nextBoolean()) {
        value[client] = nextValue++;
        if (random.nextDouble() < compareAndSet) {
          expected[client] = random.nextBoolean() ? register : random.nextInt(nextValue);
        }
      }
      sink.begin(operation, client, expected[client], value[client]);
    }

    private void take(int client) {
      effective[client] = true;
      result[client] = register;
      revision[client] = ++revisions;
      boolean mismatch = expected[client] != NONE && expected[client] != register;
      if (value[client] != NONE && !mismatch) {
        register = value[client];
      } else if (mismatch) {
        result[client] = NONE;
      }
    }

    /** Of four operations one changes something for certain: these may be lost. */
    private void end(int client) {
      if (value[client] != NONE && random.nextDouble() * 2 < loss) {
        sink.lose(open[client], client);
      } else {
        sink.end(open[client], client, result[client], revision[client]);
      }
      open[client] = NONE;
    }
  }

  /** Makes it. */
  public void generate(Sink sink) {
    new Run(sink).run();
  }

  /** Makes it in arrays, without compare-and-sets that failed. */
  public RegisterHistory arrays() {
    Arrayed arrayed = new Arrayed(operations);
    generate(arrayed);
    return arrayed.history();
  }

  private static final class Arrayed implements Sink {
    private final int[] start;
    private final int[] end;
    private final int[] requires;
    private final int[] produces;
    private int position;
    private int values = 1;

    private Arrayed(int operations) {
      start = new int[operations];
      end = new int[operations];
      requires = new int[operations];
      produces = new int[operations];
      Arrays.fill(end, NEVER);
    }

    @Override
    public void begin(int operation, int client, int expected, int value) {
      start[operation] = position++;
      requires[operation] = expected;
      produces[operation] = value;
      values = Math.max(values, value + 1);
    }

    @Override
    public void end(int operation, int client, int result, int revision) {
      end[operation] = position++;
      if (produces[operation] == NONE) {
        requires[operation] = result;
      } else if (result == NONE) {
        requires[operation] = NONE;
        produces[operation] = NONE;
      }
    }

    @Override
    public void lose(int operation, int client) {
      position++;
    }

    private RegisterHistory history() {
      return new RegisterHistory(start, end, requires, produces, values, 0, position);
    }
  }
}
