package dev.assay.checker.session;

import dev.assay.checker.Checker;
import dev.assay.checker.LimitReached;
import dev.assay.checker.Limits;
import dev.assay.checker.Meter;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Guarantee {@code session-order}: each session's requests took effect in its order, and no session
 * went back in time. The operations are {@code init} and {@code burst}; what they hold, and what
 * each class of anomaly means, stands in the description of this package. Linear in the number of
 * requests, in time and memory.
 */
public final class SessionOrderChecker implements Checker {
  static final String NAME = "session-order";

  /** About what a request costs: itself, and its share of the ledgers. */
  private static final long STEP_BYTES = 400;

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> new Walk(Operations.ofClients(history), limits).judge());
  }

  /** One check. */
  private static final class Walk {
    private final List<OperationRecord> operations;
    private final Meter meter;
    private final SessionFindings findings = new SessionFindings();
    private final Map<String, KeyLedger> keys = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> sessions = new HashSet<>();
    private final Map<Place, SessionTrack> tracks = new HashMap<>();
    private long bursts;
    private long moves;
    private long compared;

    /** What a session sees of a key. */
    private record Place(String session, String key) {}

    private Walk(List<OperationRecord> operations, Limits limits) {
      this.operations = operations;
      this.meter = Meter.start(limits, operations.size(), "bursts");
    }

    private Guarantee judge() {
      try {
        operations.forEach(this::collect);
        steps.stream().filter(Step::write).forEach(step -> ledger(step).wrote(step));
        steps.stream().filter(Step::sighting).forEach(step -> ledger(step).saw(step, findings));
        steps.forEach(this::follow);
      } catch (LimitReached e) {
        return findings.none()
            ? Guarantee.unknown(NAME, "Not decided: %s.".formatted(e.getMessage()))
            : findings.invalid(details());
      }
      if (!findings.none()) {
        return findings.invalid(details());
      }
      if (compared == 0) {
        return Guarantee.unknown(
            NAME,
            "No session had two requests on one key answered, so there was no order to look at"
                + " (%d bursts were answered).".formatted(bursts));
      }
      return Guarantee.valid(
          NAME,
          "The requests of each of the %d sessions took effect in its order (%d were compared)."
              .formatted(sessions.size(), compared),
          details());
    }

    private void collect(OperationRecord operation) {
      String f = operation.invoke().f();
      if (!f.equals("burst") && !f.equals("init")) {
        throw new HistoryException(
            "index %d: sessions know init and burst, not %s"
                .formatted(operation.invoke().index(), f));
      }
      List<Step> own = Bursts.steps(operation);
      meter.hold(own.size() * STEP_BYTES);
      meter.step();
      steps.addAll(own);
      own.forEach(step -> keys.computeIfAbsent(step.key(), _ -> new KeyLedger()));
      bursts += operation.outcome() == EntryType.OK ? 1 : 0;
      moves += Bursts.moves(operation);
    }

    private KeyLedger ledger(Step step) {
      return Objects.requireNonNull(keys.get(step.key()));
    }

    private void follow(Step step) {
      KeyLedger key = ledger(step);
      if (!step.write() && step.sighting()) {
        key.looksForPhantom(step, findings);
      }
      String session = Bursts.session(step.operation());
      if (session == null) {
        return;
      }
      sessions.add(session);
      SessionTrack track =
          tracks.computeIfAbsent(new Place(session, step.key()), _ -> new SessionTrack());
      boolean comparable = false;
      if (step.write()) {
        comparable = track.write(step, key, findings);
      } else if (step.ok()) {
        comparable = track.read(step, key, findings);
      }
      compared += comparable ? 1 : 0;
    }

    private Map<String, Object> details() {
      Map<String, Object> details = new TreeMap<>();
      details.put("bursts", bursts);
      details.put("sessions", (long) sessions.size());
      details.put("keys", (long) keys.size());
      details.put("moves", moves);
      details.put("compared", compared);
      details.put("reads", steps.stream().filter(step -> !step.write() && step.ok()).count());
      details.put("writes", steps.stream().filter(step -> step.write() && step.ok()).count());
      details.put(
          "indeterminateWrites",
          steps.stream().filter(step -> step.write() && step.outcome() == EntryType.INFO).count());
      return details;
    }
  }
}
