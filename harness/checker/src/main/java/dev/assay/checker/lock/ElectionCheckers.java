package dev.assay.checker.lock;

import dev.assay.checker.Checker;
import java.util.List;

/**
 * The promises of an election by candidates whose nodes end with their sessions. The operations
 * are, under a key for each election:
 *
 * <ul>
 *   <li>{@code campaign} (value: a map with a {@code candidate}, each with an id of its own):
 *       stands for election, with a node that ends with the session;
 *   <li>{@code lead} (value: the {@code candidate}; result: with the {@code epoch}): is answered
 *       {@code ok} when the candidate is the first of those that are there at a moment between
 *       invocation and completion;
 *   <li>{@code publish} (value: with the {@code epoch}): writes to what the leader takes care of,
 *       which refuses an epoch below the highest that it has seen;
 *   <li>{@code resign}: the candidate withdraws, whether it leads or not.
 * </ul>
 *
 * <p>An election is a lock: to lead is to hold it, the epoch is the token, and to publish is work.
 * So {@code one-leader} is judged as {@link MutualExclusionChecker} says, with the anomalies {@code
 * two-leaders} and {@code epoch-order} (two leaders of one epoch, or a leader of an earlier epoch
 * after one of a later), and {@code fenced} as {@link FencingChecker} says, with {@code
 * stale-leader}. What a candidate believes after its session has ended is no anomaly.
 *
 * <p>A leader <em>surely leads</em> only if it was told so in the session in which it campaigned:
 * that is the one that its node ends with. Two that surely lead at one moment contradict each other
 * though each only saw itself as the first: both nodes are there when the later of the two looks.
 * If the other one was there when the earlier one looked, then each has the lower number; if not,
 * it came later, and has the higher number, and yet saw itself as the first.
 *
 * <p>A worked example, time going down:
 *
 * <pre>
 *   session a   campaign 1, lead -> epoch 5
 *   session b   campaign 2, lead -> epoch 6
 *   session a   publish under 5, accepted       two-leaders: a was alive, and had not resigned
 * </pre>
 */
public final class ElectionCheckers {
  private ElectionCheckers() {}

  /** All of them. */
  public static List<Checker> all() {
    return List.of(new MutualExclusionChecker(Terms.ELECTION), new FencingChecker(Terms.ELECTION));
  }
}
