package dev.assay.checker.linear;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import dev.assay.checker.model.RegisterLike;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells why the operations on one key have no order. */
final class Explainer<S, C> {
  /** Of a longer story the first and the last operations are told. */
  private static final int LONGEST_STORY = 40;

  /** With more operations than these, it is told from a moment on. */
  private static final int SHORT = 10;

  private final String guarantee;
  private final Model<S, C> model;
  private final Order order;

  /** What is told first; empty where it begins at the beginning. */
  private final String preface;

  Explainer(String guarantee, Model<S, C> model, Order order) {
    this(guarantee, model, order, "");
  }

  private Explainer(String guarantee, Model<S, C> model, Order order, String preface) {
    this.guarantee = guarantee;
    this.model = model;
    this.order = order;
    this.preface = preface;
  }

  /**
   * The result for a key whose operations are impossible.
   *
   * @param shown those of them that are impossible by themselves, in any order; not believed if the
   *     search finds an order of them
   */
  Guarantee explain(
      OrderChecker.KeyHistory key, List<OperationRecord> shown, int invalidKeys, Budget budget) {
    if (model instanceof RegisterLike<S, C> register) {
      SmallStory<S, C> small =
          SmallStory.of(register, order, key.operations(), inOrder(shown), budget);
      return new Explainer<>(guarantee, small.model(), order)
          .tell(key, small.operations(), small.model().loose(), invalidKeys);
    }
    Shrinker<S, C> shrinker = new Shrinker<>(model, order, budget);
    List<OperationRecord> small =
        shrinker.shrink(shrinker.possible(shown) ? key.operations() : inOrder(shown));
    Guarantee later = small.size() > SHORT ? later(key, small, invalidKeys, budget) : null;
    return later != null ? later : tell(key, small, Set.of(), invalidKeys);
  }

  /** Told from the last moment on at which one state alone was possible; null if there is none. */
  private @Nullable Guarantee later(
      OrderChecker.KeyHistory key,
      List<OperationRecord> impossible,
      int invalidKeys,
      Budget budget) {
    Prelude<S> prelude = order == Order.REAL_TIME ? Prelude.of(model, impossible) : null;
    if (prelude == null) {
      return null;
    }
    Begun<S, C> begun = new Begun<>(model, prelude.state());
    Shrinker<S, C> shrinker = new Shrinker<>(begun, order, budget);
    if (!shrinker.impossible(prelude.after())) {
      return null;
    }
    String told =
        "Before this there were %d operations, after which the state could only be %s."
            .formatted(prelude.before(), model.describeState(prelude.state()));
    return new Explainer<>(guarantee, begun, order, told)
        .tell(key, shrinker.shrink(prelude.after()), Set.of(), invalidKeys);
  }

  private Guarantee tell(
      OrderChecker.KeyHistory key,
      List<OperationRecord> small,
      Set<OperationRecord> loose,
      int invalidKeys) {
    List<Told<C>> told = told(small);
    RegisterShapes.Shape shape = shape(key, told);
    String anomaly = shape == null ? "non-" + guarantee : shape.anomaly();
    DeadEnds<S, C> ends = DeadEnds.of(model, order, told);
    Map<String, Object> details = new TreeMap<>();
    details.put("operationsInStory", (long) told.size());
    details.put("keysInvalid", (long) invalidKeys);
    if (key.key() != null) {
      details.put("key", key.key());
    }
    return new Guarantee(
        guarantee,
        Verdict.INVALID,
        anomaly,
        reason(key, told, anomaly, invalidKeys),
        story(key, told, loose, shape, ends),
        evidence(small),
        details,
        ends.graph("Not %s: %s".formatted(guarantee, OrderChecker.keyName(key.key()))),
        new StepStates<>(ends, told).known());
  }

  private static List<OperationRecord> inOrder(List<OperationRecord> operations) {
    return operations.stream()
        .distinct()
        .sorted(Comparator.comparingLong(operation -> operation.invoke().index()))
        .toList();
  }

  private List<Told<C>> told(List<OperationRecord> operations) {
    List<OperationRecord> sorted = new ArrayList<>(operations);
    sorted.sort(
        Comparator.comparingLong(OperationRecord::returnIndex)
            .thenComparingLong(operation -> operation.invoke().index()));
    // Those of unknown outcome first: they are what the others may build on.
    sorted.sort(Comparator.comparing(operation -> operation.outcome() != EntryType.INFO));
    List<Told<C>> told = new ArrayList<>();
    for (OperationRecord operation : sorted) {
      C call = model.interpret(operation);
      if (call != null) {
        String name = operation.invoke().f().charAt(0) + Integer.toString(told.size() + 1);
        told.add(new Told<>(name, operation, call, model.describe(call)));
      }
    }
    return told;
  }

  private RegisterShapes.@Nullable Shape shape(OrderChecker.KeyHistory key, List<Told<C>> told) {
    return model instanceof RegisterLike<S, C> register
        ? new RegisterShapes<>(register, order, key.operations(), told).recognise()
        : null;
  }

  private String reason(
      OrderChecker.KeyHistory key, List<Told<C>> told, String anomaly, int invalidKeys) {
    Told<C> last = told.getLast();
    return "%s (%s) on %s: nothing explains %s%s."
        .formatted(
            "Not " + guarantee,
            anomaly,
            OrderChecker.keyName(key.key()),
            last.sentence(),
            invalidKeys == 1 ? "" : "; %d keys are affected".formatted(invalidKeys));
  }

  private List<String> story(
      OrderChecker.KeyHistory key,
      List<Told<C>> told,
      Set<OperationRecord> loose,
      RegisterShapes.@Nullable Shape shape,
      DeadEnds<S, C> ends) {
    List<String> story = new ArrayList<>();
    if (!preface.isEmpty()) {
      story.add(preface);
    }
    int left = Math.max(0, told.size() - LONGEST_STORY);
    for (int at = 0; at < told.size(); at++) {
      if (left > 0 && at == LONGEST_STORY / 2) {
        story.add("(Then there were %d more operations.)".formatted(left));
        at += left;
      }
      Told<C> each = told.get(at);
      String on = at == 0 ? " (all of this on %s)".formatted(OrderChecker.keyName(key.key())) : "";
      story.add(
          "%s %s be %s%s."
              .formatted(at == 0 ? "Let" : "Then let", each.name(), each.sentence(), on));
    }
    List<String> given =
        told.stream().filter(each -> loose.contains(each.operation())).map(Told::name).toList();
    if (!given.isEmpty()) {
      story.add(
          "That %s found what it replaced is taken as given, and what led to that is left out."
              .formatted(String.join(" and ", given)));
    }
    if (shape != null) {
      story.add(shape.however());
    } else {
      story.add("However, there is no order in which all of them could have happened.");
    }
    story.addAll(ends.sentences());
    return story;
  }

  private static List<Entry> evidence(List<OperationRecord> operations) {
    List<Entry> evidence = new ArrayList<>();
    for (OperationRecord operation : operations) {
      evidence.add(operation.invoke());
      Entry completion = operation.completion();
      if (completion != null) {
        evidence.add(completion);
      }
    }
    evidence.sort(Comparator.comparingLong(Entry::index));
    return evidence;
  }
}
