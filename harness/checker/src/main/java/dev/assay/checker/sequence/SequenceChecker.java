package dev.assay.checker.sequence;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Numbered;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Values;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code unique-names}, of sequences with {@code next} (result: the number) and {@code
 * drop} (value: the number). Sequences under different keys are judged one by one. The anomalies:
 *
 * <ul>
 *   <li>{@code duplicated}: two {@code next} were acknowledged with the same number, whether or not
 *       they overlap, and whether or not it was dropped between;
 *   <li>{@code out-of-order}: a {@code next} was acknowledged with a smaller number than another
 *       one that was acknowledged before it was invoked.
 * </ul>
 *
 * A worked example, time going down:
 *
 * <pre>
 *   process 1   next -> 4
 *   process 1   drop 4
 *   process 2   next -> 4     duplicated
 * </pre>
 *
 * <p>Gaps are no anomaly: other things may take numbers, and an operation of which nobody knows
 * what became of it may have taken one. Such an operation is never the reason for an alarm, since
 * its number is not known. Of two that overlap either may have the smaller number.
 *
 * <p>The check is exact: what it passes can be explained by a counter. It takes n log n time and
 * memory for the operations; the limits have no bearing on it.
 */
public final class SequenceChecker implements Checker {
  static final String NAME = "unique-names";
  private static final String DUPLICATED = "duplicated";
  private static final String OUT_OF_ORDER = "out-of-order";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history));
  }

  private static Guarantee judge(List<Entry> history) {
    Findings findings = new Findings(NAME, List.of(DUPLICATED, OUT_OF_ORDER));
    long names = 0;
    for (Map.Entry<String, List<OperationRecord>> key :
        Operations.byKey(Operations.ofClients(history)).entrySet()) {
      Sequence sequence = Sequence.of(key.getKey(), key.getValue());
      sequence.audit(findings);
      names += sequence.given.size();
    }
    Map<String, Object> details = Map.of("names", names);
    if (!findings.none()) {
      return findings.invalid(details);
    }
    return names == 0
        ? Guarantee.unknown(NAME, "No next was acknowledged, so there is nothing to compare.")
        : Guarantee.valid(
            NAME,
            "All %d numbers were given once, and grow along real time.".formatted(names),
            details);
  }

  /**
   * The operations on one sequence.
   *
   * @param given the acknowledged {@code next}
   * @param drops the last drop of each number that may have happened
   */
  private record Sequence(String key, List<Numbered> given, Map<Long, OperationRecord> drops) {
    static Sequence of(String key, List<OperationRecord> operations) {
      List<Numbered> given = new ArrayList<>();
      Map<Long, OperationRecord> drops = new HashMap<>();
      for (OperationRecord operation : operations) {
        switch (operation.invoke().f()) {
          case "next" -> {
            if (operation.outcome() == EntryType.OK) {
              long number = Values.number(Values.completion(operation));
              given.add(new Numbered(operation, number));
            }
          }
          case "drop" -> {
            long number = Values.number(operation.invoke());
            if (operation.outcome() != EntryType.FAIL) {
              drops.put(number, operation);
            }
          }
          default ->
              throw new HistoryException(
                  "index %d: a sequence knows next and drop, not %s"
                      .formatted(operation.invoke().index(), operation.invoke().f()));
        }
      }
      return new Sequence(key, given, drops);
    }

    void audit(Findings findings) {
      Map<Long, Numbered> first = new HashMap<>();
      for (Numbered next : given) {
        Numbered before = first.putIfAbsent(next.number(), next);
        if (before != null) {
          findings.note(DUPLICATED, () -> duplicated(before, next));
        }
      }
      Numbered.inRealTime(
          given,
          (before, next) -> {
            if (next.number() < before.number()) {
              findings.note(OUT_OF_ORDER, () -> outOfOrder(before, next));
            }
          });
    }

    private Finding duplicated(Numbered before, Numbered again) {
      List<String> story = new ArrayList<>();
      List<Entry> shown = new ArrayList<>(Finding.lines(before.operation(), again.operation()));
      OperationRecord dropped = null;
      story.add("Let %s.".formatted(given(before, "be")));
      @Nullable OperationRecord drop = drops.get(before.number());
      if (drop != null && drop.invoke().index() < again.operation().returnIndex()) {
        story.add("Then let %s drop it, %s.".formatted(Words.who(drop), Words.when(drop)));
        shown.addAll(Finding.lines(drop));
        dropped = drop;
      }
      story.add("However, %s: a number is given once.".formatted(given(again, "is")));
      return new Finding(
              "the number %d%s was given twice: to %s, %s, and to %s, %s"
                  .formatted(
                      before.number(),
                      Words.of(key),
                      Words.who(before.operation()),
                      Words.when(before.operation()),
                      Words.who(again.operation()),
                      Words.when(again.operation())),
              story,
              shown)
          .knowing(
              KnownThen.after(
                  before.operation(), "%d is given away for good".formatted(before.number())),
              KnownThen.after(dropped, "%d is gone, and stays so".formatted(before.number())),
              KnownThen.breaks(
                  again.operation(), "%d was given before".formatted(before.number())));
    }

    private Finding outOfOrder(Numbered before, Numbered next) {
      return new Finding(
              "the number %d%s was given after %d had been"
                  .formatted(next.number(), Words.of(key), before.number()),
              List.of(
                  "Let %s.".formatted(given(before, "be")),
                  "Then let %s ask for the next number at %s, after that."
                      .formatted(Words.who(next.operation()), Words.begin(next.operation())),
                  "However, it is given %d, which is smaller.".formatted(next.number())),
              Finding.lines(before.operation(), next.operation()))
          .knowing(
              KnownThen.after(
                  before.operation(), "every later number is above %d".formatted(before.number())),
              KnownThen.breaks(
                  next.operation(), "%d is below %d".formatted(next.number(), before.number())));
    }

    private String given(Numbered next, String verb) {
      return "%s %s given the number %d%s, %s"
          .formatted(
              Words.who(next.operation()),
              verb,
              next.number(),
              Words.of(key),
              Words.when(next.operation()));
    }
  }
}
