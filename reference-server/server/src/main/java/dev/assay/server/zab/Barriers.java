package dev.assay.server.zab;

import dev.assay.server.bug.SeededBug;
import java.util.ArrayList;
import java.util.List;

/**
 * Heartbeats, and the quorum rounds that ride on them. A round is confirmed once a quorum has
 * answered a ping that was sent after the round was asked for: at that moment those nodes still
 * followed this leader, so nobody else had been established, and nothing that this leader does not
 * know had been committed. ZooKeeper answers without asking (ZOOKEEPER-1675).
 */
final class Barriers {
  private final Leader leader;
  private long round;

  /** Asked for after the last ping was sent. */
  private List<Runnable> waiting = new ArrayList<>();

  /** Asked for before the ping of {@link #asked} was sent. */
  private List<Runnable> inFlight = new ArrayList<>();

  private long asked;

  Barriers(Leader leader) {
    this.leader = leader;
  }

  void ask(Runnable confirmed) {
    if (leader.zab().settings().bugs().contains(SeededBug.SYNC_NO_QUORUM)) {
      confirmed.run();
      return;
    }
    waiting.add(confirmed);
    if (inFlight.isEmpty()) {
      next();
    }
  }

  private void next() {
    inFlight = waiting;
    waiting = new ArrayList<>();
    beat();
    asked = round;
    confirm();
  }

  /** Sends a ping to every learner. */
  void beat() {
    round++;
    for (Learner learner : leader.followers()) {
      leader.send(learner, new Message.Ping(round));
    }
  }

  void pong(Learner learner, long answered) {
    learner.pongRound = Math.max(learner.pongRound, answered);
    confirm();
  }

  private void confirm() {
    long confirming =
        leader.followers().stream()
            .filter(learner -> learner.acknowledgedNewLeader() && learner.pongRound >= asked)
            .count();
    if (inFlight.isEmpty() || confirming + 1 < leader.zab().settings().commitQuorum()) {
      return;
    }
    List<Runnable> done = inFlight;
    inFlight = new ArrayList<>();
    done.forEach(Runnable::run);
    if (!waiting.isEmpty() && inFlight.isEmpty()) {
      next();
    }
  }
}
