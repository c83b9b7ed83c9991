package dev.assay.checker.watch;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The definitions of the package, word by word: looks through all lines for each question. */
final class ObviousWatches {
  private final List<Registration> registrations = new ArrayList<>();
  private final List<OperationRecord> uncertain = new ArrayList<>();
  private final List<OperationRecord> operations;
  private final List<Entry> history;
  private final List<Entry> events;
  private final Set<String> mortal = new TreeSet<>();

  private ObviousWatches(List<Entry> history) {
    this.history = history;
    events =
        history.stream()
            .filter(entry -> entry.type() == EntryType.EVENT && entry.f().equals("watch"))
            .toList();
    operations = Operations.ofClients(history);
    for (OperationRecord operation : operations) {
      Entry completion = operation.completion();
      String f = operation.invoke().f();
      if (f.equals("delete")) {
        mortal.add(Registration.key(operation.invoke()));
      } else if (f.equals("observe") || f.equals("list")) {
        Kind kind = f.equals("observe") ? Kind.DATA : Kind.CHILDREN;
        if (completion != null && completion.type() == EntryType.OK) {
          registrations.add(Registration.of(operation, kind, completion));
        } else {
          uncertain.add(operation);
        }
      }
    }
    for (Entry event : events) {
      if ("deleted".equals(Events.fields(event).get("change"))) {
        mortal.add(Registration.key(event));
      }
    }
  }

  /** The classes of anomalies that the history shows. */
  static Set<String> anomalies(List<Entry> history) {
    ObviousWatches checker = new ObviousWatches(history);
    Set<String> anomalies = new TreeSet<>();
    for (Registration earlier : checker.registrations) {
      for (Registration later : checker.registrations) {
        if (checker.next(earlier, later)) {
          checker.compare(earlier, later, anomalies);
        }
      }
    }
    ObviousOrder order =
        new ObviousOrder(history, checker.operations, checker.registrations, checker.mortal);
    checker.registrations.forEach(waiting -> order.anomaly(waiting).ifPresent(anomalies::add));
    List<Entry> unasked = checker.events.stream().filter(event -> !checker.asked(event)).toList();
    if (!checker.excusable(unasked, 0, new ArrayList<>())) {
      anomalies.add("twice");
    }
    return anomalies;
  }

  static long end(Registration registration) {
    return registration.operation().returnIndex();
  }

  private static long begin(Registration registration) {
    return registration.operation().invoke().index();
  }

  static boolean samePlace(Registration one, Registration other) {
    return one.kind() == other.kind()
        && one.key().equals(other.key())
        && Registration.session(one.operation()).equals(Registration.session(other.operation()));
  }

  /** Whether the later one is the next in its session, on its key, of its kind. */
  private boolean next(Registration earlier, Registration later) {
    return samePlace(earlier, later)
        && end(earlier) < end(later)
        && registrations.stream()
            .noneMatch(between ->
                samePlace(between, later)
                    && end(earlier) < end(between)
                    && end(between) < end(later));
  }

  static boolean about(Entry event, Registration registration) {
    return Registration.key(event).equals(registration.key())
        && kinds(event).contains(registration.kind())
        && Registration.session(event.session(), event.actor())
            .equals(Registration.session(registration.operation()));
  }

  private static List<Kind> kinds(Entry event) {
    return Kind.of(String.valueOf(Events.fields(event).get("change")));
  }

  private void compare(Registration earlier, Registration later, Set<String> anomalies) {
    List<Entry> between =
        events.stream()
            .filter(event ->
                about(event, later) && end(earlier) < event.index() && event.index() < end(later))
            .toList();
    boolean told = !between.isEmpty();
    boolean begunAgain = mortal.contains(later.key());
    if (!told && !earlier.late() && later.newerThan(earlier, begunAgain)) {
      anomalies.add("missed");
    }
    if (told && !doubtful(between.getFirst()) && later.stillShows(earlier, begunAgain)) {
      anomalies.add("before-data");
    }
  }

  /** Whether the connection was lost after an event before anything was answered. */
  private boolean doubtful(Entry event) {
    String session = Registration.session(event.session(), event.actor());
    return history.stream()
        .filter(line -> line.index() > event.index())
        .filter(line -> Registration.session(line.session(), line.actor()).equals(session))
        .filter(line -> line.type() == EntryType.OK || line.f().equals("session"))
        .findFirst()
        .filter(line -> line.type() != EntryType.OK)
        .isPresent();
  }

  /** Whether a registration was armed when the event came. */
  private boolean asked(Entry event) {
    return registrations.stream()
        .anyMatch(registration ->
            about(event, registration)
                && end(registration) < event.index()
                && events.stream()
                    .noneMatch(other ->
                        about(other, registration)
                            && end(registration) < other.index()
                            && other.index() < event.index()));
  }

  /** Whether each event has an excuse of its own; tries all ways to share them out. */
  private boolean excusable(List<Entry> unasked, int from, List<Object> used) {
    if (from == unasked.size()) {
      return true;
    }
    Entry event = unasked.get(from);
    boolean once = kinds(event).size() == 1;
    for (Object excuse : excuses(event)) {
      if (!used.contains(excuse)) {
        List<Object> more = new ArrayList<>(used);
        if (once) {
          more.add(excuse);
        }
        if (excusable(unasked, from + 1, more)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Object> excuses(Entry event) {
    List<Object> excuses = new ArrayList<>();
    for (Registration registration : registrations) {
      if (about(event, registration)
          && begin(registration) < event.index()
          && event.index() < end(registration)) {
        excuses.add(registration);
      }
    }
    for (OperationRecord operation : uncertain) {
      Actor actor = operation.invoke().actor();
      if (operation.invoke().index() < event.index()
          && actor.equals(event.actor())
          && Registration.key(operation.invoke()).equals(Registration.key(event))
          && kinds(event).stream()
              .anyMatch(kind -> kind.registration().equals(operation.invoke().f()))) {
        excuses.add(operation);
      }
    }
    return excuses;
  }
}
