package dev.assay.lab.suite;

import dev.assay.checker.exercise.FaultTally;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a suite.
 *
 * @param runs every planned run, the gravest first
 * @param waivers what was waived
 */
public record SuiteSummary(List<SuiteRun> runs, Waivers waivers) {
  public SuiteSummary {
    runs = runs.stream().sorted(Comparator.comparing(SuiteRun::status)).toList();
  }

  /**
   * How often a kind of fault was asked for and proven.
   *
   * @param asked in how many runs that were done it was asked for
   * @param proven in how many of them it was proven to be in effect
   */
  public record KindTally(String kind, int asked, int proven) {}

  /** How many runs there are of each status, the gravest first. */
  public Map<Status, Integer> counts() {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    runs.forEach(run -> counts.merge(run.status(), 1, Integer::sum));
    return counts;
  }

  private int count(Status status) {
    return counts().getOrDefault(status, 0);
  }

  /** Every kind that was asked for, in a run that was done or in one that was not. */
  public List<KindTally> kinds() {
    Map<String, KindTally> kinds = new TreeMap<>();
    for (SuiteRun run : runs) {
      int done = run.judgement().isPresent() ? 1 : 0;
      for (String kind : run.planned().spec().faults()) {
        int proven = run.kindsProven().contains(kind) ? 1 : 0;
        KindTally before = kinds.getOrDefault(kind, new KindTally(kind, 0, 0));
        kinds.put(kind, new KindTally(kind, before.asked() + done, before.proven() + proven));
      }
    }
    return List.copyOf(kinds.values());
  }

  /** The kinds that were asked for and not once proven. */
  public List<String> kindsNotProven() {
    return kinds().stream().filter(kind -> kind.proven() == 0).map(KindTally::kind).toList();
  }

  /** Live waivers that no run needed. */
  public List<Waiver> unusedWaivers() {
    List<Waiver> unused = new ArrayList<>(waivers.live());
    runs.forEach(run -> unused.removeAll(run.waivers()));
    return List.copyOf(unused);
  }

  /**
   * Invalid if a run is, and no waiver covers it; else unknown if a run is, was broken or was not
   * done, or a kind of fault was not once proven; else valid.
   */
  public Verdict verdict() {
    if (count(Status.INVALID) > 0) {
      return Verdict.INVALID;
    }
    boolean good = count(Status.VALID) + count(Status.WAIVED) == runs.size();
    return good && !runs.isEmpty() && kindsNotProven().isEmpty() ? Verdict.VALID : Verdict.UNKNOWN;
  }

  /** One sentence: why the verdict is what it is. */
  public String reason() {
    if (runs.isEmpty()) {
      return "There was nothing to run.";
    }
    List<String> parts = new ArrayList<>();
    counts().forEach((status, count) -> parts.add(count + " " + word(status)));
    String runsInAll = "Of " + runs.size() + (runs.size() == 1 ? " run " : " runs ");
    List<String> missing = kindsNotProven();
    return runsInAll
        + String.join(", ", parts)
        + (missing.isEmpty()
            ? "; every kind of fault asked for was proven"
            : "; never proven: " + String.join(", ", missing))
        + faults();
  }

  /** A fault may not begin in its time, when the one before it takes long. */
  private String faults() {
    int asked = 0;
    int applied = 0;
    int proven = 0;
    for (SuiteRun run : runs) {
      for (FaultTally kind : run.judgement().map(Judgement::faults).orElse(List.of())) {
        asked += kind.asked();
        applied += kind.applied();
        proven += kind.proven();
      }
    }
    String never = asked == applied ? "" : ", and %d never began".formatted(asked - applied);
    return asked == 0 ? "." : " (%d of %d faults were%s).".formatted(proven, asked, never);
  }

  private static String word(Status status) {
    return switch (status) {
      case INVALID -> "invalid";
      case BROKEN -> "broken";
      case UNKNOWN -> "unknown";
      case NOT_RUN -> "not run";
      case WAIVED -> "waived";
      case VALID -> "valid";
    };
  }
}
