package dev.assay.checker.exercise;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Guarantee {@code exercised}: every kind of operation that the workload has (the event {@code run}
 * names them), and every one that clients invoked before the final phase, succeeded at least once,
 * every kind of fault that was asked for was proven in effect at least once, and every fault proven
 * in effect was proven healed. It is never invalid: a run that tried nothing says nothing about the
 * system.
 */
public final class ExercisedChecker implements Checker {
  private static final String NAME = "exercised";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    List<String> gaps = new ArrayList<>();
    try {
      gaps.addAll(operationGaps(history));
    } catch (HistoryException e) {
      gaps.add("the history cannot be judged: " + e.getMessage());
    }
    List<FaultTally> faults = FaultTally.of(history);
    List<String> askedFor = FaultTally.kindsAskedFor(history);
    for (FaultTally fault : faults) {
      if (fault.proven() == 0 && askedFor.contains(fault.kind())) {
        gaps.add(
            "the fault %s was asked for and never proven to be in effect (begun %s)"
                .formatted(fault.kind(), fault.asked() == 1 ? "once" : fault.asked() + " times"));
      }
      if (fault.proven() > fault.healed()) {
        gaps.add(
            "of %d faults %s proven in effect only %d were proven healed"
                .formatted(fault.proven(), fault.kind(), fault.healed()));
      }
    }
    if (!gaps.isEmpty()) {
      return List.of(unknown(gaps));
    }
    int proven = faults.stream().mapToInt(FaultTally::proven).sum();
    String reason =
        askedFor.isEmpty()
            ? "Every kind of operation succeeded; no fault was asked for."
            : "Every kind of operation succeeded, and %d faults of %d kinds were proven."
                .formatted(proven, faults.stream().filter(fault -> fault.proven() > 0).count());
    return List.of(Guarantee.valid(NAME, reason, Map.of("proven", (long) proven)));
  }

  /** The reason names the first gap, the story all of them. */
  private static Guarantee unknown(List<String> gaps) {
    int more = gaps.size() - 1;
    String reason =
        more == 0 ? gaps.getFirst() : "%s, and %d more".formatted(gaps.getFirst(), more);
    return new Guarantee(
        NAME,
        Verdict.UNKNOWN,
        "",
        sentence(reason),
        gaps.stream().map(ExercisedChecker::sentence).toList(),
        List.of(),
        Map.of("gaps", List.copyOf(gaps)));
  }

  private static List<String> operationGaps(List<Entry> history) {
    long finalPhase = Events.finalPhase(history);
    Map<String, int[]> kinds = new TreeMap<>();
    for (OperationRecord operation : Operations.ofClients(history)) {
      if (operation.invoke().index() < finalPhase) {
        int[] counts = kinds.computeIfAbsent(operation.invoke().f(), _ -> new int[2]);
        counts[0]++;
        counts[1] += operation.outcome() == EntryType.OK ? 1 : 0;
      }
    }
    List<String> gaps = new ArrayList<>();
    if (kinds.isEmpty()) {
      gaps.add("no client invoked anything");
    }
    Events.of(history, Events.RUN)
        .flatMap(run -> Events.texts(Events.fields(run), "kinds").stream())
        .filter(kind -> !kinds.containsKey(kind))
        .forEach(kind -> gaps.add("no client invoked %s".formatted(kind)));
    kinds.forEach((kind, counts) -> {
      if (counts[1] == 0) {
        gaps.add(
            "none of the %d operations %s succeeded before the final phase"
                .formatted(counts[0], kind));
      }
    });
    return gaps;
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
