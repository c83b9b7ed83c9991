package dev.assay.server.zab;

import dev.assay.server.bug.SeededBug;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Heartbeats, and the quorum rounds that ride on them. A round is confirmed once a quorum has
 * answered a ping that was sent after the round was asked for: at that moment those nodes still
 * followed this leader, so nobody else had been established, and nothing that this leader does not
 * know had been committed. ZooKeeper answers without asking (ZOOKEEPER-1675).
 */
final class Barriers {
  private static final int ROUNDS_KEPT = 1000;
  private final Leader leader;
  private long round;

  /** Asked for after the last ping was sent. */
  private List<Runnable> waiting = new ArrayList<>();

  /** Asked for before the ping of {@link #asked} was sent. */
  private List<Runnable> inFlight = new ArrayList<>();

  private long asked;

  /** When the latest rounds began, by the wall clock. Only a seeded bug looks at it. */
  private final TreeMap<Long, Long> begunMillis = new TreeMap<>();

  Barriers(Leader leader) {
    this.leader = leader;
  }

  void ask(Runnable confirmed) {
    if (leader.zab().settings().has(SeededBug.SYNC_NO_QUORUM) || leased()) {
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

  /**
   * A lease: a quorum has answered a ping that is so young that its nodes cannot have given this
   * leader up meanwhile. A wall clock that is set back makes the ping younger than it is.
   */
  private boolean leased() {
    if (!leader.zab().settings().has(SeededBug.LEASE_BY_WALL_CLOCK)) {
      return false;
    }
    ZabSettings settings = leader.zab().settings();
    long leaseMillis = (long) settings.tickMillis() * settings.syncLimit() * 3 / 5;
    long youngest = leader.zab().env().wallMillis() - leaseMillis;
    long granted =
        leader.followers().stream()
            .filter(Learner::acknowledgedNewLeader)
            .filter(
                learner -> begunMillis.getOrDefault(learner.pongRound, Long.MIN_VALUE) > youngest)
            .count();
    return granted + 1 >= settings.quorum();
  }

  /** Sends a ping to every learner. */
  void beat() {
    round++;
    if (leader.zab().settings().has(SeededBug.LEASE_BY_WALL_CLOCK)) {
      begunMillis.put(round, leader.zab().env().wallMillis());
      begunMillis.headMap(round - ROUNDS_KEPT).clear();
    }
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
