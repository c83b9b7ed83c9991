package dev.assay.server.zab;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.log.LogEntry;
import dev.assay.server.log.Storage;

/**
 * Phase 2 as seen from the leader: brings one follower's history to its own, by what is missing
 * (DIFF), by taking back what is not in it first (TRUNC), or as a whole (SNAP).
 *
 * <p>All of it goes out at once, ended by NEWLEADER, and from then on the follower gets every
 * proposal: there is neither gap nor repetition between the two (ZOOKEEPER-4785).
 */
final class Synchroniser {
  private final Leader leader;
  private final Zab zab;

  Synchroniser(Leader leader) {
    this.leader = leader;
    this.zab = leader.zab();
  }

  void synchronise(Learner learner, Message.AckEpoch ack, long epoch) {
    Storage storage = zab.storage();
    long common = storage.history().commonWith(ack.base(), ack.epochEnds());
    if (common < ack.applied()) {
      zab.env().trace("sync-snap", learner.node);
      common = zab.applied();
      sendSnapshot(learner, common);
    } else if (common < ack.lastZxid()) {
      zab.env().trace("sync-trunc", learner.node);
      if (!zab.settings().has(SeededBug.NO_TRUNC)) {
        leader.send(learner, new Message.Truncate(common));
      }
    } else {
      zab.env().trace("sync-diff", learner.node);
    }
    for (LogEntry entry : storage.history().above(common)) {
      leader.send(learner, new Message.Proposal(entry.zxid(), entry.payload()));
    }
    learner.sentWithNewLeader = storage.history().last();
    leader.send(learner, new Message.NewLeader(epoch));
  }

  private void sendSnapshot(Learner learner, long zxid) {
    leader.send(learner, new Message.SnapshotBegin(zxid));
    zab.application()
        .snapshot()
        .forEachRemaining(chunk -> leader.send(learner, new Message.SnapshotChunk(chunk)));
    leader.send(learner, new Message.SnapshotEnd());
  }
}
