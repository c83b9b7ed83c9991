package dev.assay.server.node;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.tree.Session;
import dev.assay.server.tree.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The leader's deadlines of sessions, on its own monotonic clock. A session gets one tick more than
 * its timeout: its last sign of life may lie on another node for half a tick, and then travels. A
 * new leader gives every session its full time again.
 */
final class Expiry {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long graceNanos;
  private final Set<SeededBug> bugs;
  private final TreeMap<Long, Long> deadlines = new TreeMap<>();
  private boolean leading;

  Expiry(ServerSettings settings) {
    graceNanos = settings.tickMillis() * NANOS_PER_MILLI;
    bugs = settings.bugs();
  }

  void lead(Collection<Session> sessions, long now) {
    leading = true;
    deadlines.clear();
    if (bugs.contains(SeededBug.EXPIRY_TOO_EARLY)) {
      sessions.forEach(session -> deadlines.put(session.id(), now + graceNanos));
    } else if (!bugs.contains(SeededBug.EXPIRY_FORGOTTEN)) {
      sessions.forEach(session -> alive(session, now));
    }
  }

  void follow() {
    leading = false;
    deadlines.clear();
  }

  boolean leading() {
    return leading;
  }

  /** A sign of life; null: there is no such session, or not yet here. */
  void alive(@Nullable Session session, long now) {
    if (leading && session != null) {
      deadlines.put(session.id(), now + session.timeoutMillis() * NANOS_PER_MILLI + graceNanos);
    }
  }

  void ended(long session) {
    deadlines.remove(session);
  }

  /** Sessions whose time is over. They are named again after a tick, should their end get lost. */
  List<Long> expired(long now) {
    List<Long> expired = new ArrayList<>();
    deadlines.forEach((session, deadline) -> {
      if (deadline - now <= 0) {
        expired.add(session);
      }
    });
    expired.forEach(session -> deadlines.put(session, now + graceNanos));
    return expired;
  }

  /** What does not fit together, one sentence each. */
  List<String> inconsistencies(State state) {
    List<String> found = new ArrayList<>();
    for (long session : deadlines.keySet()) {
      if (!state.sessions().containsKey(session)) {
        found.add("session " + session + " has a deadline, and has ended");
      }
    }
    for (long session : state.sessions().keySet()) {
      if (leading && !deadlines.containsKey(session)) {
        found.add("session " + session + " has no deadline at the leader");
      }
    }
    return found;
  }
}
