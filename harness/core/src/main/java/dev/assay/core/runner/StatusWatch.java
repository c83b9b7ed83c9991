package dev.assay.core.runner;

import dev.assay.checker.history.Actor;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Cluster.NodeStatus;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks every node how it is, again and again, and writes down each leader when it is first seen. A
 * node that does not answer is asked again after a while, and its late answer is ignored.
 */
final class StatusWatch {
  private static final long CALM_NANOS = 250_000_000;
  private static final long KEEN_NANOS = 100_000_000;
  private static final long GIVE_UP_NANOS = 3_000_000_000L;

  /** Leaders seen that are remembered; a cluster that changes more often is written down anyway. */
  private static final int MOST_LEADERS = 10_000;

  private final Turns turns;
  private final Cluster cluster;
  private final Journal journal;
  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private final Set<Leader> leaders = new LinkedHashSet<>();
  private boolean stopped;
  private @Nullable Watching keen;

  private record Leader(String node, long epoch) {}

  private record Watching(long sinceNanos, Runnable healthy) {}

  /** A question to a node and its answer, null while there is none. */
  private record Asked(long atNanos, @Nullable NodeStatus answer) {}

  StatusWatch(Turns turns, Cluster cluster, Journal journal) {
    this.turns = turns;
    this.cluster = cluster;
    this.journal = journal;
  }

  void start() {
    tick();
  }

  void stop() {
    stopped = true;
  }

  /**
   * Asks more often until all nodes serve, exactly one leads (or none says who does) and all follow
   * the same epoch, by answers to questions asked from now on. What the nodes of a cluster that is
   * not ours say of themselves proves nothing: there it is for clients to find out.
   *
   * @param healthy is run once, then
   */
  void awaitHealth(Runnable healthy) {
    if (!cluster.ours()) {
      healthy.run();
      return;
    }
    keen = new Watching(turns.now(), healthy);
  }

  void giveUpWaiting() {
    keen = null;
  }

  /** What is known of the nodes, for a message. */
  String summary() {
    StringBuilder text = new StringBuilder();
    asked.forEach((node, question) -> {
      NodeStatus answer = question.answer();
      String said =
          answer == null
              ? "no answer"
              : answer.reachable() ? answer.mode() + " of epoch " + answer.epoch() : "down";
      text.append(text.isEmpty() ? "" : ", ").append(node).append(": ").append(said);
    });
    return text.toString();
  }

  private void tick() {
    if (stopped) {
      return;
    }
    long now = turns.now();
    for (String node : cluster.nodes()) {
      @Nullable Asked before = asked.get(node);
      if (before == null || before.answer() != null || now - before.atNanos() >= GIVE_UP_NANOS) {
        ask(node, now);
      }
    }
    turns.after(keen == null ? CALM_NANOS : KEEN_NANOS, this::tick);
  }

  private void ask(String node, long now) {
    Asked question = new Asked(now, null);
    asked.put(node, question);
    cluster.status(node, status -> turns.soon(() -> answered(node, question, status)));
  }

  private void answered(String node, Asked question, NodeStatus status) {
    @Nullable Asked latest = asked.get(node);
    if (stopped || latest == null || latest.atNanos() != question.atNanos()) {
      return;
    }
    asked.put(node, new Asked(question.atNanos(), status));
    if (status.leads()) {
      noteLeader(new Leader(node, status.epoch()));
    }
    @Nullable Watching watching = keen;
    if (watching != null && healthySince(watching.sinceNanos())) {
      keen = null;
      watching.healthy().run();
    }
  }

  private void noteLeader(Leader leader) {
    if (leaders.contains(leader)) {
      return;
    }
    if (leaders.size() < MOST_LEADERS) {
      leaders.add(leader);
    }
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("node", leader.node());
    value.put("epoch", leader.epoch());
    journal.event(new Actor.Node(leader.node()), "leader", value);
  }

  private boolean healthySince(long sinceNanos) {
    int leading = 0;
    int unled = 0;
    Set<Long> epochs = new TreeSet<>();
    for (String node : cluster.nodes()) {
      @Nullable Asked question = asked.get(node);
      if (question == null || question.atNanos() < sinceNanos) {
        return false;
      }
      NodeStatus answer = question.answer();
      if (answer == null || !answer.serves()) {
        return false;
      }
      leading += answer.leads() ? 1 : 0;
      unled += answer.servesUnled() ? 1 : 0;
      epochs.add(answer.epoch());
    }
    boolean oneLeads = unled == 0 ? leading == 1 : unled == cluster.nodes().size();
    return oneLeads && epochs.size() == 1;
  }
}
