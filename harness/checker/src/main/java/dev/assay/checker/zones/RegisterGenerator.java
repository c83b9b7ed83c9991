package dev.assay.checker.zones;

import static dev.assay.checker.zones.RegisterHistory.NEVER;
import static dev.assay.checker.zones.RegisterHistory.NONE;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Makes histories of a linearizable register in arrays, for benchmarks of millions of operations
 * that would not fit into memory as lines ({@code dev.assay.checker.generate} makes those). Every
 * value is written once, half of the operations read, and an operation takes effect at a random
 * moment while it is open.
 *
 * @param seed where all random choices come from
 * @param operations how many
 * @param clients how many work at a time
 * @param indeterminate how many writes stay unknown, about; half of them took effect
 */
public record RegisterGenerator(long seed, int operations, int clients, int indeterminate) {

  /** Makes it. */
  public RegisterHistory generate() {
    return new Run().history();
  }

  private final class Run {
    private final SplittableRandom random = new SplittableRandom(seed);
    private final double loss = 2.0 * indeterminate / Math.max(1, operations);
    private final int[] open = new int[clients];
    private final boolean[] effective = new boolean[clients];
    private final boolean[] lost = new boolean[clients];
    private final int[] start = new int[operations];
    private final int[] end = new int[operations];
    private final int[] requires = new int[operations];
    private final int[] produces = new int[operations];
    private int register;
    private int nextValue = 1;
    private int position;

    private RegisterHistory history() {
      Arrays.fill(open, NONE);
      Arrays.fill(end, NEVER);
      Arrays.fill(requires, NONE);
      Arrays.fill(produces, NONE);
      int begun = 0;
      int ended = 0;
      while (ended < operations) {
        int client = random.nextInt(clients);
        if (open[client] == NONE) {
          if (begun < operations) {
            begin(client, begun++);
          }
        } else if (!effective[client]) {
          take(client, open[client]);
        } else {
          end(client, open[client]);
          open[client] = NONE;
          ended++;
        }
      }
      return new RegisterHistory(start, end, requires, produces, nextValue, 0, position);
    }

    private void begin(int client, int operation) {
      open[client] = operation;
      effective[client] = false;
      start[operation] = position++;
      if (random.nextBoolean()) {
        produces[operation] = nextValue++;
      }
    }

    private void take(int client, int operation) {
      effective[client] = true;
      boolean write = produces[operation] != NONE;
      lost[client] = write && random.nextDouble() < loss;
      if (!write) {
        requires[operation] = register;
      } else if (!lost[client] || random.nextBoolean()) {
        register = produces[operation];
      }
    }

    private void end(int client, int operation) {
      if (!lost[client]) {
        end[operation] = position;
      }
      position++;
    }
  }
}
