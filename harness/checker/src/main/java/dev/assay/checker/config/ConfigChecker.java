package dev.assay.checker.config;

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
 * Guarantee {@code configuration}, of keys with {@code write} (value: one that is written once;
 * result: value and version) and {@code observe} (result: a map with {@code value} and {@code
 * version}, -1 when nothing was written yet; the invocation's value is a map with {@code synced}
 * when it follows a sync). Keys are judged one by one. The anomalies:
 *
 * <ul>
 *   <li>{@code phantom}: a look shows a value that nobody had begun to write, or whose write
 *       failed;
 *   <li>{@code forked}: one version has two values, or one value two versions;
 *   <li>{@code out-of-order}: a write got a version that is not above one that was there before the
 *       write began;
 *   <li>{@code went-back}: a session sees an older version than it had seen, or written, before;
 *   <li>{@code stale}: a synced look shows an older version than one that was there before it
 *       began. So at the end every node shows the last change, since it is looked at after a sync.
 * </ul>
 *
 * A worked example, time going down:
 *
 * <pre>
 *   session a   observe -> version 3
 *   session b   observe -> version 4
 *   session a   observe -> version 3       fine: no sync before it
 *   session b   observe -> version 3       went-back
 * </pre>
 *
 * <p>A write of which nobody knows what became of it may have happened at any time from its
 * invocation on, or never.
 *
 * <p>The check is exact, though it looks at pairs alone. Where each version has one value, the
 * changes have one order. The moment of each is bounded from below by the beginning of its write,
 * and by synced looks that show less; from above by the end of its write, and of looks that show as
 * much. Moments can be chosen one after the other if no bound from below for a version lies above a
 * bound from above for the same or a later one; each such pair has a name above. It takes n log n
 * time and memory for the operations; the limits have no bearing on it.
 */
public final class ConfigChecker implements Checker {
  static final String NAME = "configuration";
  static final String PHANTOM = "phantom";
  static final String FORKED = "forked";
  static final String OUT_OF_ORDER = "out-of-order";
  static final String WENT_BACK = "went-back";
  static final String STALE = "stale";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history));
  }

  private static Guarantee judge(List<Entry> history) {
    Findings findings =
        new Findings(NAME, List.of(PHANTOM, FORKED, OUT_OF_ORDER, WENT_BACK, STALE));
    List<OperationRecord> operations = Operations.ofClients(history);
    long changes = 0;
    long looks = 0;
    for (Map.Entry<String, List<OperationRecord>> key : Operations.byKey(operations).entrySet()) {
      Configured configured = Configured.of(key.getKey(), key.getValue());
      new ConfigAudit(configured, findings).audit();
      changes += configured.acknowledged().size();
      looks += configured.looks().size();
    }
    Map<String, Object> details = Map.of("changes", changes, "looks", looks);
    Optional<String> doubt =
        changes == 0
            ? Optional.of("No change was acknowledged.")
            : NodesAsked.gap(history, operations, "observe");
    return findings.conclude(
        details,
        doubt,
        "All %d looks show the %d changes in one order, and none goes back."
            .formatted(looks, changes));
  }
}
