package dev.assay.checker.zones;

import static dev.assay.checker.zones.RegisterHistory.NONE;

import dev.assay.checker.arrays.IntStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts operations into an order that say only which value was not there. Most fit in where they
 * began, or after the next change of the value. Where the value was there until they were over,
 * either the next change comes earlier than it was placed, or a write of unknown outcome whose
 * value nobody saw comes in between. Used once, by one thread.
 */
final class Fitting {
  private final RegisterHistory history;

  /** The order, when each operation took effect, and which value was there after it. */
  private final IntStack order;

  private final IntStack moments;
  private final IntStack held;

  /** As triples of start, end and the value that was not there. */
  private final int[] others;

  private final int[] nextChange;

  /** Those that fit in as the order is: the place before which, and the number. */
  private long[] placed = {};

  /** By the place of the change that comes too late for them: those that do not. */
  private final Map<Integer, IntStack> late = new TreeMap<>();

  /** By the same place: what is put in there. */
  private final Map<Integer, Between> between = new HashMap<>();

  /**
   * By the value that they replace, or {@code NONE} if any: changes of unknown outcome that nobody
   * saw, as start and number, the earliest first.
   */
  private final Map<Integer, PriorityQueue<Long>> spares = new HashMap<>();

  /** An operation that ends the time of a value, at a moment before the next change as placed. */
  private record Between(int operation, int moment) {}

  Fitting(
      RegisterHistory history,
      Chains chains,
      IntStack order,
      IntStack moments,
      IntStack held,
      int[] others) {
    this.history = history;
    this.order = order;
    this.moments = moments;
    this.held = held;
    this.others = others;
    this.nextChange = new int[order.size() + 1];
    nextChange[order.size()] = order.size();
    for (int at = order.size() - 1; at >= 0; at--) {
      nextChange[at] = held.at(at) != heldBefore(at) ? at : nextChange[at + 1];
    }
    findSpares(chains);
  }

  private void findSpares(Chains chains) {
    for (int operation = 0; operation < history.size(); operation++) {
      int produced = history.produces()[operation];
      if (history.optional(operation) && produced != NONE && !chains.live(produced)) {
        spares
            .computeIfAbsent(history.requires()[operation], _ -> new PriorityQueue<>())
            .add((long) history.start()[operation] << Integer.SIZE | operation);
      }
    }
  }

  private int start(int other) {
    return others[3 * other];
  }

  private int end(int other) {
    return others[3 * other + 1];
  }

  private int value(int other) {
    return others[3 * other + 2];
  }

  private int heldBefore(int place) {
    return place == 0 ? history.initial() : held.at(place - 1);
  }

  /**
   * The whole order, in which the others are numbered from {@code history.size()} on.
   *
   * @return null if they do not fit in; there may be another order in which they do
   */
  int @Nullable [] fit() {
    long[] places = new long[others.length / 3];
    int count = 0;
    for (int other = 0; other < places.length; other++) {
      int place = placeFor(other);
      if (place >= 0) {
        places[count++] = (long) place << Integer.SIZE | other;
      } else {
        late.computeIfAbsent(~place, _ -> new IntStack()).push(other);
      }
    }
    placed = Arrays.copyOf(places, count);
    Arrays.sort(placed);
    for (Map.Entry<Integer, IntStack> each : late.entrySet()) {
      if (!divide(each.getKey(), each.getValue())) {
        return null;
      }
    }
    return merged();
  }

  /** Before which place, so that the value is not there; else the place of its change, inverted. */
  private int placeFor(int other) {
    int low = 0;
    int high = order.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (moments.at(middle) <= start(other)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (heldBefore(low) != value(other)) {
      return low;
    }
    int change = nextChange[low];
    return change < order.size() && moments.at(change) <= end(other) ? change + 1 : ~change;
  }

  /** Ends the time of a value before the first of those is over that are late for its change. */
  private boolean divide(int change, IntStack ofChange) {
    int moment = Integer.MAX_VALUE;
    for (int at = 0; at < ofChange.size(); at++) {
      moment = Math.min(moment, end(ofChange.at(at)));
    }
    if (change > 0 && moments.at(change - 1) > moment) {
      return false;
    }
    if (change < order.size()) {
      int changing = order.at(change);
      if (history.start()[changing] <= moment && nobodyDenies(change, moment, held.at(change))) {
        between.put(change, new Between(changing, moment));
        return true;
      }
      if (history.requires()[changing] != NONE) {
        return false;
      }
    }
    int spare = spare(heldBefore(change), change, moment);
    if (spare == NONE) {
      spare = spare(NONE, change, moment);
    }
    between.put(change, new Between(spare, moment));
    return spare != NONE;
  }

  private int spare(int replaced, int change, int moment) {
    PriorityQueue<Long> all = spares.getOrDefault(replaced, new PriorityQueue<>());
    List<Long> denied = new ArrayList<>();
    int found = NONE;
    while (found == NONE && !all.isEmpty() && all.element() >> Integer.SIZE <= moment) {
      long spare = all.remove();
      if (nobodyDenies(change, moment, history.produces()[(int) spare])) {
        found = (int) spare;
      } else {
        denied.add(spare);
      }
    }
    all.addAll(denied);
    return found;
  }

  /** Whether none of those that fit in before a change, after a moment, denies a value. */
  private boolean nobodyDenies(int change, int moment, int value) {
    int from = Arrays.binarySearch(placed, (long) change << Integer.SIZE);
    for (int at = from < 0 ? ~from : from;
        at < placed.length && placed[at] >> Integer.SIZE == change;
        at++) {
      int other = (int) placed[at];
      if (start(other) > moment && value(other) == value) {
        return false;
      }
    }
    return true;
  }

  private int[] merged() {
    IntStack all = new IntStack();
    int next = 0;
    for (int at = 0; at <= order.size(); at++) {
      Between inserted = between.get(at);
      while (next < placed.length
          && placed[next] >> Integer.SIZE == at
          && (inserted == null || start((int) placed[next]) <= inserted.moment)) {
        all.push(history.size() + (int) placed[next++]);
      }
      if (inserted != null) {
        all.push(inserted.operation);
        next = afterwards(at, inserted.moment, next, all);
      }
      if (at < order.size() && (inserted == null || inserted.operation != order.at(at))) {
        all.push(order.at(at));
      }
    }
    return all.toArray();
  }

  /** Those that come after what was put in: each at its beginning, or at once. */
  private int afterwards(int change, int moment, int from, IntStack all) {
    int next = from;
    IntStack ofChange = late.getOrDefault(change, new IntStack());
    long[] coming = new long[ofChange.size()];
    for (int at = 0; at < coming.length; at++) {
      int other = ofChange.at(at);
      coming[at] = (long) Math.max(start(other), moment) << Integer.SIZE | other;
    }
    Arrays.sort(coming);
    for (long each : coming) {
      while (next < placed.length
          && placed[next] >> Integer.SIZE == change
          && start((int) placed[next]) < each >> Integer.SIZE) {
        all.push(history.size() + (int) placed[next++]);
      }
      all.push(history.size() + (int) each);
    }
    while (next < placed.length && placed[next] >> Integer.SIZE == change) {
      all.push(history.size() + (int) placed[next++]);
    }
    return next;
  }
}
