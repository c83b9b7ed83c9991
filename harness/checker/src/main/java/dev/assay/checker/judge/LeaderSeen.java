package dev.assay.checker.judge;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Events;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A leadership that was seen for the first time.
 *
 * @param timeNanos when, in nanoseconds since the run began
 * @param node the leader
 * @param epoch its epoch or term, as text; empty if the system names none
 */
public record LeaderSeen(long timeNanos, String node, String epoch) {
  private record Leadership(String node, String epoch) {}

  static List<LeaderSeen> of(List<Entry> history) {
    Set<Leadership> known = new HashSet<>();
    List<LeaderSeen> leaders = new ArrayList<>();
    for (Entry entry : Events.of(history, Events.LEADER).toList()) {
      Map<?, ?> fields = Events.fields(entry);
      Object named = fields.get("node");
      Object epoch = fields.get("epoch");
      String node = named == null ? entry.actor().toString() : named.toString();
      Leadership leadership = new Leadership(node, epoch == null ? "" : epoch.toString());
      if (known.add(leadership)) {
        leaders.add(new LeaderSeen(entry.time(), node, leadership.epoch));
      }
    }
    return List.copyOf(leaders);
  }
}
