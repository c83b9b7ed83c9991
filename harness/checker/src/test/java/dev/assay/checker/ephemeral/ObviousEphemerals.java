package dev.assay.checker.ephemeral;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The definitions of the package, word by word: looks through all lines for each question. */
final class ObviousEphemerals {
  private final List<Entry> history;
  private final List<OperationRecord> operations;

  private ObviousEphemerals(List<Entry> history) {
    this.history = history;
    this.operations = Operations.ofClients(history);
  }

  /** The classes of anomalies that the history shows. */
  static Set<String> anomalies(List<Entry> history) {
    ObviousEphemerals checker = new ObviousEphemerals(history);
    Set<String> anomalies = new TreeSet<>();
    for (OperationRecord own : checker.all("own").toList()) {
      for (OperationRecord list : checker.all("list").filter(ObviousEphemerals::ok).toList()) {
        boolean shown = shows(list, own);
        if (!shown && checker.hadToBeThere(own, list)) {
          anomalies.add("vanished");
        }
        if (shown
            && (checker.left(own, list)
                || checker.expired(own, list)
                || checker.mustHaveEnded(own, list))) {
          anomalies.add("survives");
        }
      }
    }
    if (history.stream().anyMatch(checker::early)) {
      anomalies.add("expired-early");
    }
    return anomalies;
  }

  private Stream<OperationRecord> all(String f) {
    return operations.stream().filter(operation -> operation.invoke().f().equals(f));
  }

  private static boolean ok(OperationRecord operation) {
    return operation.outcome() == EntryType.OK;
  }

  private static boolean shows(OperationRecord list, OperationRecord own) {
    Entry completion = list.completion();
    return completion != null
        && completion.value() instanceof List<?> ids
        && ids.contains(own.invoke().value());
  }

  private boolean hadToBeThere(OperationRecord own, OperationRecord list) {
    String session = own.session();
    return ok(own)
        && session != null
        && own.returnIndex() < list.invoke().index()
        && Stream.concat(all("own"), all("list"))
            .filter(sign -> ok(sign) && session.equals(sign.session()))
            .anyMatch(sign -> sign.invoke().index() > list.returnIndex());
  }

  private static @Nullable String ownerOf(OperationRecord own) {
    if (ok(own)) {
      return own.session();
    }
    Entry completion = own.completion();
    String before = own.invoke().session();
    return completion != null && before != null && before.equals(completion.session())
        ? before
        : null;
  }

  private static boolean ends(OperationRecord end, String session) {
    Entry completion = end.completion();
    Object named = completion == null ? null : completion.value();
    return session.equals(named instanceof String ? named : end.invoke().session());
  }

  private boolean left(OperationRecord own, OperationRecord list) {
    String session = ownerOf(own);
    return session != null
        && all("leave")
            .anyMatch(leave ->
                ok(leave) && ends(leave, session) && leave.returnIndex() < list.invoke().index());
  }

  private boolean expired(OperationRecord own, OperationRecord list) {
    String session = ownerOf(own);
    return session != null
        && Events.of(history, "session")
            .filter(event -> "expired".equals(Events.fields(event).get("state")))
            .anyMatch(
                event -> session.equals(named(event)) && event.index() < list.invoke().index());
  }

  private OptionalLong timeout(@Nullable String session) {
    OptionalLong own =
        timeouts()
            .filter(event -> session != null && session.equals(named(event)))
            .mapToLong(ObviousEphemerals::millis)
            .max();
    return own.isPresent() ? own : timeouts().mapToLong(ObviousEphemerals::millis).max();
  }

  private Stream<Entry> timeouts() {
    return Events.of(history, "session")
        .filter(event -> "connected".equals(Events.fields(event).get("state")));
  }

  private static long millis(Entry event) {
    return Events.fields(event).get("timeoutMillis") instanceof Long millis ? millis : -1;
  }

  private static @Nullable Object named(Entry event) {
    return Events.fields(event).get("session");
  }

  private boolean mustHaveEnded(OperationRecord own, OperationRecord list) {
    Optional<Entry> healed = Events.of(history, "healed").findFirst();
    Optional<Entry> serving = Events.of(history, "serving").findFirst();
    if (healed.isEmpty()
        || serving.isEmpty()
        || list.invoke().index() < Events.finalPhase(history)) {
      return false;
    }
    String session = ownerOf(own);
    Entry gone = healed.get();
    Optional<OperationRecord> end =
        Stream.concat(all("leave"), all("die"))
            .filter(each -> session != null && ends(each, session))
            .filter(each -> each.outcome() != EntryType.FAIL)
            .min(Comparator.comparingLong(each -> each.invoke().index()));
    if (end.isPresent()) {
      Entry completion = end.get().completion();
      gone = completion == null ? end.get().invoke() : completion;
    } else if (own.invoke().index() > gone.index() || goesOn(own, session, gone)) {
      return false;
    }
    OptionalLong timeout = timeout(session);
    long from = Math.max(gone.time(), serving.get().time());
    return timeout.isPresent()
        && list.invoke().time() - from > (2 * timeout.getAsLong() + 3_000) * 1_000_000;
  }

  private boolean goesOn(OperationRecord own, @Nullable String session, Entry gone) {
    Actor actor = own.invoke().actor();
    return history.stream()
        .filter(line -> line.index() > gone.index() && line.actor() instanceof Actor.Client)
        .anyMatch(
            line -> session == null ? line.actor().equals(actor) : session.equals(line.session()));
  }

  private boolean early(Entry event) {
    if (!event.f().equals("session") || !"expired".equals(Events.fields(event).get("state"))) {
      return false;
    }
    Optional<OperationRecord> last =
        all("own")
            .filter(own -> ok(own) && own.returnIndex() < event.index())
            .filter(own -> own.session() != null && own.session().equals(named(event)))
            .max(Comparator.comparingLong(own -> own.returnIndex()));
    OptionalLong timeout =
        timeouts()
            .filter(each -> String.valueOf(named(event)).equals(named(each)))
            .mapToLong(ObviousEphemerals::millis)
            .max();
    return last.isPresent()
        && timeout.isPresent()
        && event.time() - last.get().invoke().time() < 0.7 * timeout.getAsLong() * 1e6;
  }
}
