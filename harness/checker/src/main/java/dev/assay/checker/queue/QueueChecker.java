package dev.assay.checker.queue;

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
 * Guarantee {@code queue}, of first-in-first-out queues with {@code enqueue} (value: an element
 * that is enqueued once) and {@code dequeue} (result: an element, or nil when nothing is there; the
 * value of one of unknown outcome is the element that it may have taken, or nothing, when it may be
 * any). Queues under different keys are judged one by one. The anomalies:
 *
 * <ul>
 *   <li>{@code lost}: the queue was found empty after an element's enqueue was acknowledged, and
 *       nobody can have taken the element;
 *   <li>{@code duplicated}: an element was taken twice;
 *   <li>{@code phantom}: an element was taken that nobody had put in, or whose enqueue had failed;
 *   <li>{@code out-of-order}: an element was taken while another one was surely there that had been
 *       put in before it;
 *   <li>{@code missed}: the queue was found empty while something was there, since it was taken
 *       later.
 * </ul>
 *
 * A worked example, time going down:
 *
 * <pre>
 *   process 1   enqueue a
 *   process 2   enqueue b
 *   process 3   dequeue -> b        out-of-order, since a comes out later
 *   process 3   dequeue -> a
 * </pre>
 *
 * <p>Operations that overlap may have happened in either order. An enqueue of which nobody knows
 * what became of it may put its element in at any time, or never. A dequeue of which nobody knows
 * accounts for one element that is missing: the one that it names, or else any one element, if it
 * was begun before that is missed. So it hides a loss, and is never the reason for an alarm.
 *
 * <p>Where every outcome is known the check is exact for elements, by the theorem of the paper that
 * the package names. Of empty dequeues it sees those during which at every moment some element was
 * surely there. It takes n log n time and memory for the operations; the limits have no bearing on
 * it.
 */
public final class QueueChecker implements Checker {
  static final String NAME = "queue";
  static final String LOST = "lost";
  static final String DUPLICATED = "duplicated";
  static final String PHANTOM = "phantom";
  static final String OUT_OF_ORDER = "out-of-order";
  static final String MISSED = "missed";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history));
  }

  private static Guarantee judge(List<Entry> history) {
    Findings findings =
        new Findings(NAME, List.of(LOST, DUPLICATED, PHANTOM, OUT_OF_ORDER, MISSED));
    long acknowledged = 0;
    long taken = 0;
    List<OperationRecord> operations = Operations.ofClients(history);
    for (Map.Entry<String, List<OperationRecord>> key : Operations.byKey(operations).entrySet()) {
      Queue queue = Queue.of(key.getKey(), key.getValue());
      new QueueAudit(queue, findings).audit();
      acknowledged += queue.acknowledged();
      taken += queue.taken();
    }
    Map<String, Object> details = Map.of("acknowledged", acknowledged, "taken", taken);
    Optional<String> doubt =
        acknowledged == 0 || taken == 0
            ? Optional.of("No element was put in and taken.")
            : NodesAsked.gap(history, operations, "dequeue");
    return findings.conclude(
        details,
        doubt,
        "%d elements were put in, and %d taken, each once and in order."
            .formatted(acknowledged, taken));
  }
}
