package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.QueueModel;
import dev.assay.checker.model.QueueModel.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides queues whose elements are put in once each, in n log n, after the four ways in which such
 * a queue can be wrong (Henzinger, Sezgin and Vafeiadis, "Aspect-oriented linearizability proofs",
 * CONCUR 2013): an element comes from nowhere, comes twice, is overtaken, or the queue is found
 * empty while something was there all the time. Where none of them is there, an order is made:
 *
 * <ul>
 *   <li>An element that was taken was put in before that dequeue was over, and was taken after its
 *       enqueue began: the times of each element are narrowed so.
 *   <li>Each dequeue that found nothing gets the first moment at which nothing must have been
 *       there. Elements surely put in before it were taken before it, all others are put in after.
 *   <li>In between, the next element is one whose enqueue and whose dequeue had to wait for no
 *       other. When there is none, the element whose enqueue was over first and the one whose
 *       dequeue was over first are a pair of which one overtook the other.
 * </ul>
 *
 * <p>Where a dequeue may take any element none is overtaken, and each element is there for as short
 * a time as its operations allow.
 *
 * <p>An enqueue of unknown outcome whose element nobody took is left out. A dequeue of unknown
 * outcome may have taken an element that is missing otherwise; they are handed out in the order in
 * which the elements must have been gone, and if that leads to no order, nothing is decided.
 */
final class UniqueQueue {
  private static final long NEVER = Long.MAX_VALUE;

  private final QueueModel model;
  private final List<OperationRecord> operations;
  private final Map<Object, Element> elements = new HashMap<>();
  private final List<Integer> empties = new ArrayList<>();

  /** Dequeues of which nobody knows what they took, by their beginnings. */
  private final List<Integer> strays = new ArrayList<>();

  private final List<Integer> order = new ArrayList<>();

  /** Operations that alone have no order. */
  private List<Integer> conflict = List.of();

  private boolean unique = true;

  /** What was found out. */
  sealed interface Decision {
    /** An order, as places in the list of operations. */
    record Order(int[] places) implements Decision {}

    /** There is none; these operations alone have none. */
    record Impossible(List<OperationRecord> operations) implements Decision {}
  }

  /** An element, with the times during which its enqueue and its dequeue took effect. */
  private static final class Element {
    int put = -1;
    int take = -1;
    long putFrom;
    long putUntil = NEVER;
    long takeFrom = NEVER;
    long takeUntil = NEVER;
    boolean placed;

    void narrow() {
      putUntil = Math.min(putUntil, takeUntil);
      takeFrom = Math.max(takeFrom, putFrom);
    }

    boolean taken() {
      return take >= 0;
    }
  }

  /** A dequeue that found nothing, and the moment that it gets. */
  private record Empty(int place, long moment) {}

  private UniqueQueue(QueueModel model, List<OperationRecord> operations) {
    this.model = model;
    this.operations = operations;
  }

  /** Null if nothing can be said so. */
  static @Nullable Decision decide(QueueModel model, List<OperationRecord> operations) {
    UniqueQueue queue = new UniqueQueue(model, operations);
    queue.collect();
    if (!queue.unique) {
      return null;
    }
    queue.run();
    if (queue.conflict.isEmpty()) {
      return new Decision.Order(queue.order.stream().mapToInt(Integer::intValue).toArray());
    }
    return queue.strays.isEmpty()
        ? new Decision.Impossible(queue.conflict.stream().distinct().map(operations::get).toList())
        : null;
  }

  private long from(int place) {
    return operations.get(place).invoke().index();
  }

  private long until(int place) {
    return operations.get(place).returnIndex();
  }

  private void fail(int... places) {
    if (conflict.isEmpty()) {
      conflict = IntStream.of(places).filter(place -> place >= 0).boxed().toList();
    }
  }

  private Element element(Object value) {
    return elements.computeIfAbsent(value, _ -> new Element());
  }

  private void collect() {
    for (int place = 0; place < operations.size(); place++) {
      switch (model.interpret(operations.get(place))) {
        case Call.Enqueue(Object value) -> {
          Element element = element(value);
          unique &= element.put < 0;
          element.put = place;
          element.putFrom = from(place);
          element.putUntil = until(place);
        }
        case Call.Dequeue(Object value) -> {
          Element element = element(value);
          if (element.taken()) {
            fail(element.take, place);
          }
          element.take = place;
          element.takeFrom = from(place);
          element.takeUntil = until(place);
        }
        case Call.DequeueAny() -> strays.add(place);
        case Call.Empty() -> empties.add(place);
        case null -> {}
      }
    }
  }

  private void run() {
    List<Element> all = new ArrayList<>();
    for (Element element : elements.values()) {
      if (element.taken() && (element.put < 0 || element.takeUntil < element.putFrom)) {
        fail(element.put, element.take);
      }
      if (element.taken() || element.putUntil != NEVER) {
        element.narrow();
        all.add(element);
      }
    }
    if (!conflict.isEmpty()) {
      conflict = withEnqueues(conflict);
      return;
    }
    all.sort(Comparator.comparingLong(element -> element.putFrom));
    handOut(all);
    List<Empty> moments = moments(all);
    if (!conflict.isEmpty()) {
      return;
    }
    if (model.fifo()) {
      order(all, moments);
    } else {
      anyOrder(all, moments);
    }
  }

  /** What was taken twice is impossible alone, but is told with the enqueue. */
  private List<Integer> withEnqueues(List<Integer> places) {
    List<Integer> told = new ArrayList<>(places);
    for (Element element : elements.values()) {
      if (element.put >= 0 && places.contains(element.take)) {
        told.add(element.put);
      }
    }
    return told;
  }

  /** Hands the dequeues of unknown outcome out to the elements that must be gone. */
  private void handOut(List<Element> all) {
    if (strays.isEmpty()) {
      return;
    }
    strays.sort(Comparator.comparingLong(this::from));
    Map<Element, Long> deadlines = deadlines(all);
    List<Element> missing =
        deadlines.keySet().stream()
            .sorted(
                Comparator.comparingLong(element -> Objects.requireNonNull(deadlines.get(element))))
            .toList();
    for (int at = 0; at < Math.min(missing.size(), strays.size()); at++) {
      Element element = missing.get(at);
      element.take = strays.get(at);
      element.takeFrom = from(element.take);
      element.narrow();
    }
  }

  /**
   * For elements that nobody is known to have taken: until when they were, because something that
   * was put in later was taken by then, or the queue was found empty.
   */
  private Map<Element, Long> deadlines(List<Element> all) {
    Map<Element, Long> deadlines = new HashMap<>();
    List<long[]> limits = new ArrayList<>();
    for (Element element : all) {
      if (element.taken() && model.fifo()) {
        limits.add(new long[] {element.putFrom, element.takeUntil});
      }
    }
    empties.forEach(empty -> limits.add(new long[] {from(empty), until(empty)}));
    limits.sort(Comparator.comparingLong((long[] limit) -> limit[0]).reversed());
    List<Element> missing =
        all.stream()
            .filter(element -> !element.taken())
            .sorted(Comparator.comparingLong((Element element) -> element.putUntil).reversed())
            .toList();
    int next = 0;
    long deadline = NEVER;
    for (Element element : missing) {
      while (next < limits.size() && limits.get(next)[0] > element.putUntil) {
        deadline = Math.min(deadline, limits.get(next++)[1]);
      }
      if (deadline != NEVER) {
        deadlines.put(element, deadline);
      }
    }
    return deadlines;
  }

  /** The moments of those that found nothing, the first one first. */
  private List<Empty> moments(List<Element> all) {
    List<Element> there =
        all.stream()
            .filter(element -> element.putUntil < element.takeFrom)
            .sorted(Comparator.comparingLong(element -> element.putUntil))
            .toList();
    List<Empty> moments = new ArrayList<>();
    empties.sort(Comparator.comparingLong(this::from));
    int next = 0;
    long until = -1;
    List<Element> cover = new ArrayList<>();
    for (int empty : empties) {
      long moment = from(empty);
      while (next < there.size() && there.get(next).putUntil < Math.max(moment, until)) {
        Element element = there.get(next++);
        if (element.takeFrom > until) {
          if (element.putUntil > until) {
            cover.clear();
          }
          cover.add(element);
          until = element.takeFrom;
        }
      }
      moment = Math.max(moment, until);
      if (moment > until(empty)) {
        overlooked(empty, cover);
        return moments;
      }
      moments.add(new Empty(empty, moment));
    }
    return moments;
  }

  /** Of what followed each other without a gap, that which was there during the dequeue. */
  private void overlooked(int empty, List<Element> cover) {
    List<Integer> places = new ArrayList<>(List.of(empty));
    for (Element element : cover) {
      if (element.takeFrom > from(empty)) {
        places.add(element.put);
        if (element.taken()) {
          places.add(element.take);
        }
      }
    }
    conflict = places;
  }

  private void order(List<Element> all, List<Empty> moments) {
    List<Element> byPut = new ArrayList<>(all);
    byPut.sort(Comparator.comparingLong(element -> element.putUntil));
    int next = 0;
    long begin = -1;
    for (Empty empty : moments) {
      int first = next;
      while (next < byPut.size() && byPut.get(next).putUntil < empty.moment()) {
        next++;
      }
      stretch(byPut.subList(first, next), begin);
      begin = empty.moment();
      order.add(empty.place());
    }
    stretch(byPut.subList(next, byPut.size()), begin);
  }

  /** An operation, and the moment at which it took effect. */
  private record Effect(int place, long moment) {}

  /** Where elements do not overtake each other, each is there for as short a time as can be. */
  private void anyOrder(List<Element> all, List<Empty> moments) {
    List<Effect> effects = new ArrayList<>();
    for (Element element : all) {
      effects.add(new Effect(element.put, Math.min(element.putUntil, element.takeFrom)));
      if (element.taken()) {
        effects.add(new Effect(element.take, element.takeFrom));
      }
    }
    moments.forEach(empty -> effects.add(new Effect(empty.place(), empty.moment())));
    effects.sort(Comparator.comparingLong(Effect::moment));
    effects.forEach(effect -> order.add(effect.place()));
  }

  /** Orders the elements between two moments at which nothing was there. */
  private void stretch(List<Element> within, long begin) {
    List<Element> elements = new ArrayList<>(within);
    elements.sort(Comparator.comparingLong(element -> element.putFrom));
    PriorityQueue<Element> byPut = queue(elements, element -> element.putUntil);
    PriorityQueue<Element> byTake = queue(elements, element -> element.takeUntil);
    PriorityQueue<Element> ready = queue(List.of(), element -> element.takeFrom);
    List<Effect> puts = new ArrayList<>();
    List<Effect> takes = new ArrayList<>();
    long put = begin;
    long take = begin;
    int next = 0;
    while (puts.size() < elements.size()) {
      Element firstPut = head(byPut);
      Element firstTake = head(byTake);
      while (next < elements.size() && elements.get(next).putFrom <= firstPut.putUntil) {
        ready.add(elements.get(next++));
      }
      Element chosen = ready.remove();
      if (chosen.takeFrom > firstTake.takeUntil) {
        fail(firstPut.put, firstTake.put, firstTake.take, firstPut.take);
        return;
      }
      chosen.placed = true;
      put = Math.max(put, chosen.putFrom);
      puts.add(new Effect(chosen.put, put));
      if (chosen.taken()) {
        take = Math.max(Math.max(take, put), chosen.takeFrom);
        takes.add(new Effect(chosen.take, take));
      }
    }
    merge(puts, takes);
  }

  private static PriorityQueue<Element> queue(
      List<Element> elements, ToLongFunction<Element> time) {
    PriorityQueue<Element> queue = new PriorityQueue<>(Comparator.comparingLong(time));
    queue.addAll(elements);
    return queue;
  }

  private static Element head(PriorityQueue<Element> queue) {
    while (queue.element().placed) {
      queue.remove();
    }
    return queue.element();
  }

  private void merge(List<Effect> puts, List<Effect> takes) {
    int next = 0;
    for (Effect put : puts) {
      while (next < takes.size() && takes.get(next).moment() < put.moment()) {
        order.add(takes.get(next++).place());
      }
      order.add(put.place());
    }
    takes.subList(next, takes.size()).forEach(take -> order.add(take.place()));
  }
}
