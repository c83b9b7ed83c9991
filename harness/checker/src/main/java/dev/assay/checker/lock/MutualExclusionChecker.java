package dev.assay.checker.lock;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Numbered;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code mutual-exclusion}, of locks that end with their holder's session: {@code
 * acquire} (result: a map with the number {@code token}), {@code release}, and {@code work}, which
 * says no more than that a session is alive. Locks under different keys are judged one by one. The
 * anomalies:
 *
 * <ul>
 *   <li>{@code two-holders}: the lock was given to somebody while another one surely held it;
 *   <li>{@code token-order}: two acquisitions were given the same token, or one was given a smaller
 *       token than another that was acknowledged before it was invoked.
 * </ul>
 *
 * <p>An acquisition <em>surely holds</em> from its acknowledgement on, as long as two things are
 * certain: nobody of its process or session has invoked a release, whatever became of it; and its
 * session is alive, since an operation of the same session that was invoked later was acknowledged.
 * (Such an operation must be one that the service orders together with all others: a read that is
 * answered by a server that lags behind says nothing. Those of this history are.) A worked example,
 * time going down:
 *
 * <pre>
 *   session a   acquire -> token 5
 *   session b   acquire -> token 6
 *   session a   work, acknowledged      two-holders: a was alive, and had released nothing
 * </pre>
 *
 * Without the last line nothing is wrong: a's session may have ended, and a does not know it.
 *
 * <p>Two acquisitions of which both surely hold at one moment contradict each other; and so do one
 * that surely holds and another that was invoked and acknowledged within that time, even if its
 * session was never heard of again, or was alive when the first one surely held already, and not
 * when it was acknowledged: so it did not hold before and end. An acquisition of which nobody knows
 * what became of it is never the reason for an alarm: it may not have happened. One that failed did
 * not happen. When the session changed between invocation and acknowledgement, or none is named, it
 * is not known with which session the lock ends, and it never surely holds.
 *
 * <p>The check is exact: what it passes can be explained by a lock with one holder at a time. It
 * takes n log n time and memory for the operations; the limits have no bearing on it.
 */
public final class MutualExclusionChecker implements Checker {
  private final Terms terms;

  /** Of locks. */
  public MutualExclusionChecker() {
    this(Terms.LOCK);
  }

  MutualExclusionChecker(Terms terms) {
    this.terms = terms;
  }

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(terms.guarantee(), () -> judge(history));
  }

  private Guarantee judge(List<Entry> history) {
    List<OperationRecord> operations = LockOperations.of(history, terms);
    Holds holds = new Holds(operations, terms);
    Findings findings =
        new Findings(terms.guarantee(), List.of(terms.twoHolders(), terms.numberOrder()));
    long acquired = 0;
    long certain = 0;
    boolean contended = false;
    for (Map.Entry<String, List<OperationRecord>> key : Operations.byKey(operations).entrySet()) {
      List<Hold> held = holds.of(key.getValue());
      auditHolders(key.getKey(), held, findings);
      auditTokens(key.getKey(), held, findings);
      acquired += held.size();
      certain += held.stream().filter(Hold::certain).count();
      contended |= held.size() > 1;
    }
    Map<String, Object> details = Map.of("acquired", acquired, "surelyHeld", certain);
    if (!findings.none()) {
      return findings.invalid(details);
    }
    if (!contended) {
      return Guarantee.unknown(terms.guarantee(), terms.once());
    }
    return certain == 0
        ? Guarantee.unknown(
            terms.guarantee(),
            "Of no holder it is known that its session was alive after it was told so.")
        : Guarantee.valid(
            terms.guarantee(),
            "Of %d holders none became one while another one surely was it.".formatted(acquired),
            details);
  }

  /**
   * If no two of those who surely hold do so at one moment, then at any moment at most one surely
   * holds, and it is the one that may hold longest of those that began before.
   */
  private void auditHolders(String key, List<Hold> holds, Findings findings) {
    @Nullable Hold longest = null;
    for (Hold hold : holds) {
      if (longest != null && longest.until() > hold.from()) {
        Hold first = longest;
        if (first.from() < hold.earliestEnd()) {
          findings.note(terms.twoHolders(), () -> twoHolders(key, first, hold));
        }
      }
      if (hold.certain() && (longest == null || hold.until() > longest.until())) {
        longest = hold;
      }
    }
  }

  private void auditTokens(String key, List<Hold> holds, Findings findings) {
    List<Numbered> tokens =
        holds.stream().map(hold -> new Numbered(hold.acquire(), hold.token())).toList();
    Map<Long, Numbered> first = new HashMap<>();
    for (Numbered token : tokens) {
      Numbered before = first.putIfAbsent(token.number(), token);
      if (before != null) {
        findings.note(terms.numberOrder(), () -> numberOrder(key, before, token));
      }
    }
    Numbered.inRealTime(
        tokens,
        (before, later) -> {
          if (later.number() < before.number()) {
            findings.note(terms.numberOrder(), () -> numberOrder(key, before, later));
          }
        });
  }

  private Finding twoHolders(String key, Hold first, Hold second) {
    OperationRecord sign = first.signAfter(second.from());
    List<String> story = new ArrayList<>();
    List<Entry> shown = new ArrayList<>(Finding.lines(first.acquire(), sign, second.acquire()));
    OperationRecord other = null;
    story.add("Let %s.".formatted(acquires(key, first, terms.become())));
    story.add(
        "Then let the %s of session %s that begins at %s succeed: the session is alive until then."
            .formatted(sign.invoke().f(), first.acquire().session(), Words.begin(sign)));
    story.add("Before %s it begins no %s.".formatted(Words.end(second.acquire()), terms.release()));
    String however = "However, %s".formatted(acquires(key, second, terms.becomes()));
    if (first.from() < second.acquire().invoke().index()) {
      story.add("%s, while the first one holds.".formatted(however));
    } else {
      other = second.signAfter(second.certain() ? second.from() : first.from());
      shown.addAll(Finding.lines(other));
      story.add("%s, %s".formatted(however, aliveToo(first, second, other)));
    }
    return new Finding(
            "%s%s at %s: %s, since %s, and %s"
                .formatted(
                    terms.two(),
                    Words.of(key),
                    Words.end(second.acquire()),
                    Words.who(first.acquire()),
                    Words.end(first.acquire()),
                    Words.who(second.acquire())),
            story,
            shown)
        .knowing(
            KnownThen.after(first.acquire(), holder(first)),
            KnownThen.after(sign, holder(first) + " still"),
            KnownThen.breaks(
                second.acquire(), "%s, and %s too".formatted(holder(first), who(second))),
            KnownThen.after(other, "%s is alive too".formatted(who(second))));
  }

  /** "holder: process 3 (token 5)". */
  private String holder(Hold hold) {
    return "%s: %s (%s %d)".formatted(terms.holder(), who(hold), terms.number(), hold.token());
  }

  private static String who(Hold hold) {
    return "process " + hold.acquire().invoke().actor();
  }

  /** Why the second one cannot have held before the first one. */
  private String aliveToo(Hold first, Hold second, OperationRecord sign) {
    String alive =
        "and is alive too: its %s that begins at %s succeeds."
            .formatted(sign.invoke().f(), Words.begin(sign));
    return second.certain()
        ? "%s At %s %s.".formatted(alive, Words.end(second.acquire()), terms.both())
        : "%s So it did not hold and end before %s, and after that the first one holds."
            .formatted(alive, Words.end(first.acquire()));
  }

  private String acquires(String key, Hold hold, String verb) {
    return "%s %s%s, %s, with %s %d in session %s"
        .formatted(
            Words.who(hold.acquire()),
            verb,
            Words.of(key),
            Words.when(hold.acquire()),
            terms.number(),
            hold.token(),
            hold.acquire().session());
  }

  private Finding numberOrder(String key, Numbered before, Numbered later) {
    return new Finding(
            "%s %d%s was given to a holder after %s %d"
                .formatted(
                    terms.number(), later.number(), Words.of(key), terms.number(), before.number()),
            List.of(
                "Let %s %s%s, %s, with %s %d."
                    .formatted(
                        Words.who(before.operation()),
                        terms.become(),
                        Words.of(key),
                        Words.when(before.operation()),
                        terms.number(),
                        before.number()),
                "However, %s %s, %s, with %s %d: it grows from holder to holder."
                    .formatted(
                        Words.who(later.operation()),
                        terms.becomes(),
                        Words.when(later.operation()),
                        terms.number(),
                        later.number())),
            Finding.lines(before.operation(), later.operation()))
        .knowing(
            KnownThen.after(
                before.operation(),
                "every later %s is above %d".formatted(terms.number(), before.number())),
            KnownThen.breaks(
                later.operation(),
                "%s %d is not above %d"
                    .formatted(terms.number(), later.number(), before.number())));
  }
}
