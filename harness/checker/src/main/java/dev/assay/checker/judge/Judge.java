package dev.assay.checker.judge;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.exercise.FaultTally;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.ReadHistory;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Asks every checker and merges what they say. */
public final class Judge {
  private Judge() {}

  /**
   * Judges a whole history. Each checker has the limits for itself; one that throws makes its
   * guarantee unknown, with the exception's text as the reason.
   *
   * @throws HistoryException if the history contradicts itself, so that no checker could read it
   */
  public static Judgement judge(List<Entry> entries, List<Checker> checkers, Limits limits) {
    ReadHistory history = ReadHistory.of(entries);
    List<Guarantee> guarantees = new ArrayList<>();
    for (Checker checker : checkers) {
      guarantees.addAll(ask(checker, history, limits));
    }
    Verdict verdict = Verdict.merge(guarantees.stream().map(Guarantee::verdict).toList());
    return new Judgement(
        verdict,
        reason(verdict, guarantees),
        guarantees,
        OperationTally.of(history, history.ofClients()),
        FaultTally.kindsAskedFor(history),
        FaultTally.of(history),
        LeaderSeen.of(history));
  }

  /** A checker is foreign code at the top of its own task: whatever it throws is reported. */
  @SuppressWarnings("CatchingUnchecked")
  private static List<Guarantee> ask(Checker checker, List<Entry> history, Limits limits) {
    try {
      return checker.check(history, limits);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
      String name = checker.getClass().getSimpleName();
      return List.of(
          Guarantee.unknown(
              name.isEmpty() ? checker.getClass().getName() : name,
              "The checker itself failed: %s.".formatted(e)));
    }
  }

  private static String reason(Verdict verdict, List<Guarantee> guarantees) {
    if (guarantees.isEmpty()) {
      return "Nothing was checked.";
    }
    return guarantees.stream()
        .filter(guarantee -> guarantee.verdict() == verdict)
        .findFirst()
        .map(Guarantee::reason)
        .orElse("Nothing was checked.");
  }
}
