package dev.assay.checker.ephemeral;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.OperationRecord;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the history says of all sessions, and of the processes behind them. */
final class Lives {
  private final Map<String, SessionLife> sessions = new HashMap<>();
  private final Map<Actor, Long> lastLines = new HashMap<>();
  private final Terms terms;
  private long longestTimeoutMillis = -1;

  Lives(Terms terms) {
    this.terms = terms;
  }

  /** Any line of a client. */
  void line(Entry entry) {
    if (!(entry.actor() instanceof Actor.Client)) {
      return;
    }
    lastLines.put(entry.actor(), entry.index());
    String session = entry.session();
    if (session != null) {
      of(session).line(entry);
    }
    String over = isSession(entry, "expired") ? named(entry) : null;
    if (over != null) {
      of(over).expired(entry);
    }
    if (isSession(entry, "connected") && agreed(entry) instanceof Long millis) {
      String named = named(entry);
      if (named != null) {
        of(named).timeout(millis);
        longestTimeoutMillis = Math.max(longestTimeoutMillis, millis);
      }
    }
  }

  /** Whether an event says that a session got into this state. */
  static boolean isSession(Entry entry, String state) {
    return entry.type() == EntryType.EVENT
        && entry.f().equals("session")
        && state.equals(Events.fields(entry).get("state"));
  }

  private static @Nullable Object agreed(Entry event) {
    return Events.fields(event).get("timeoutMillis");
  }

  /** The session that an event is about. */
  static @Nullable String named(Entry event) {
    return Events.fields(event).get("session") instanceof String session && !session.isEmpty()
        ? session
        : event.session();
  }

  /** An operation, once all lines were told. */
  void operation(OperationRecord operation) {
    boolean ok = operation.outcome() == EntryType.OK;
    String session = operation.session();
    String f = operation.invoke().f();
    if (f.equals("leave") || f.equals("die")) {
      String gone = endedBy(operation);
      if (gone != null && operation.outcome() != EntryType.FAIL) {
        of(gone).ended(operation);
        if (ok && f.equals("leave")) {
          of(gone).left(operation);
        }
      }
    } else if (ok && session != null && isSign(f)) {
      of(session).sign(operation);
    }
  }

  /** Whether it needs a quorum. */
  private boolean isSign(String f) {
    return f.equals(terms.own()) || f.equals(terms.list()) || f.equals(terms.drop());
  }

  /** The session that an operation ends; null when nobody can say. */
  private static @Nullable String endedBy(OperationRecord operation) {
    Entry completion = operation.completion();
    return completion != null && completion.value() instanceof String session
        ? session
        : operation.invoke().session();
  }

  SessionLife of(String session) {
    return sessions.computeIfAbsent(session, SessionLife::new);
  }

  int count() {
    return sessions.size();
  }

  /** How many sessions were left, confirmed. */
  long left() {
    return sessions.values().stream().filter(life -> life.left() != null).count();
  }

  /** The timeout of a session; the longest of all when nothing is known of it; else -1. */
  long timeoutMillis(@Nullable String session) {
    long known = session == null ? -1 : of(session).timeoutMillis();
    return known >= 0 ? known : longestTimeoutMillis;
  }

  /** Whether the client of a node had nothing more to say after this position. */
  boolean silentAfter(long index, Node node) {
    String session = node.session();
    long last =
        session == null
            ? lastLines.getOrDefault(node.own().invoke().actor(), -1L)
            : of(session).lastLine();
    return last < index;
  }
}
