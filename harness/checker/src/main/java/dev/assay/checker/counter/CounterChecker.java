package dev.assay.checker.counter;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.NodesAsked;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Guarantee {@code counter}, of counters that begin with 0, with {@code increase} (adds one) and
 * {@code read} (result: the count). Counters under different keys are judged one by one. The
 * anomalies:
 *
 * <ul>
 *   <li>{@code lost-increment}: a read shows less than an earlier read, or 0, and all increments
 *       that were begun after that and acknowledged before the read began;
 *   <li>{@code phantom-increment}: a read shows more than another one, or 0, and all increments
 *       that can have taken effect since that one began;
 *   <li>{@code went-back}: a read shows less than a read that was over before it began.
 * </ul>
 *
 * A worked example, time going down:
 *
 * <pre>
 *   process 1   increase, acknowledged
 *   process 2   increase, unknown
 *   process 3   read -> 1
 *   process 1   increase, acknowledged
 *   process 3   read -> 1               lost-increment: the third came after a read that showed 1
 * </pre>
 *
 * <p>An increment of which nobody knows what became of it may take effect at any time from its
 * invocation on, once, or never; one that failed never does.
 *
 * <p>The check is exact, though it looks at pairs of reads alone. The v-th increment takes effect
 * at a moment after every read that shows less was begun and before any read that shows as much was
 * over: a window, which moves on with v. Increments differ in nothing but their intervals, and
 * those whose intervals meet the window of v may be the v-th: these v are neighbours. So it is a
 * matching of intervals with places. One that places every acknowledged increment and another that
 * fills every place that was seen make up one that does both (Mendelsohn and Dulmage, 1958); and
 * either exists if no row of neighbouring places has too few or too many (Hall), which is what a
 * pair of reads says, the one at each end of the row.
 *
 * <p>It takes n log n time and memory for the operations; the limits have no bearing on it.
 */
public final class CounterChecker implements Checker {
  static final String NAME = "counter";
  static final String LOST_INCREMENT = "lost-increment";
  static final String PHANTOM_INCREMENT = "phantom-increment";
  static final String WENT_BACK = "went-back";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history));
  }

  private static Guarantee judge(List<Entry> history) {
    Findings findings = new Findings(NAME, List.of(LOST_INCREMENT, PHANTOM_INCREMENT, WENT_BACK));
    long acknowledged = 0;
    long reads = 0;
    List<OperationRecord> operations = Operations.ofClients(history);
    for (Map.Entry<String, List<OperationRecord>> key : Operations.byKey(operations).entrySet()) {
      Counter counter = Counter.of(key.getKey(), key.getValue());
      counter.audit(findings);
      acknowledged += counter.acknowledged().size();
      reads += counter.reads().size();
    }
    Map<String, Object> details = Map.of("acknowledged", acknowledged, "reads", reads);
    Optional<String> doubt =
        acknowledged == 0
            ? Optional.of("No increment was acknowledged.")
            : NodesAsked.gap(history, operations, "read");
    return findings.conclude(
        details,
        doubt,
        "All %d reads show a possible count, with %d acknowledged increments."
            .formatted(reads, acknowledged));
  }
}
