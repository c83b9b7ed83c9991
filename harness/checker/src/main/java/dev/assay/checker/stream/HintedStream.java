package dev.assay.checker.stream;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one object, put into the order of their hints as they come. The next in the
 * order is known once everything is over that began before it was over: whatever comes later comes
 * behind it.
 */
final class HintedStream<S, C> {
  /** So many operations of unknown outcome, or near by, are tried before one that is not legal. */
  private static final int MOST_TRIED = 500;

  /** So many of them are tried in pairs. */
  private static final int MOST_IN_PAIRS = 40;

  /** About how much memory an operation takes that waits. */
  private static final long BYTES = 400;

  private final Model<S, C> model;
  private final Model.Walk<C> walk;

  /** Goes the same way, but never back: what is taken back wrongly does not pass as a proof. */
  private final Model.Walk<C> second;

  private final NavigableSet<Long> open = new TreeSet<>();
  private final NavigableSet<HintedOperation<C>> hinted = new TreeSet<>(HintedOperation::byHint);

  /** All that are over and have no place, by their ends, which differ. */
  private final NavigableSet<HintedOperation<C>> ended =
      new TreeSet<>(Comparator.comparingLong(HintedOperation::end));

  /** Those among them whose hint is missing or wrong. */
  private final NavigableSet<HintedOperation<C>> loose = byStart();

  /** Those of unknown outcome that were not needed so far. */
  private final NavigableSet<HintedOperation<C>> adrift = byStart();

  private long lastBegin = -1;
  private long placed;
  private long stuckAt = -1;

  HintedStream(Model<S, C> model) {
    this.model = model;
    this.walk = model.walk();
    this.second = model.walk();
  }

  private static <C> NavigableSet<HintedOperation<C>> byStart() {
    return new TreeSet<>(Comparator.comparingLong(HintedOperation::start));
  }

  void begin(long index) {
    open.add(index);
  }

  /** It is over, also if its outcome is not known. */
  void end(OperationRecord operation) {
    open.remove(operation.invoke().index());
    HintedOperation<C> done = HintedOperation.of(model, operation);
    if (done != null && stuckAt < 0) {
      put(done);
    }
    advance(false);
  }

  private void put(HintedOperation<C> done) {
    if (done.end() == Long.MAX_VALUE) {
      adrift.add(done);
      return;
    }
    ended.add(done);
    (done.hint() == null ? loose : hinted).add(done);
  }

  /** Nothing more comes. */
  void finish() {
    advance(true);
  }

  /** The index of the operation that the order does not reach; -1 if there is none. */
  long stuckAt() {
    return stuckAt;
  }

  /** How many operations have their place. */
  long placed() {
    return placed;
  }

  OpenState openState() {
    long waiting = (long) ended.size() + adrift.size() + open.size();
    long bytes = BYTES * waiting + walk.bytes() + second.bytes();
    return new OpenState(open.size(), ended.size(), adrift.size(), bytes);
  }

  private void advance(boolean complete) {
    while (stuckAt < 0 && (takeLoose() || takeNext(complete))) {
      // Until nothing more is certain.
    }
  }

  /** Takes a read without a hint as soon as it is legal: it changes nothing. */
  private boolean takeLoose() {
    for (HintedOperation<C> read : loose) {
      if (!begunInTime(read)) {
        return false;
      }
      if (read.readOnly() && take(read)) {
        return true;
      }
    }
    return false;
  }

  private boolean takeNext(boolean complete) {
    HintedOperation<C> next = hinted.isEmpty() ? null : hinted.first();
    HintedOperation<C> forced = ended.isEmpty() ? null : ended.first();
    if (forced != null && (next == null || forced.end() < next.start())) {
      next = forced;
    }
    if (next == null || (!complete && !open.isEmpty() && open.first() < next.end())) {
      return false;
    }
    if (!take(next) && !takeWithHelp(next) && !loosen(next)) {
      stuckAt = next.start();
      clear();
    }
    return true;
  }

  private void clear() {
    hinted.clear();
    ended.clear();
    loose.clear();
    adrift.clear();
  }

  /** Where a hint puts an operation that is not legal there, the hint is wrong. */
  private boolean loosen(HintedOperation<C> next) {
    return hinted.remove(next) && loose.add(next);
  }

  /** Whether real time allows it to be the next one. */
  private boolean begunInTime(HintedOperation<C> one) {
    return ended.isEmpty() || one.start() < ended.first().end();
  }

  private boolean take(HintedOperation<C> one) {
    if (!begunInTime(one) || !walk.step(one.call())) {
      return false;
    }
    settle(one);
    return true;
  }

  /** The walk has taken it. */
  private void settle(HintedOperation<C> one) {
    if (one.end() < lastBegin || !second.step(one.call())) {
      throw new IllegalStateException("the order is wrong at index " + one.start());
    }
    lastBegin = Math.max(lastBegin, one.start());
    placed++;
    ended.remove(one);
    loose.remove(one);
    adrift.remove(one);
    hinted.remove(one);
  }

  /** Takes one or two others before it that make it legal. */
  private boolean takeWithHelp(HintedOperation<C> next) {
    for (HintedOperation<C> helper : helpers(next, MOST_TRIED)) {
      if (together(List.of(helper, next))) {
        return true;
      }
    }
    List<HintedOperation<C>> few = helpers(next, MOST_IN_PAIRS);
    for (HintedOperation<C> first : few) {
      for (HintedOperation<C> helper : few) {
        if (!first.equals(helper) && together(List.of(first, helper, next))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Changes that may come before it: of unknown outcome, with wrong hints, or near by. */
  private List<HintedOperation<C>> helpers(HintedOperation<C> next, int most) {
    List<HintedOperation<C>> helpers = new ArrayList<>();
    Stream.of(adrift.descendingSet(), loose, hinted)
        .flatMap(each -> each.stream().filter(one -> !one.readOnly()).limit(most))
        .filter(one -> !one.equals(next) && begunInTime(one))
        .forEach(helpers::add);
    return helpers;
  }

  /** Takes all of them in this order, or none. */
  private boolean together(List<HintedOperation<C>> several) {
    int taken = 0;
    for (HintedOperation<C> one : several) {
      if (!inTime(several, taken) || !walk.step(one.call())) {
        for (; taken > 0; taken--) {
          if (!walk.back()) {
            throw new IllegalStateException("a step cannot be taken back");
          }
        }
        return false;
      }
      taken++;
    }
    several.forEach(this::settle);
    return true;
  }

  /** Whether real time allows one of them when those before it are taken. */
  private boolean inTime(List<HintedOperation<C>> several, int place) {
    Iterator<HintedOperation<C>> left = ended.iterator();
    @Nullable HintedOperation<C> first = null;
    while (left.hasNext() && first == null) {
      HintedOperation<C> candidate = left.next();
      first = several.subList(0, place).contains(candidate) ? null : candidate;
    }
    return first == null || several.get(place).start() < first.end();
  }
}
