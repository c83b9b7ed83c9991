package dev.assay.checker.set;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.linear.Replay;
import dev.assay.checker.model.SetModel;
import dev.assay.checker.set.SetStory.Seen;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code linearizable}, of sets that grow, with {@code add} and {@code read}, on any
 * recorded history. Exact, in time linear in what the reads show, where each element is added once;
 * other histories are left to the search.
 *
 * <p>Elements do not go away, so the sets that reads show must contain each other, and give an
 * order: the reads of the smallest set, the adds of what the next one has besides, its reads, and
 * so on; what no read shows comes last, or never happened if its outcome is unknown. There is an
 * order that explains all if and only if no operation was over before one began that stands in an
 * earlier step: operations of one step stand in the order in which they began. A valid one has been
 * replayed by an independent verifier.
 */
public final class LinearSetChecker implements Checker {
  private static final String NAME = "linearizable";
  private static final OrderChecker<?, ?> SEARCH = OrderChecker.linearizable(new SetModel());
  private static final int LONGEST_WITNESS = 1_000_000;

  private final boolean witness;

  /** One order for each key. */
  public LinearSetChecker() {
    this(false);
  }

  private LinearSetChecker(boolean witness) {
    this.witness = witness;
  }

  /**
   * The same, but a valid result's details hold the order found: {@code witness}, a map from key to
   * the list of operation ids; left out beyond 1,000,000 operations.
   */
  @Override
  public LinearSetChecker withWitness() {
    return new LinearSetChecker(true);
  }

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history, limits));
  }

  private Guarantee judge(List<Entry> history, Limits limits) {
    Map<String, List<OperationRecord>> keys = Operations.byKey(Operations.ofClients(history));
    long known = 0;
    long placed = 0;
    Map<String, Object> witnesses = new TreeMap<>();
    for (Map.Entry<String, List<OperationRecord>> key : keys.entrySet()) {
      LinearSet set = LinearSet.of(key.getValue());
      if (set == null) {
        return (witness ? SEARCH.withWitness() : SEARCH).check(history, limits).getFirst();
      }
      Finding finding = set.fault(Words.of(key.getKey()));
      if (finding != null) {
        return invalid(finding);
      }
      List<OperationRecord> order = set.order();
      Replay.verify(new SetModel(), key.getValue(), order);
      known += set.known();
      placed += order.size();
      if (witness && placed <= LONGEST_WITNESS) {
        witnesses.put(key.getKey(), order.stream().map(OperationRecord::id).toList());
      }
    }
    if (known == 0) {
      return Guarantee.unknown(NAME, OrderChecker.NOTHING_SAID);
    }
    Map<String, Object> details = new TreeMap<>();
    details.put("operations", known);
    details.put("keys", (long) keys.size());
    if (witness && placed <= LONGEST_WITNESS) {
      details.put(WITNESS, witnesses);
    }
    return Guarantee.valid(
        NAME,
        "One order for each set explains all %d operations that are known.".formatted(known),
        details);
  }

  private static Guarantee invalid(Finding finding) {
    return Guarantee.invalid(
            NAME,
            "non-linearizable",
            "Not linearizable: " + finding.sentence() + ".",
            finding.story(),
            finding.evidence())
        .knowing(finding.known());
  }

  /** One set. */
  private record LinearSet(
      List<Seen> reads,
      Map<Object, OperationRecord> adds,
      Set<Object> failed,
      Map<OperationRecord, Object> twice,
      List<List<OperationRecord>> steps) {
    /** Null if an element is added more than once. */
    static @Nullable LinearSet of(List<OperationRecord> operations) {
      LinearSet set =
          new LinearSet(
              new ArrayList<>(),
              new HashMap<>(),
              new HashSet<>(),
              new LinkedHashMap<>(),
              new ArrayList<>());
      SetModel model = new SetModel();
      for (OperationRecord operation : operations) {
        switch (model.interpret(operation)) {
          case SetModel.Call.Add(Object element) -> {
            if (set.adds.put(element, operation) != null) {
              return null;
            }
          }
          case SetModel.Call.Read(Set<Object> elements) ->
              set.reads.add(new Seen(operation, elements));
          case SetModel.Call.Twice(Object element, List<Object> _) ->
              set.twice.put(operation, element);
          case null -> {
            Object element = operation.invoke().value();
            if (operation.outcome() == EntryType.FAIL && element != null) {
              set.failed.add(element);
            }
          }
        }
      }
      set.reads.sort(
          Comparator.comparingInt((Seen seen) -> seen.elements().size())
              .thenComparingLong(seen -> seen.operation().invoke().index()));
      return set;
    }

    /** How many operations surely took effect, or saw something. */
    long known() {
      return reads.size()
          + adds.values().stream().filter(each -> each.outcome() == EntryType.OK).count();
    }

    /** What took effect, when nothing speaks against it. */
    List<OperationRecord> order() {
      Comparator<OperationRecord> byBegin =
          Comparator.comparingLong(operation -> operation.invoke().index());
      return steps.stream().flatMap(step -> step.stream().sorted(byBegin)).toList();
    }

    /** What speaks against an order; null if nothing does, and there are the steps of one. */
    @Nullable Finding fault(String of) {
      SetStory story = new SetStory(of, reads);
      if (!twice.isEmpty()) {
        Map.Entry<OperationRecord, Object> first = twice.entrySet().iterator().next();
        return twice(of, first.getKey(), first.getValue());
      }
      Set<Object> before = Set.of();
      Seen last = null;
      Set<Object> unseen = new HashSet<>(adds.keySet());
      for (Seen read : reads) {
        if (!read.elements().containsAll(before)) {
          return story.apart(Objects.requireNonNull(last), read);
        }
        List<OperationRecord> added = new ArrayList<>();
        for (Object element : read.elements()) {
          OperationRecord add = adds.get(element);
          if (add == null) {
            return phantom(of, read, element);
          }
          if (unseen.remove(element)) {
            added.add(add);
          }
        }
        steps.add(added);
        steps.add(List.of(read.operation()));
        before = read.elements();
        last = read;
      }
      List<OperationRecord> rest = new ArrayList<>();
      for (Object element : unseen) {
        OperationRecord add = adds.get(element);
        if (add != null && add.outcome() == EntryType.OK) {
          rest.add(add);
        }
      }
      steps.add(rest);
      return against(story);
    }

    private static Finding twice(String of, OperationRecord read, Object element) {
      return new Finding(
              "a read%s shows the element %s twice".formatted(of, element),
              List.of("However, %s shows it twice.".formatted(Words.operation(read))),
              Finding.lines(read))
          .knowing(KnownThen.breaks(read, "it shows %s twice".formatted(element)));
    }

    private Finding phantom(String of, Seen read, Object element) {
      return new Finding(
              "the element %s%s was read, and %s"
                  .formatted(
                      element,
                      of,
                      failed.contains(element) ? "its add had failed" : "nobody added it"),
              List.of("However, %s shows it.".formatted(Words.operation(read.operation()))),
              Finding.lines(read.operation()))
          .knowing(KnownThen.breaks(read.operation(), "%s cannot be in it".formatted(element)));
    }

    /** Looks for an operation that was over before one began that stands in an earlier step. */
    private @Nullable Finding against(SetStory story) {
      OperationRecord latest = null;
      for (List<OperationRecord> step : steps) {
        for (OperationRecord operation : step) {
          if (latest != null && operation.returnIndex() < latest.invoke().index()) {
            return story.turned(operation, latest);
          }
        }
        for (OperationRecord operation : step) {
          if (latest == null || operation.invoke().index() > latest.invoke().index()) {
            latest = operation;
          }
        }
      }
      return null;
    }
  }
}
