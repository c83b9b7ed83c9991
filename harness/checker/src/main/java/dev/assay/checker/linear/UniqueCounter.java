package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.CounterModel;
import dev.assay.checker.model.CounterModel.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Decides counters to which one and the same amount is always added, in n log n. They are told
 * apart by how often it was added: a read that shows that it was added k times is at level k, and
 * the adds are to be given places 1, 2, 3 ... in the order.
 *
 * <ul>
 *   <li>Place v comes after every read below level v began, and before any read at level v or above
 *       was over: a window. Windows move on with v. An empty one means that a read shows less than
 *       another one that was over when it began.
 *   <li>Every place up to the highest level that was read must be filled, and every acknowledged
 *       add must have a place whose window meets its interval; beyond the highest level there are
 *       as many places as one likes. So for each place in turn, of the adds that began before the
 *       window ends, the one that was over first is taken; those of unknown outcome come last. As
 *       the places that an add may have are neighbours, this fills as many places as can be, and an
 *       add that comes too late has no chance in any order (Glover, "Maximum matching in a convex
 *       bipartite graph", 1967; the argument for both at once is that of Mendelsohn and Dulmage,
 *       told with {@code CounterChecker}).
 *   <li>Each add takes effect at the first moment of its interval that is in the window. Sorted by
 *       these moments the adds are in windows again, and each read fits behind the add of its
 *       level.
 * </ul>
 *
 * <p>When that fails there are two reads, or the beginning and a read, between which too few adds
 * can have happened, or too many must have (Hall); these are shown, with the adds.
 *
 * <p>Adds of different amounts are for the search: whether some of those of unknown outcome sum up
 * to what was read is as hard as any subset sum.
 */
final class UniqueCounter {
  /** What was there at first: as a read of 0 that was over before all else. */
  private static final Read BEGINNING = new Read(-1, 0, -1, -1);

  private static final Read END = new Read(-1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  private final List<OperationRecord> operations;
  private final List<Read> reads = new ArrayList<>();
  private final List<Add> adds = new ArrayList<>();

  /** What is always added; whatever else if nothing is. */
  private long amount = 1;

  /** What was found out. */
  sealed interface Decision {
    /** An order, as places in the list of operations. */
    record Order(int[] places) implements Decision {}

    /**
     * There is none.
     *
     * @param model the counter as it was before the operations; if it may have stood anywhere, all
     *     that can have happened between the two reads is among them
     * @param operations these alone have no order
     */
    record Impossible(CounterModel model, List<OperationRecord> operations) implements Decision {}
  }

  /**
   * A read.
   *
   * @param place where it is in the list of operations
   * @param level how often the amount was added when it took effect; the number shown, until the
   *     amount is known
   * @param from when it began
   * @param until when it was over
   */
  private record Read(int place, long level, long from, long until) {}

  /** An add, by its place; {@code until} is {@link Long#MAX_VALUE} if it may never have been. */
  private record Add(int place, long from, long until) {
    boolean mandatory() {
      return until != Long.MAX_VALUE;
    }
  }

  /** An add, and the moment at which it took effect. */
  private record Effect(int place, long moment) {}

  private UniqueCounter(List<OperationRecord> operations) {
    this.operations = operations;
  }

  /** Null if it is for the search. */
  static @Nullable Decision decide(CounterModel model, List<OperationRecord> operations) {
    UniqueCounter counter = new UniqueCounter(operations);
    return !model.midway() && counter.collect(model) ? counter.decide() : null;
  }

  /** False if adds differ, or add up to more than a number can hold. */
  private boolean collect(CounterModel model) {
    for (int place = 0; place < operations.size(); place++) {
      OperationRecord operation = operations.get(place);
      Call call = model.interpret(operation);
      if (call == null) {
        continue;
      }
      long from = operation.invoke().index();
      if (call.read()) {
        reads.add(new Read(place, call.number(), from, operation.returnIndex()));
      } else {
        if (call.number() == 0 || (!adds.isEmpty() && call.number() != amount)) {
          return false;
        }
        amount = call.number();
        adds.add(new Add(place, from, operation.returnIndex()));
      }
    }
    adds.sort(Comparator.comparingLong(Add::from));
    long most = Long.MAX_VALUE / (adds.size() + 1);
    return -most <= amount && amount <= most;
  }

  private Decision decide() {
    for (int at = 0; at < reads.size(); at++) {
      Read read = reads.get(at);
      long shown = read.level();
      long level = shown / amount;
      if (level < 0 || level * amount != shown) {
        return between(BEGINNING, read, adds.subList(0, Math.min(1, adds.size())));
      }
      reads.set(at, new Read(read.place(), level, read.from(), read.until()));
    }
    reads.sort(Comparator.comparingLong(Read::level).thenComparingLong(Read::from));
    Read highest = reads.isEmpty() ? BEGINNING : reads.getLast();
    return highest.level() > adds.size() ? tooMany(highest) : place((int) highest.level());
  }

  /** Gives the adds places, of which those up to the top must be filled. */
  private Decision place(int top) {
    Read[] opening = opening(top);
    Read[] closing = closing(top);
    PriorityQueue<Add> ready = new PriorityQueue<>(Comparator.comparingLong(Add::until));
    List<Effect> effects = new ArrayList<>();
    int next = 0;
    for (int place = 1; place <= top; place++) {
      long opens = opening[place].from();
      if (opens > closing[place].until()) {
        return tooFew(opening[place]);
      }
      while (next < adds.size() && adds.get(next).from() <= closing[place].until()) {
        ready.add(adds.get(next++));
      }
      Add chosen = ready.poll();
      if (chosen == null) {
        return tooMany(closing[place]);
      }
      if (chosen.until() < opens) {
        return tooFew(opening[place]);
      }
      effects.add(new Effect(chosen.place(), Math.max(opens, chosen.from())));
    }
    List<Add> rest = new ArrayList<>(ready);
    rest.addAll(adds.subList(next, adds.size()));
    long opens = opening[top + 1].from();
    for (Add add : rest) {
      if (add.until() < opens) {
        return tooFew(opening[top + 1]);
      }
      if (add.mandatory()) {
        effects.add(new Effect(add.place(), Math.max(opens, add.from())));
      }
    }
    return order(effects);
  }

  /** For each place the read below its level that began last. */
  private Read[] opening(int top) {
    Read[] opening = new Read[top + 2];
    Arrays.fill(opening, BEGINNING);
    for (Read read : reads) {
      int place = (int) read.level() + 1;
      opening[place] = read.from() > opening[place].from() ? read : opening[place];
    }
    for (int place = 1; place < opening.length; place++) {
      Read before = opening[place - 1];
      opening[place] = before.from() > opening[place].from() ? before : opening[place];
    }
    return opening;
  }

  /** For each place the read at its level or above that was over first. */
  private Read[] closing(int top) {
    Read[] closing = new Read[top + 2];
    Arrays.fill(closing, END);
    for (Read read : reads) {
      int place = (int) read.level();
      closing[place] = read.until() < closing[place].until() ? read : closing[place];
    }
    for (int place = top; place >= 0; place--) {
      Read after = closing[place + 1];
      closing[place] = after.until() < closing[place].until() ? after : closing[place];
    }
    return closing;
  }

  private Decision order(List<Effect> effects) {
    effects.sort(Comparator.comparingLong(Effect::moment));
    int[] order = new int[reads.size() + effects.size()];
    int next = 0;
    for (int done = 0; done <= effects.size(); done++) {
      while (next < reads.size() && reads.get(next).level() == done) {
        order[next + done] = reads.get(next++).place();
      }
      if (done < effects.size()) {
        order[next + done] = effects.get(done).place();
      }
    }
    return new Decision.Order(order);
  }

  /** A read shows less than another one and the adds that must have been between. */
  private Decision tooFew(Read read) {
    List<Add> over = adds.stream().filter(add -> add.until() < read.from()).toList();
    long[] begins = over.stream().mapToLong(Add::from).toArray();
    List<Read> others = new ArrayList<>(List.of(BEGINNING));
    others.addAll(reads);
    Read best = read;
    int fewest = Integer.MAX_VALUE;
    for (Read other : others) {
      int between = over.size() - smaller(begins, other.until() + 1);
      int needed = (int) Math.max(0, read.level() - other.level() + 1);
      if (other.until() < read.from() && needed <= between && needed < fewest) {
        best = other;
        fewest = needed;
      }
    }
    return between(best, read, over.subList(over.size() - fewest, over.size()));
  }

  /** A read shows more than another one and all the adds that can have been between. */
  private Decision tooMany(Read read) {
    List<Add> begun = adds.stream().filter(add -> add.from() <= read.until()).toList();
    long[] ends = begun.stream().mapToLong(Add::until).sorted().toArray();
    Read best = BEGINNING;
    int fewest = begun.size();
    for (Read other : reads) {
      int between = begun.size() - smaller(ends, other.from());
      if (read.level() - other.level() > between && between < fewest) {
        best = other;
        fewest = between;
      }
    }
    long from = best.from();
    return between(best, read, begun.stream().filter(add -> add.until() >= from).toList());
  }

  /** How many of these ascending indexes are smaller. */
  private static int smaller(long[] indexes, long index) {
    int found = Arrays.binarySearch(indexes, index);
    return found < 0 ? -found - 1 : found;
  }

  private Decision between(Read from, Read to, List<Add> adds) {
    boolean midway = from.place() >= 0;
    List<OperationRecord> shown = new ArrayList<>();
    if (midway) {
      shown.add(operations.get(from.place()));
    }
    adds.forEach(add -> shown.add(operations.get(add.place())));
    shown.add(operations.get(to.place()));
    return new Decision.Impossible(new CounterModel(midway), shown);
  }
}
