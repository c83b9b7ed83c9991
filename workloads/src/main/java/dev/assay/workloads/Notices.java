package dev.assay.workloads;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Notice;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a session tells, as events of the history: {@code watch} has the object as its key and the
 * value {@code {"change":"created|deleted|data-changed|children-changed"}}, {@code session} has the
 * value {@code {"state":"connected|disconnected|expired","session":id}}, and, when connected, the
 * session's timeout and the node.
 */
record Notices(Paths paths) {
  /** The events' names. */
  static final String WATCH = "watch";

  static final String SESSION = "session";
  static final String CHANGE = "change";
  static final String STATE = "state";
  static final String TIMEOUT = "timeoutMillis";

  /** Whether an event says that the session has ended. */
  static boolean isExpired(Entry event) {
    return event.f().equals(SESSION)
        && event.value() instanceof Map<?, ?> value
        && "expired".equals(value.get(STATE));
  }

  Client.Notice of(Notice notice) {
    return switch (notice) {
      case Notice.Fired(Coordination.Change change, String path) ->
          new Client.Notice(WATCH, paths.key(path), Map.of(CHANGE, word(change)));
      case Notice.Connected(String session, long timeoutMillis, String node) -> {
        Map<String, Object> value = state("connected", session);
        value.put(TIMEOUT, timeoutMillis);
        value.put("node", node);
        yield new Client.Notice(SESSION, null, value);
      }
      case Notice.Disconnected(String session) ->
          new Client.Notice(SESSION, null, state("disconnected", session));
      case Notice.Expired(String session) ->
          new Client.Notice(SESSION, null, state("expired", session));
    };
  }

  private static Map<String, Object> state(String state, String session) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put(STATE, state);
    value.put("session", session);
    return value;
  }

  private static String word(Coordination.Change change) {
    return change.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
