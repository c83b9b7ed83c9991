package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one node over the run.
 *
 * @param name the node's
 * @param reigns when it was seen as the leader
 * @param downs when it was dead
 */
record NodeStory(String name, List<Reign> reigns, List<Down> downs) {

  /** From when a leader was first seen until another was, or until it died. */
  record Reign(long from, long to, String epoch) {}

  /** From a node's death until it was started again. */
  record Down(long from, long to, boolean provoked, String detail) {}

  /** The stories of all nodes that are named anywhere, by name. */
  static List<NodeStory> of(RunHistory history) {
    Narrator narrator = new Narrator(history.end());
    TreeSet<String> names =
        new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(n -> n));
    for (Entry event : history.events()) {
      if (event.actor() instanceof Actor.Node(String name)) {
        names.add(name);
        narrator.hear(event, name);
      }
    }
    for (Operation operation : history.operations()) {
      String node = operation.node();
      if (node != null) {
        names.add(node);
      }
    }
    history.faults().forEach(fault -> names.addAll(fault.nodes()));
    narrator.finish();
    return names.stream().map(narrator::story).toList();
  }

  /** Listens to the events in their order. */
  private static final class Narrator {
    private final long runEnd;
    private final Map<String, List<Reign>> reigns = new HashMap<>();
    private final Map<String, List<Down>> downs = new HashMap<>();
    private final Map<String, Entry> dead = new TreeMap<>();
    private @Nullable String leader;
    private long leaderSince;
    private String epoch = "";

    Narrator(long runEnd) {
      this.runEnd = runEnd;
    }

    void hear(Entry event, String node) {
      switch (event.f()) {
        case "leader" -> lead(event, node);
        case "died" -> {
          if (node.equals(leader)) {
            dethrone(event.time());
          }
          dead.put(node, event);
        }
        case "started" -> revive(node, event.time());
        default -> {}
      }
    }

    private void lead(Entry event, String node) {
      Object seen = FaultEpisode.field(event, "epoch");
      String seenEpoch = seen == null ? "" : Wording.shortened(String.valueOf(seen), 40);
      if (node.equals(leader) && seenEpoch.equals(epoch)) {
        return;
      }
      dethrone(event.time());
      leader = node;
      leaderSince = event.time();
      epoch = seenEpoch;
    }

    private void dethrone(long now) {
      if (leader != null) {
        Reign reign = new Reign(leaderSince, now, epoch);
        reigns.computeIfAbsent(leader, name -> new ArrayList<>()).add(reign);
        leader = null;
      }
    }

    private void revive(String node, long now) {
      Entry death = dead.remove(node);
      if (death != null) {
        boolean provoked = Boolean.TRUE.equals(FaultEpisode.field(death, "provoked"));
        Object detail = FaultEpisode.field(death, "detail");
        Down down = new Down(death.time(), now, provoked, Wording.value(detail));
        downs.computeIfAbsent(node, name -> new ArrayList<>()).add(down);
      }
    }

    void finish() {
      dethrone(runEnd);
      List.copyOf(dead.keySet()).forEach(node -> revive(node, runEnd));
    }

    NodeStory story(String name) {
      return new NodeStory(
          name,
          List.copyOf(reigns.getOrDefault(name, List.of())),
          List.copyOf(downs.getOrDefault(name, List.of())));
    }
  }
}
