package dev.assay.checker.linear;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.CounterModel;
import dev.assay.checker.model.Model;
import dev.assay.checker.model.QueueModel;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether the operations on each key can be explained by one order that a model allows:
 * guarantee {@code linearizable} or {@code sequential}. A valid one has been replayed by an
 * independent verifier. Keys are judged one by one; those that are hard come last, so that they do
 * not hide a violation elsewhere.
 */
public final class OrderChecker<S, C> implements Checker {
  /** Why a history is unknown in which there is nothing to explain. */
  public static final String NOTHING_SAID =
      "No operation says anything: none is known to have taken effect or seen something.";

  private static final int FIRST_SLICE = 8;
  private static final long EXPLAIN_MILLIS = 10_000;
  private static final int LONGEST_WITNESS = 1_000_000;

  private final String name;
  private final Model<S, C> model;
  private final Order order;
  private final boolean witness;

  private OrderChecker(String name, Model<S, C> model, Order order, boolean witness) {
    this.name = name;
    this.model = model;
    this.order = order;
    this.witness = witness;
  }

  /** One order for each key, in which what was over comes before what began later. */
  public static <S, C> OrderChecker<S, C> linearizable(Model<S, C> model) {
    return new OrderChecker<>("linearizable", model, Order.REAL_TIME, false);
  }

  /**
   * One order for each key, as ZooKeeper promises it: changes in real time, each session's
   * operations in their order, but what a session reads may be late.
   */
  public static <S, C> OrderChecker<S, C> sequential(Model<S, C> model) {
    return new OrderChecker<>("sequential", model, Order.SESSION, false);
  }

  /**
   * The same, but a valid result's details hold the order found: {@code witness}, a map from key to
   * the list of operation ids; left out beyond 1,000,000 operations.
   */
  @Override
  public OrderChecker<S, C> withWitness() {
    return new OrderChecker<>(name, model, order, true);
  }

  /** The operations on one object. */
  record KeyHistory(@Nullable String key, List<OperationRecord> operations) {}

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(name, () -> judge(history, Budget.start(limits)));
  }

  /**
   * The verdict alone, without the story of a violation.
   *
   * @throws dev.assay.checker.history.HistoryException if the history is not one of this kind
   */
  public Verdict decide(List<Entry> history, Limits limits) {
    List<KeyHistory> keys = partition(Operations.ofClients(history));
    Tally tally = tally(keys, Budget.start(limits));
    if (!tally.invalid.isEmpty()) {
      return Verdict.INVALID;
    }
    return tally.placed == 0 || !tally.gaveUp.isEmpty() ? Verdict.UNKNOWN : Verdict.VALID;
  }

  private Guarantee judge(List<Entry> history, Budget budget) {
    List<KeyHistory> keys = partition(Operations.ofClients(history));
    return keys.isEmpty()
        ? Guarantee.unknown(name, "The history holds no operation of a client.")
        : conclude(tally(keys, budget), budget);
  }

  private Tally tally(List<KeyHistory> keys, Budget budget) {
    Tally tally = new Tally();
    List<KeyHistory> hard = new ArrayList<>();
    ArrayDeque<KeyHistory> left = new ArrayDeque<>(keys);
    for (KeyHistory key = left.poll(); key != null; key = left.poll()) {
      Budget slice = budget.slice(FIRST_SLICE);
      boolean hinted = hinted(key, slice, tally);
      List<KeyHistory> parts = hinted ? List.of() : parts(key);
      if (parts.size() > 1) {
        left.addAll(parts);
        continue;
      }
      tally.keys++;
      if (!hinted && !judge(key, budget, slice, tally)) {
        hard.add(key);
      }
    }
    tally.gaveUp.clear();
    for (KeyHistory key : hard) {
      if (!hinted(key, budget, tally)) {
        judge(key, budget, budget, tally);
      }
    }
    return tally;
  }

  /**
   * The parts that may be judged alone, since each is an object of its own: what holds for each of
   * them holds for all together (Herlihy and Wing 1990, theorem 1: linearizability is local). The
   * key itself, if there is no other. The order of sessions is not local.
   */
  private List<KeyHistory> parts(KeyHistory key) {
    if (order != Order.REAL_TIME) {
      return List.of(key);
    }
    Map<String, List<OperationRecord>> parts = new LinkedHashMap<>();
    for (OperationRecord operation : key.operations()) {
      C call = model.interpret(operation);
      String part = call == null ? null : model.part(call);
      if (call != null && part == null) {
        return List.of(key);
      }
      if (part != null) {
        parts.computeIfAbsent(part, _ -> new ArrayList<>()).add(operation);
      }
    }
    String prefix = key.key() == null ? "" : key.key() + " ";
    return parts.size() < 2
        ? List.of(key)
        : parts.entrySet().stream()
            .map(part -> new KeyHistory(prefix + part.getKey(), part.getValue()))
            .toList();
  }

  /**
   * A key without an order.
   *
   * @param shown operations on it that alone have none
   * @param explainer what tells why they have none
   */
  private record Invalid(KeyHistory key, List<OperationRecord> shown, Explainer<?, ?> explainer) {}

  private static final class Tally {
    private final List<Invalid> invalid = new ArrayList<>();
    private final Map<KeyHistory, String> gaveUp = new LinkedHashMap<>();
    private final Map<String, Object> witnesses = new TreeMap<>();
    private long keys;
    private long configurations;
    private long hinted;
    private long placed;
  }

  /** Without hints; false if what searches may take did not suffice. */
  private boolean judge(KeyHistory key, Budget budget, Budget searches, Tally tally) {
    if (order == Order.REAL_TIME && (queue(key, tally) || counter(key, tally))) {
      return true;
    }
    BrokenView<?, ?> broken = BrokenView.find(model, key.operations(), order, budget, searches);
    if (broken != null) {
      tally.invalid.add(new Invalid(key, broken.shown(), broken.explainer(name, order)));
      return true;
    }
    Problem<S, C> problem = Problem.of(model, key.operations(), order);
    switch (UniqueWrites.decide(problem)) {
      case UniqueWrites.Decision.Order(int[] found) -> {
        explained(key, problem, found, 0, tally);
        return true;
      }
      case UniqueWrites.Decision.Impossible(List<OperationRecord> shown) -> {
        tally.invalid.add(invalid(key, shown));
        return true;
      }
      case null -> {
        return search(key, problem, searches, tally);
      }
    }
  }

  /** Whether it is a queue that can be decided without a search. */
  private boolean queue(KeyHistory key, Tally tally) {
    if (!(model instanceof QueueModel queue)) {
      return false;
    }
    switch (UniqueQueue.decide(queue, key.operations())) {
      case UniqueQueue.Decision.Order(int[] sequence) -> {
        Replay.verify(model, order, key.operations(), sequence);
        explained(key, sequence, 0, tally);
        return true;
      }
      case UniqueQueue.Decision.Impossible(List<OperationRecord> shown) -> {
        tally.invalid.add(invalid(key, shown));
        return true;
      }
      case null -> {
        return false;
      }
    }
  }

  /** Whether it is a counter that can be decided without a search. */
  private boolean counter(KeyHistory key, Tally tally) {
    if (!(model instanceof CounterModel counter)) {
      return false;
    }
    switch (UniqueCounter.decide(counter, key.operations())) {
      case UniqueCounter.Decision.Order(int[] sequence) -> {
        Replay.verify(model, order, key.operations(), sequence);
        explained(key, sequence, 0, tally);
        return true;
      }
      case UniqueCounter.Decision.Impossible(CounterModel part, List<OperationRecord> shown) -> {
        tally.invalid.add(new Invalid(key, shown, new Explainer<>(name, part, order)));
        return true;
      }
      case null -> {
        return false;
      }
    }
  }

  private Invalid invalid(KeyHistory key, List<OperationRecord> shown) {
    return new Invalid(key, shown, new Explainer<>(name, model, order));
  }

  private boolean search(KeyHistory key, Problem<S, C> problem, Budget budget, Tally tally) {
    switch (Search.run(problem, budget)) {
      case SearchResult.Found(int[] found, long configurations) ->
          explained(key, problem, found, configurations, tally);
      case SearchResult.Impossible _ -> tally.invalid.add(invalid(key, key.operations()));
      case SearchResult.GaveUp(String why, int most, long configurations) -> {
        tally.gaveUp.put(
            key,
            "%s after %d configurations; the furthest attempt explained %d of %d operations"
                .formatted(why, configurations, most, problem.mandatory()));
        return false;
      }
    }
    return true;
  }

  /** Whether the order that the server reported explains all. */
  private boolean hinted(KeyHistory key, Budget budget, Tally tally) {
    int[] sequence =
        order == Order.REAL_TIME ? Hinted.order(model, key.operations(), budget) : null;
    if (sequence == null || !Replay.fault(model, order, key.operations(), sequence).isEmpty()) {
      return false;
    }
    explained(key, sequence, 0, tally);
    tally.hinted++;
    return true;
  }

  private void explained(
      KeyHistory key, Problem<S, C> problem, int[] found, long configurations, Tally tally) {
    IdentityHashMap<OperationRecord, Integer> places = new IdentityHashMap<>();
    for (int place = 0; place < key.operations().size(); place++) {
      places.put(key.operations().get(place), place);
    }
    int[] sequence = new int[found.length];
    Arrays.setAll(sequence, at -> places.get(problem.operations().get(found[at])));
    Replay.verify(model, order, key.operations(), sequence);
    explained(key, sequence, configurations, tally);
  }

  private void explained(KeyHistory key, int[] sequence, long configurations, Tally tally) {
    tally.configurations += configurations;
    tally.placed += sequence.length;
    if (witness && tally.placed <= LONGEST_WITNESS) {
      tally.witnesses.put(
          key.key() == null ? "" : key.key(),
          Arrays.stream(sequence).mapToObj(place -> key.operations().get(place).id()).toList());
    }
  }

  private Guarantee conclude(Tally tally, Budget budget) {
    if (!tally.invalid.isEmpty()) {
      return explain(tally, budget);
    }
    if (!tally.gaveUp.isEmpty()) {
      Map.Entry<KeyHistory, String> first = tally.gaveUp.entrySet().iterator().next();
      return Guarantee.unknown(
          name,
          "%s: %s (%d of %d keys are undecided)."
              .formatted(
                  keyName(first.getKey().key()),
                  first.getValue(),
                  tally.gaveUp.size(),
                  tally.keys));
    }
    if (tally.placed == 0) {
      return Guarantee.unknown(name, NOTHING_SAID);
    }
    Map<String, Object> details = new TreeMap<>();
    details.put("keys", tally.keys);
    details.put("operations", tally.placed);
    details.put("configurations", tally.configurations);
    details.put("keysByHints", tally.hinted);
    if (witness && tally.placed <= LONGEST_WITNESS) {
      details.put(WITNESS, tally.witnesses);
    }
    return Guarantee.valid(name, explained(tally.keys, tally.placed), details);
  }

  /** Says that there is an order. */
  public static String explained(long keys, long operations) {
    return keys == 1
        ? "One order explains all %d operations.".formatted(operations)
        : "Each of the %d keys has an order that explains it (%d operations in all)."
            .formatted(keys, operations);
  }

  private Guarantee explain(Tally tally, Budget budget) {
    Invalid first = tally.invalid.getFirst();
    return first
        .explainer()
        .explain(first.key(), first.shown(), tally.invalid.size(), budget.atMost(EXPLAIN_MILLIS));
  }

  static String keyName(@Nullable String key) {
    return key == null ? "the object" : "key " + key;
  }

  private static List<KeyHistory> partition(List<OperationRecord> operations) {
    Map<String, List<OperationRecord>> byKey = new LinkedHashMap<>();
    List<OperationRecord> without = new ArrayList<>();
    for (OperationRecord operation : operations) {
      String key = operation.invoke().key();
      (key == null ? without : byKey.computeIfAbsent(key, _ -> new ArrayList<>())).add(operation);
    }
    List<KeyHistory> keys = new ArrayList<>();
    if (!without.isEmpty()) {
      keys.add(new KeyHistory(null, without));
    }
    byKey.forEach((key, own) -> keys.add(new KeyHistory(key, own)));
    return keys;
  }
}
