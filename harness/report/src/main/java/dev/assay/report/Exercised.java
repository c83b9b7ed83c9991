package dev.assay.report;

import dev.assay.checker.history.EntryType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run did: how often each kind of operation had which outcome, and how much of that while a
 * fault was proven to be in effect.
 *
 * @param kinds by the operation's kind
 * @param total over all kinds
 */
record Exercised(Map<String, Tally> kinds, Tally total) {

  /** Counts by outcome, outside of faults and during them. */
  record Tally(Outcomes outside, Outcomes during) {
    static final Tally NONE = new Tally(Outcomes.NONE, Outcomes.NONE);

    Tally plus(EntryType outcome, boolean faulty) {
      return faulty
          ? new Tally(outside, during.plus(outcome))
          : new Tally(outside.plus(outcome), during);
    }

    long ok() {
      return outside.ok() + during.ok();
    }

    long fail() {
      return outside.fail() + during.fail();
    }

    long info() {
      return outside.info() + during.info();
    }

    long all() {
      return ok() + fail() + info();
    }
  }

  /** How many happened, did not happen, and may or may not have happened. */
  record Outcomes(long ok, long fail, long info) {
    static final Outcomes NONE = new Outcomes(0, 0, 0);

    Outcomes plus(EntryType outcome) {
      return switch (outcome) {
        case OK -> new Outcomes(ok + 1, fail, info);
        case FAIL -> new Outcomes(ok, fail + 1, info);
        case INFO, INVOKE, EVENT -> new Outcomes(ok, fail, info + 1);
      };
    }
  }

  static Exercised of(RunHistory history) {
    List<Interval> faulty =
        Interval.merged(
            history.faults().stream()
                .filter(FaultEpisode::proven)
                .map(fault -> fault.confirmed(history.end()))
                .toList());
    Map<String, Tally> kinds = new TreeMap<>();
    Tally total = Tally.NONE;
    for (Operation operation : history.operations()) {
      boolean during = overlapsAny(faulty, operation.start(), operation.end(history.end()));
      Tally before = kinds.getOrDefault(operation.invocation().f(), Tally.NONE);
      kinds.put(operation.invocation().f(), before.plus(operation.outcome(), during));
      total = total.plus(operation.outcome(), during);
    }
    return new Exercised(kinds, total);
  }

  private static boolean overlapsAny(List<Interval> sorted, long start, long end) {
    for (Interval interval : sorted) {
      if (interval.from() > end) {
        return false;
      }
      if (interval.overlaps(start, end)) {
        return true;
      }
    }
    return false;
  }
}
