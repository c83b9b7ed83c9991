package dev.assay.checker.exercise;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which node an operation was asked of. The field {@code node} names the node that a client was
 * opened for; its session may have moved since: by an operation {@code move} whose value is a node,
 * by requests {@code ["move", node]} inside an operation, and the client may have told by an event
 * {@code session} where it is served. A client that moved to a dead node is not served, whatever
 * node it was opened for.
 */
final class Whereabouts {
  private static final String MOVE = "move";

  private final Map<Actor, String> moved = new HashMap<>();
  private final Map<Long, String> byInvocation = new HashMap<>();

  private Whereabouts() {}

  static Whereabouts of(List<Entry> history) {
    Whereabouts whereabouts = new Whereabouts();
    history.stream()
        .filter(entry -> entry.actor() instanceof Actor.Client)
        .forEach(whereabouts::accept);
    return whereabouts;
  }

  private void accept(Entry entry) {
    if (entry.type() == EntryType.INVOKE) {
      invoked(entry);
    } else if (entry.type() == EntryType.EVENT
        && entry.f().equals("session")
        && Events.fields(entry).get("node") instanceof String node) {
      moved.put(entry.actor(), node);
    }
  }

  private void invoked(Entry entry) {
    if (entry.f().equals(MOVE) && entry.value() instanceof String target) {
      moved.put(entry.actor(), target);
    }
    String node = moved.getOrDefault(entry.actor(), entry.node());
    if (entry.value() instanceof List<?> requests) {
      for (Object request : requests) {
        if (request instanceof List<?> words && words.size() > 1 && MOVE.equals(words.get(0))) {
          node = null;
          moved.put(entry.actor(), String.valueOf(words.get(1)));
        }
      }
    }
    if (node != null) {
      byInvocation.put(entry.index(), node);
    }
  }

  /** The one node that an operation was asked of; null if there were several, or it is unknown. */
  @Nullable String node(Entry invoke) {
    return byInvocation.get(invoke.index());
  }
}
