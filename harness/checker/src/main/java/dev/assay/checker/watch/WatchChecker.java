package dev.assay.checker.watch;

import dev.assay.checker.Checker;
import dev.assay.checker.LimitReached;
import dev.assay.checker.Limits;
import dev.assay.checker.Meter;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
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
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code watches}: who set a watch was told of the next change, once, before the change
 * could be seen, and before any later one. The operations are {@code write}, {@code delete}, {@code
 * observe}, {@code add} and {@code list}; what they hold, and what each class of anomaly means,
 * stands in the description of this package. Takes n log n time for the length of the history, and
 * memory that is linear in it.
 */
public final class WatchChecker implements Checker {
  static final String NAME = "watches";

  private static final Set<String> KNOWN = Set.of("write", "observe", "add", "list", "delete");

  /** About what a registration, or the state of a watch, costs. */
  private static final long STATE_BYTES = 300;

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> new Walk(history, limits).judge());
  }

  /** One check. */
  private static final class Walk {
    private final List<Entry> history;
    private final Meter meter;
    private final WatchFindings findings = new WatchFindings();
    private final Map<Long, OperationRecord> lines = new HashMap<>();
    private final Map<Place, Watcher> watchers = new HashMap<>();
    private final Map<Place, Integer> uncertain = new HashMap<>();
    private final Map<String, List<Watcher>> toldLast = new HashMap<>();
    private final Map<String, SessionView> sessions = new HashMap<>();
    private final Set<String> mortal = new HashSet<>();
    private Changes changes = new Changes(List.of(), mortal);
    private long registered;
    private long events;
    private long looks;
    private boolean anyLate;

    /** A watch: whose (a session, or a process), of which kind, on which object. */
    private record Place(Object owner, Kind kind, String key) {}

    private Walk(List<Entry> history, Limits limits) {
      this.history = history;
      this.meter = Meter.start(limits, history.size(), "lines");
    }

    private Guarantee judge() {
      try {
        List<OperationRecord> operations = Operations.ofClients(history);
        operations.forEach(this::index);
        history.stream()
            .filter(Walk::isWatch)
            .filter(entry -> "deleted".equals(Events.fields(entry).get("change")))
            .forEach(entry -> mortal.add(Registration.key(entry)));
        changes = new Changes(operations, mortal);
        history.forEach(this::accept);
      } catch (LimitReached e) {
        return findings.none()
            ? Guarantee.unknown(NAME, "Not decided: %s.".formatted(e.getMessage()))
            : findings.invalid(details());
      }
      if (!findings.none()) {
        return findings.invalid(details());
      }
      if (looks == 0) {
        return Guarantee.unknown(
            NAME,
            ("No session was told of a change and looked again, so that nothing was exercised"
                    + " (%d registrations, %d events).")
                .formatted(registered, events));
      }
      String told =
          anyLate
              ? "Changes were told of in their order"
              : "Each change that a session saw it was told of first";
      return Guarantee.valid(
          NAME, "%s, and each of the %d events was asked for.".formatted(told, events), details());
    }

    private void index(OperationRecord operation) {
      Entry invoke = operation.invoke();
      if (!KNOWN.contains(invoke.f())) {
        throw new HistoryException(
            "index %d: watches know write, delete, observe, add and list, not %s"
                .formatted(invoke.index(), invoke.f()));
      }
      if (invoke.f().equals("delete")) {
        mortal.add(Registration.key(invoke));
      }
      meter.hold(STATE_BYTES);
      lines.put(invoke.index(), operation);
      Entry completion = operation.completion();
      if (completion != null) {
        lines.put(completion.index(), operation);
      }
    }

    private static @Nullable Kind kind(Entry entry) {
      for (Kind kind : Kind.values()) {
        if (kind.registration().equals(entry.f())) {
          return kind;
        }
      }
      return null;
    }

    private static boolean isWatch(Entry entry) {
      return entry.type() == EntryType.EVENT
          && entry.f().equals("watch")
          && entry.actor() instanceof Actor.Client;
    }

    private void accept(Entry entry) {
      meter.step();
      if (isWatch(entry)) {
        fired(entry);
        return;
      }
      connection(entry);
      OperationRecord operation = lines.get(entry.index());
      if (operation == null) {
        return;
      }
      Kind kind = kind(entry);
      Place place =
          kind == null
              ? null
              : new Place(
                  Registration.session(operation), kind, Registration.key(operation.invoke()));
      switch (entry.type()) {
        case INVOKE -> begun(operation, place);
        case OK -> answered(operation, entry, place);
        case FAIL, INFO, EVENT -> {}
      }
    }

    private void begun(OperationRecord operation, @Nullable Place place) {
      if (place != null && operation.outcome() == EntryType.OK) {
        watcher(place).registers();
      } else if (place != null) {
        Place ofProcess = new Place(operation.invoke().actor(), place.kind(), place.key());
        uncertain.merge(ofProcess, 1, Integer::sum);
        Registration armed = watcher(place).armed();
        if (armed != null && armed.late()) {
          session(Registration.session(operation)).released(armed);
        }
      }
    }

    private void answered(OperationRecord operation, Entry completion, @Nullable Place place) {
      SessionView session = session(Registration.session(operation));
      if (place == null) {
        session.answered(operation, completion);
        return;
      }
      registered++;
      Registration registration = Registration.of(operation, place.kind(), completion);
      anyLate |= registration.late();
      session.released(watcher(place).armed());
      looks += watcher(place).registered(registration, findings) ? 1 : 0;
      session.answered(operation, completion);
      session.armed(registration);
    }

    /** An event is beyond doubt when something is answered after it, on the same connection. */
    private void connection(Entry entry) {
      if (entry.type() == EntryType.OK) {
        toldLast.remove(Registration.session(entry.session(), entry.actor()));
      } else if (entry.type() == EntryType.EVENT && entry.f().equals("session")) {
        String session = String.valueOf(Events.fields(entry).get("session"));
        session(session).connection(entry);
        if ("disconnected".equals(Events.fields(entry).get("state"))) {
          toldLast.getOrDefault(session, List.of()).forEach(Watcher::doubt);
        }
      }
    }

    private SessionView session(String name) {
      return sessions.computeIfAbsent(name, _ -> new SessionView(changes, findings));
    }

    private Watcher watcher(Place place) {
      return watchers.computeIfAbsent(
          place,
          _ -> {
            meter.hold(STATE_BYTES);
            return new Watcher(mortal.contains(place.key()));
          });
    }

    private void fired(Entry event) {
      events++;
      String key = Registration.key(event);
      String session = Registration.session(event.session(), event.actor());
      List<Kind> kinds = Kind.of(String.valueOf(Events.fields(event).get("change")));
      if (kinds.isEmpty()) {
        throw new HistoryException(
            "index %d: no change that a watch tells of: %s"
                .formatted(event.index(), event.value()));
      }
      Entry before = watcher(new Place(session, kinds.getFirst(), key)).lastEvent();
      boolean asked = false;
      for (Kind kind : kinds) {
        Watcher watcher = watcher(new Place(session, kind, key));
        Registration registration = watcher.usesUp(event);
        if (registration != null) {
          session(session).released(registration);
          session(session).told(event, registration);
          asked = true;
          toldLast.computeIfAbsent(session, _ -> new ArrayList<>()).add(watcher);
        }
      }
      if (!asked && !excused(event, session, kinds, key)) {
        findings.twice(session, event, before);
      }
    }

    /**
     * Whether a registration that is under way, or that may have been carried out, explains an
     * event. Each explains one; but a deletion, of which nobody knows which one it was, uses none
     * up.
     */
    private boolean excused(Entry event, String session, List<Kind> kinds, String key) {
      boolean once = kinds.size() == 1;
      for (Kind kind : kinds) {
        Watcher watcher = watcher(new Place(session, kind, key));
        Place ofProcess = new Place(event.actor(), kind, key);
        int left = uncertain.getOrDefault(ofProcess, 0);
        if (watcher.hasExcuse()) {
          if (once) {
            watcher.excused();
          }
          return true;
        }
        if (left > 0) {
          uncertain.put(ofProcess, once ? left - 1 : left);
          return true;
        }
      }
      return false;
    }

    private Map<String, Object> details() {
      Map<String, Object> details = new TreeMap<>();
      details.put("registrations", registered);
      details.put("events", events);
      details.put("looksAfterEvents", looks);
      details.put("sessions", watchers.keySet().stream().map(Place::owner).distinct().count());
      return details;
    }
  }
}
