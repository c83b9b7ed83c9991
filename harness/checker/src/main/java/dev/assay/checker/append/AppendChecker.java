package dev.assay.checker.append;

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
 * Guarantee {@code append}, of lists with {@code append} (value: an element that is appended once)
 * and {@code read} (result: the list). Lists under different keys are judged one by one. The
 * anomalies:
 *
 * <ul>
 *   <li>{@code lost}: an acknowledged element is in no later read, or not before an element that
 *       was begun to be appended afterwards;
 *   <li>{@code incompatible-order}: neither of two reads is a prefix of the other;
 *   <li>{@code duplicated}: an element comes twice in a read;
 *   <li>{@code phantom}: a read shows an element that nobody had begun to append, or whose append
 *       had failed;
 *   <li>{@code out-of-order}: an element comes before another one whose append was over before its
 *       own began;
 *   <li>{@code stale}: a read does not show what was acknowledged, or what another read had shown,
 *       before it began, and others do show it.
 * </ul>
 *
 * A worked example, time going down:
 *
 * <pre>
 *   process 1   append a, acknowledged
 *   process 2   append b, unknown
 *   process 3   read -> a b
 *   process 3   read -> a               stale: b was there before
 * </pre>
 *
 * <p>An append of which nobody knows what became of it may take effect at any time from its
 * invocation on, once, or never. Operations that overlap may have happened in either order.
 *
 * <p>The check is exact: reads that are prefixes of the longest one say which element is the v-th.
 * It was appended after its append was begun, and after every read began that does not show it; and
 * before its append was over, and before any read was over that does show it. There is an order
 * that explains all if and only if such moments can be chosen one after the other, so that what
 * holds an element back holds back all after it. It takes n log n time and memory for what is
 * shown; the limits have no bearing on it.
 */
public final class AppendChecker implements Checker {
  static final String NAME = "append";
  static final String LOST = "lost";
  static final String INCOMPATIBLE_ORDER = "incompatible-order";
  static final String DUPLICATED = "duplicated";
  static final String PHANTOM = "phantom";
  static final String OUT_OF_ORDER = "out-of-order";
  static final String STALE = "stale";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history));
  }

  private static Guarantee judge(List<Entry> history) {
    Findings findings =
        new Findings(
            NAME, List.of(LOST, INCOMPATIBLE_ORDER, DUPLICATED, PHANTOM, OUT_OF_ORDER, STALE));
    long acknowledged = 0;
    long reads = 0;
    List<OperationRecord> operations = Operations.ofClients(history);
    for (Map.Entry<String, List<OperationRecord>> key : Operations.byKey(operations).entrySet()) {
      Appended list = Appended.of(key.getKey(), key.getValue());
      if (new ReadAudit(list, findings).audit()) {
        new OrderAudit(list, findings).audit();
      }
      acknowledged += list.acknowledged().size();
      reads += list.reads().size();
    }
    Map<String, Object> details = Map.of("acknowledged", acknowledged, "reads", reads);
    Optional<String> doubt =
        acknowledged == 0
            ? Optional.of("No append was acknowledged.")
            : NodesAsked.gap(history, operations, "read");
    return findings.conclude(
        details,
        doubt,
        "All %d reads show the same order of elements, and the %d acknowledged ones in time."
            .formatted(reads, acknowledged));
  }
}
