package dev.assay.checker.stream;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Words;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code linearizable} of sets that grow, each under its key, whose elements are added
 * once: as the checker of whole histories says it. A set of which an element is added twice is
 * "unknown". The argument is our own; those of Abdulla et al. (PLDI 2025) and Lee and Mathur
 * (OOPSLA 2025) are about sets that are asked for one element at a time.
 *
 * <p><b>The rule.</b> An element is known since its add was acknowledged, or since a read that
 * shows it was over, whichever was first. A read that shows the set S has the <em>moment</em> at
 * which the last operation began of the read itself and the adds of S. A history is linearizable if
 * and only if (1) of the sets that reads show each contains the smaller ones; (2) a read shows only
 * elements whose adds had begun when it was over, and did not fail, and each once; (3) each element
 * that was known before a read's moment is shown by it.
 *
 * <p>Each is necessary: elements do not go away, and what (3) demands was there before an operation
 * began that comes no later than the read. Now let all three hold. Put the adds of the smallest set
 * first, then its reads, the adds of what the next set has besides, its reads, and so on, and last
 * the acknowledged adds that no read shows; among each of these by their beginnings. Each read is
 * right. Were an operation over before one began that stands in an earlier place, some set S, of a
 * read r, would lie between the two or be that of one of them: the one that began late is r or an
 * add of S, so that it began by r's moment; the one that was over early is an add of an element
 * that S lacks, or a read that shows such an element, or r itself. In the first two cases the
 * element was known before r's moment, against (3). In the third an add of S began when r was over,
 * against (2).
 *
 * <p><b>While it grows.</b> When a read is over, its moment has passed, what it shows has been
 * begun and is known, and what becomes known later cannot offend against (3). So the rule is
 * decided of each read, and of each two, when the later of them is over, but for adds that fail
 * although their elements were shown: a violation is found at the very completion that makes the
 * history impossible. An add of unknown outcome stays open for ever.
 *
 * <p><b>What is forgotten.</b> Let o be the first invocation of a read that is open, or now if none
 * is. All reads to come must show what was known before o, and, as (1) holds, each set that a read
 * showed which lacks such an element. These are the <em>settled</em> elements: of them it is enough
 * to know that they must be there. When their adds began does not matter: what was known before the
 * add of a settled element began is settled as well. For such an element was known before o; or it
 * is in a set that lacks one that was known before o, and the read of that set had, by (3), to show
 * what was known before its moment. Likewise it does not matter when an add of unknown outcome
 * began, if that was before o. Sets all of whose elements are settled are contained in all that is
 * to come. What stays are the elements that became known since o, each with the smallest set that
 * shows it ({@link ReadChain}), and those that nobody has seen so far.
 */
public final class StreamingLinearSet implements StreamingChecker {
  private static final String NAME = "linearizable";
  private static final String ANOMALY = "non-linearizable";

  private final long mostBytes;
  private final OpenOperations operations = new OpenOperations();
  private final Map<String, SetStream> sets = new HashMap<>();
  private final Set<String> doubtful = new HashSet<>();
  private final Findings findings = new Findings(NAME, List.of(ANOMALY));
  private @Nullable String unreadable;
  private @Nullable String doubt;

  /** How many operations surely took effect, or saw something. */
  private long known;

  private long bytes;

  /**
   * Begins.
   *
   * @param mostBytes about how much may be remembered; beyond that the answer is "unknown"
   */
  public StreamingLinearSet(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public void accept(Entry entry) {
    OperationRecord done = operations.accept(entry);
    boolean invoked = entry.type() == EntryType.INVOKE && entry.actor() instanceof Actor.Client;
    if (unreadable != null || (done == null && !invoked)) {
      return;
    }
    Entry invoke = done == null ? entry : done.invoke();
    String key = invoke.key() == null ? "" : invoke.key();
    if (!doubtful.contains(key)) {
      try {
        step(key, entry, done);
      } catch (HistoryException e) {
        unreadable = "The history cannot be judged: %s".formatted(e.getMessage());
        sets.clear();
      }
    }
  }

  private void step(String key, Entry entry, @Nullable OperationRecord done) {
    SetStream set = sets.get(key);
    if (set == null) {
      set = SetStream.linearizable(key);
      sets.put(key, set);
      bytes += set.openState().bytes();
    }
    long before = set.openState().bytes();
    if (done != null) {
      end(set, done);
      Violation violation = set.violation();
      if (violation != null) {
        findings.note(ANOMALY, violation::finding);
      }
    } else if (!set.begin(entry)) {
      sets.remove(key);
      doubtful.add(key);
      doubt = doubt == null ? addedTwice(key, entry) : doubt;
      bytes -= before;
      return;
    }
    bytes += set.openState().bytes() - before;
    if (bytes > mostBytes) {
      throw new HistoryException(
          "index %d: what may still matter needs more than %d MB"
              .formatted(entry.index(), mostBytes >> 20));
    }
  }

  private static String addedTwice(String key, Entry add) {
    return "The element %s%s is added a second time at index %d: streaming needs unique elements."
        .formatted(EntryJson.valueText(SetStream.element(add)), Words.of(key), add.index());
  }

  private void end(SetStream set, OperationRecord done) {
    boolean ok = done.outcome() == EntryType.OK;
    if (done.invoke().f().equals("add")) {
      known += ok ? 1 : 0;
      set.added(done, SetStream.element(done.invoke()));
    } else if (ok && Values.completion(done).value() != Nil.NIL) {
      known++;
      set.read(done, Values.list(Values.completion(done)), /* last */ false);
    } else {
      set.failedRead(done);
    }
  }

  @Override
  public Optional<Guarantee> violation() {
    return findings.none() ? Optional.empty() : Optional.of(findings.invalid(details()));
  }

  @Override
  public Guarantee finish() {
    return findings.conclude(
        details(),
        doubt(),
        "One order for each set explains all %d operations that are known.".formatted(known));
  }

  /** Why nothing can be said, if nothing was found. */
  private Optional<String> doubt() {
    if (unreadable != null) {
      return Optional.of(unreadable);
    }
    if (doubt != null) {
      return Optional.of(doubt);
    }
    return known == 0 ? Optional.of(OrderChecker.NOTHING_SAID) : Optional.empty();
  }

  private Map<String, Object> details() {
    Map<String, Object> details = new TreeMap<>();
    details.put("keys", (long) sets.size() + doubtful.size());
    details.put("operations", known);
    return details;
  }

  @Override
  public OpenState openState() {
    OpenState state = OpenState.NOTHING;
    for (SetStream set : sets.values()) {
      state = state.plus(set.openState());
    }
    return state.plus(new OpenState(operations.open(), 0, 0, 0));
  }
}
