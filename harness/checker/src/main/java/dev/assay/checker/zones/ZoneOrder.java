package dev.assay.checker.zones;

import static dev.assay.checker.zones.RegisterHistory.NONE;

import dev.assay.checker.arrays.IntStack;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes an order of a history that has one, with the moment at which each operation took effect;
 * operations that say only which value was not there are put into it by {@link Fitting}.
 */
public final class ZoneOrder {
  private final RegisterHistory history;
  private final Chains chains;
  private final Zones zones;
  private final IntStack order = new IntStack();
  private final IntStack moments = new IntStack();
  private final IntStack held = new IntStack();

  private ZoneOrder(RegisterHistory history) {
    this.history = history;
    this.chains = Chains.of(history);
    this.zones = Zones.of(history, chains);
  }

  /**
   * The operations that took effect, in an order that explains them.
   *
   * @param others operations that only say that a value was not there, as triples of start, end and
   *     value; they are numbered from {@code history.size()} on
   * @return null if the others do not fit in; there may be another order in which they do
   */
  public static int @Nullable [] find(RegisterHistory history, int[] others) {
    ZoneOrder order = new ZoneOrder(history);
    order.chains();
    return new Fitting(history, order.chains, order.order, order.moments, order.held, others).fit();
  }

  private void chains() {
    int[][] byValue = byValue();
    long[] blocks = blocks();
    for (long block : blocks) {
      int root = (int) block;
      int moment = (int) (block >> Integer.SIZE) - 1;
      for (int value = root; value != NONE; value = chains.next[value]) {
        if (chains.writer[value] != NONE) {
          moment = place(chains.writer[value], moment, value);
        }
        for (int operation : byValue[value]) {
          moment = place(operation, moment, value);
        }
      }
    }
  }

  private int place(int operation, int notBefore, int value) {
    int moment = Math.max(notBefore, history.start()[operation]);
    order.push(operation);
    moments.push(moment);
    held.push(value);
    return moment;
  }

  /** Those that only required a value, in the order of their beginnings. */
  private int[][] byValue() {
    int[] counts = new int[history.values()];
    for (int operation = 0; operation < history.size(); operation++) {
      if (onlyRequires(operation)) {
        counts[history.requires()[operation]]++;
      }
    }
    int[][] byValue = new int[history.values()][];
    Arrays.setAll(byValue, value -> new int[counts[value]]);
    int[] filled = new int[history.values()];
    for (int operation = 0; operation < history.size(); operation++) {
      if (onlyRequires(operation)) {
        int value = history.requires()[operation];
        byValue[value][filled[value]++] = operation;
      }
    }
    return byValue;
  }

  private boolean onlyRequires(int operation) {
    return history.produces()[operation] == NONE
        && history.requires()[operation] != NONE
        && !history.optional(operation);
  }

  /** The chains in the order of time: the moment, plus one, and the first value. */
  private long[] blocks() {
    int[] until = new int[history.positions() + 1];
    int count = 0;
    for (int value = 0; value < history.values(); value++) {
      if (zones.counts(value)) {
        count++;
        if (zones.forward(value)) {
          until[zones.zoneEnd[value] + 1] = zones.zoneStart[value];
        }
      }
    }
    for (int position = 1; position < until.length; position++) {
      until[position] = Math.max(until[position], until[position - 1]);
    }
    long[] blocks = new long[count];
    int at = 0;
    for (int value = 0; value < history.values(); value++) {
      if (zones.counts(value)) {
        int moment =
            zones.forward(value)
                ? zones.zoneEnd[value]
                : Math.max(zones.zoneStart[value], until[zones.zoneStart[value] + 1]);
        blocks[at++] = (long) (moment + 1) << Integer.SIZE | value;
      }
    }
    Arrays.sort(blocks);
    return blocks;
  }
}
