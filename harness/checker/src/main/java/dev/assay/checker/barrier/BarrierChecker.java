package dev.assay.checker.barrier;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code barrier}, of rounds with {@code enter}, {@code pass}, {@code leave} and {@code
 * exit} (value of each: a map with the number of the {@code party}, and how many {@code parties}
 * there are). Passing and exiting are tried until they succeed. The anomalies:
 *
 * <ul>
 *   <li>{@code entered-early}: a party passed before all parties had begun to enter;
 *   <li>{@code left-early}: a party exited before another one had begun to leave, whose node was
 *       surely there: its {@code enter} was acknowledged before the exit began, and after the exit
 *       its node was taken away by its own {@code leave}, or its session was alive, since an
 *       operation of the same session that was invoked then was acknowledged.
 * </ul>
 *
 * A worked example of two parties, time going down:
 *
 * <pre>
 *   session a   enter 0, pass 0, leave 0
 *   session a   exit 0, acknowledged
 *   session b   leave 1, acknowledged      left-early: node 1 had been there all the time
 * </pre>
 *
 * <p>When the session of a party is lost its node goes, and others may exit: that says nothing
 * about them, so nothing is concluded without one of the two proofs. A party that has not entered
 * for certain may always be absent; and one whose {@code enter} is of unknown outcome may be there.
 *
 * <p>It takes time for each round that grows with the square of its parties; the limits have no
 * bearing on it.
 */
public final class BarrierChecker implements Checker {
  static final String NAME = "barrier";
  private static final String ENTERED_EARLY = "entered-early";
  private static final String LEFT_EARLY = "left-early";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> new Audit(Operations.ofClients(history)).judge());
  }

  /** One check. */
  private static final class Audit {
    private final Findings findings = new Findings(NAME, List.of(ENTERED_EARLY, LEFT_EARLY));
    private final List<OperationRecord> operations;

    /** By session: the acknowledged operation that was invoked last. */
    private final Map<String, OperationRecord> lastSigns = new HashMap<>();

    private long passed;
    private long exited;
    private long proven;

    private Audit(List<OperationRecord> operations) {
      this.operations = operations;
      for (OperationRecord operation : operations) {
        String session = operation.session();
        if (operation.outcome() == EntryType.OK && session != null && !session.isEmpty()) {
          lastSigns.put(session, operation);
        }
      }
    }

    private Guarantee judge() {
      for (Map.Entry<String, List<OperationRecord>> key : Operations.byKey(operations).entrySet()) {
        Round round = Round.of(key.getKey(), key.getValue());
        for (OperationRecord pass : round.passes()) {
          passed++;
          lookForEntry(round, pass);
        }
        for (OperationRecord exit : round.exits()) {
          exited++;
          round.parties().forEach(party -> lookForLeaving(round, party, exit));
        }
      }
      Map<String, Object> details =
          Map.of("passed", passed, "exited", exited, "hadBegunToLeave", proven);
      if (!findings.none()) {
        return findings.invalid(details);
      }
      if (passed == 0 || proven == 0) {
        return Guarantee.unknown(NAME, "No round was entered and left by all.");
      }
      return Guarantee.valid(
          NAME,
          "Of %d parties that passed and %d that exited none was early.".formatted(passed, exited),
          details);
    }

    private void lookForEntry(Round round, OperationRecord pass) {
      TreeSet<Long> begun = new TreeSet<>();
      for (Party party : round.parties()) {
        if (party.begunToEnter(pass.returnIndex())) {
          begun.add(party.number());
        }
      }
      if (begun.size() < round.size()) {
        findings.note(
            ENTERED_EARLY,
            () ->
                new Finding(
                        "%s passed the barrier%s, of %d parties, when only %s had begun to enter"
                            .formatted(Words.who(pass), Words.of(round.key()), round.size(), begun),
                        List.of(
                            "Let the parties %s begin to enter before %s, and no others."
                                .formatted(begun, Words.end(pass)),
                            "However, %s is acknowledged, and there are %d parties."
                                .formatted(Words.operation(pass), round.size())),
                        Finding.lines(pass))
                    .knowing(
                        KnownThen.breaks(
                            pass,
                            "%d of %d parties had begun to enter"
                                .formatted(begun.size(), round.size()))));
      }
    }

    private void lookForLeaving(Round round, Party party, OperationRecord exit) {
      OperationRecord enter = party.enter();
      OperationRecord leave = party.firstLeave();
      if (enter == null || enter.returnIndex() > exit.invoke().index()) {
        return;
      }
      if (leave != null && leave.invoke().index() < exit.returnIndex()) {
        proven++;
        return;
      }
      OperationRecord proof = proof(enter, leave, exit.returnIndex());
      if (proof != null) {
        findings.note(LEFT_EARLY, () -> leftEarly(round, party.number(), enter, exit, proof));
      }
    }

    /** An operation that shows that the node was there when the exit was over. */
    private @Nullable OperationRecord proof(
        OperationRecord enter, @Nullable OperationRecord leave, long exited) {
      if (leave != null && leave.outcome() == EntryType.OK) {
        return leave;
      }
      String session = enter.session();
      boolean known = session != null && session.equals(enter.invoke().session());
      OperationRecord sign = known ? lastSigns.get(session) : null;
      return sign != null && sign.invoke().index() > exited ? sign : null;
    }

    private static Finding leftEarly(
        Round round,
        long party,
        OperationRecord enter,
        OperationRecord exit,
        OperationRecord proof) {
      return new Finding(
              "%s exited from the barrier%s when party %d had not begun to leave"
                  .formatted(Words.who(exit), Words.of(round.key()), party),
              List.of(
                  "Let party %d (%s) enter, %s."
                      .formatted(party, Words.who(enter), Words.when(enter)),
                  "Then let it be there all the time: its %s of session %s, %s, is acknowledged."
                      .formatted(proof.invoke().f(), proof.session(), Words.when(proof)),
                  "However, %s finds nobody, before party %d begins to leave."
                      .formatted(Words.operation(exit), party)),
              Finding.lines(enter, proof, exit))
          .knowing(
              KnownThen.after(enter, "party %d is inside".formatted(party)),
              KnownThen.after(proof, "party %d is inside still".formatted(party)),
              KnownThen.breaks(exit, "it must wait for party %d".formatted(party)));
    }
  }
}
