package dev.assay.server.zab;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.log.Storage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Phase 1 at the leader: it proposes an epoch above all that a quorum has accepted, and gives up if
 * somebody in the quorum has a fresher history than its own.
 */
final class Discovery {
  private final Leader leader;
  private final Zab zab;
  private final Storage storage;
  private final Learners learners;

  /** The levels that voters have told this leader; whoever was upgraded stays so. */
  private final Map<Integer, Integer> levels = new TreeMap<>();

  /** The epoch that it proposes; -1 until a quorum has said which ones it had accepted. */
  private long epoch = -1;

  private boolean epochDurable;

  /** A quorum has accepted the epoch: the history is settled. */
  private boolean done;

  Discovery(Leader leader, Learners learners) {
    this.leader = leader;
    this.zab = leader.zab();
    this.storage = zab.storage();
    this.learners = learners;
    levels.put(zab.self(), zab.application().level());
  }

  /**
   * The newest level that every voter understands. One that has not been heard of yet may not have
   * been upgraded, and must be able to read all that is proposed without it.
   */
  int commonLevel() {
    int common = Integer.MAX_VALUE;
    for (int voter : zab.settings().voters()) {
      common = Math.min(common, levels.getOrDefault(voter, 1));
    }
    return common;
  }

  long epoch() {
    return epoch;
  }

  void chooseEpoch() {
    List<Learner> informed = learners.informed();
    if (epoch >= 0 || informed.size() + 1 < zab.settings().quorum()) {
      return;
    }
    long newest = storage.acceptedEpoch();
    for (Learner learner : informed) {
      newest = Math.max(newest, accepted(learner));
    }
    epoch = newest + 1;
    storage.acceptEpoch(epoch);
    // Durable first: the leader's acceptedEpoch, before LEADERINFO (ZOOKEEPER-1291).
    zab.whenDurable(
        SeededBug.EPOCH_NOT_SYNCED,
        () -> {
          if (zab.plays(leader)) {
            epochDurable = true;
            learners.informed().forEach(learner -> learners.send(learner, leaderInfo()));
            finish();
          }
        });
  }

  private static long accepted(Learner learner) {
    Message.FollowerInfo info = learner.info;
    return info == null ? -1 : info.acceptedEpoch();
  }

  private Message leaderInfo() {
    return new Message.LeaderInfo(epoch);
  }

  void followerInfo(Learner learner, Message.FollowerInfo info) {
    if (learner.info != null || !zab.settings().voters().contains(info.node())) {
      learners.drop(learner);
      return;
    }
    for (Learner other : learners.all()) {
      if (other.node == info.node()) {
        learners.drop(other);
      }
    }
    learner.node = info.node();
    learner.info = info;
    levels.put(info.node(), info.level());
    if (epoch >= 0 && info.acceptedEpoch() > epoch) {
      // It will never follow this epoch; a new one must include it.
      zab.elect();
    } else if (epochDurable) {
      learners.send(learner, leaderInfo());
    } else {
      chooseEpoch();
    }
  }

  void ackEpoch(Learner learner, Message.AckEpoch ack) {
    if (!epochDurable || learner.info == null || learner.ackEpoch != null) {
      learners.drop(learner);
      return;
    }
    learner.ackEpoch = ack;
    if (done) {
      leader.synchronise(learner, ack);
    } else if (isFresher(ack)) {
      // The election was a wrong hint.
      zab.elect();
    } else {
      finish();
    }
  }

  /** Whether somebody in the quorum has a fresher history. */
  private boolean isFresher(Message.AckEpoch ack) {
    ZabSettings settings = zab.settings();
    if (settings.has(SeededBug.FRESHNESS_UNCHECKED)
        || settings.has(SeededBug.ELECTION_IGNORES_HISTORY)
        || (settings.has(SeededBug.EPOCH_REUSE_COUNTS) && ack.currentEpoch() == epoch)) {
      return false;
    }
    Vote own = zab.ownVote();
    Vote its = new Vote(ack.currentEpoch(), ack.lastZxid(), own.leader());
    return ack.currentEpoch() >= 0 && its.beats(own);
  }

  /** An ACKEPOCH of a node that had accepted this number before does not count. */
  private static boolean counts(Learner learner) {
    Message.AckEpoch ack = learner.ackEpoch;
    return ack != null && ack.currentEpoch() >= 0;
  }

  private void finish() {
    long counted = learners.all().stream().filter(Discovery::counts).count();
    if (!done && epochDurable && counted + 1 >= zab.settings().quorum()) {
      done = true;
      leader.discovered();
    }
  }
}
