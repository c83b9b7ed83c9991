package dev.assay.checker.lock;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Numbered;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Values;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Guarantee {@code fenced}, of a resource that remembers the highest token that it has seen, and
 * refuses work under a lower one: {@code work} (value: a map with the number {@code token}). It
 * holds whoever believes to hold the lock, and is what a lock with sessions is good for. Resources
 * under different keys are judged one by one. The anomaly:
 *
 * <ul>
 *   <li>{@code stale-holder}: work was accepted under a lower token than other work that had been
 *       acknowledged before it was invoked.
 * </ul>
 *
 * A worked example, time going down:
 *
 * <pre>
 *   process 1   acquire -> token 5
 *   process 2   acquire -> token 6      (the session of process 1 has ended)
 *   process 2   work under 6, accepted
 *   process 1   work under 5, accepted  stale-holder
 * </pre>
 *
 * <p>Work that overlaps may have been done in either order. Work of which nobody knows whether it
 * was accepted is never the reason for an alarm, nor is work that was refused.
 *
 * <p>The check is exact: what it passes can be explained by a resource that compares tokens. It
 * takes n log n time and memory for the operations; the limits have no bearing on it.
 */
public final class FencingChecker implements Checker {
  static final String NAME = "fenced";
  private final Terms terms;

  /** Of what a lock protects. */
  public FencingChecker() {
    this(Terms.LOCK);
  }

  FencingChecker(Terms terms) {
    this.terms = terms;
  }

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history));
  }

  private Guarantee judge(List<Entry> history) {
    Findings findings = new Findings(NAME, List.of(terms.staleHolder()));
    long done = 0;
    boolean compared = false;
    for (Map.Entry<String, List<OperationRecord>> key :
        Operations.byKey(LockOperations.of(history, terms)).entrySet()) {
      List<Numbered> work = acceptedWork(key.getValue());
      Numbered.inRealTime(
          work,
          (before, later) -> {
            if (later.number() < before.number()) {
              findings.note(terms.staleHolder(), () -> staleHolder(key.getKey(), before, later));
            }
          });
      done += work.size();
      compared |= work.stream().mapToLong(Numbered::number).distinct().count() > 1;
    }
    Map<String, Object> details = Map.of("accepted", done);
    if (!findings.none()) {
      return findings.invalid(details);
    }
    return compared
        ? Guarantee.valid(
            NAME,
            "Of %d pieces of work none was accepted after work under a higher %s."
                .formatted(done, terms.number()),
            details)
        : Guarantee.unknown(
            NAME,
            "No resource accepted work under a second %s, so there was nothing to compare."
                .formatted(terms.number()));
  }

  private List<Numbered> acceptedWork(List<OperationRecord> operations) {
    List<Numbered> work = new ArrayList<>();
    for (OperationRecord operation : operations) {
      if (operation.invoke().f().equals(terms.work())) {
        long token = Values.number(operation.invoke(), terms.number());
        if (operation.outcome() == EntryType.OK) {
          work.add(new Numbered(operation, token));
        }
      }
    }
    return work;
  }

  private Finding staleHolder(String key, Numbered before, Numbered later) {
    String under = "under %s %d";
    String first = under.formatted(terms.number(), before.number());
    String second = under.formatted(terms.number(), later.number());
    return new Finding(
            "work %s was accepted by the resource%s after work %s"
                .formatted(second, Words.of(key), first),
            List.of(
                "Let work of %s %s be accepted by the resource%s, %s."
                    .formatted(
                        Words.who(before.operation()),
                        first,
                        Words.of(key),
                        Words.when(before.operation())),
                "Then let %s ask for work %s at %s, after that."
                    .formatted(
                        Words.who(later.operation()), second, Words.begin(later.operation())),
                "However, it is accepted, though the %s is lower:".formatted(terms.number())
                    + " somebody else came after its holder."),
            Finding.lines(before.operation(), later.operation()))
        .knowing(
            KnownThen.after(
                before.operation(),
                "no %s below %d is accepted any more".formatted(terms.number(), before.number())),
            KnownThen.breaks(
                later.operation(),
                "%s %d must be refused".formatted(terms.number(), later.number())));
  }
}
