package dev.assay.server.zab;

import java.util.List;

/** What nodes say to each other on a link between a follower and its leader; FIFO. */
sealed interface Message {
  /**
   * Follower: who I am, and the last epoch that I accepted (CEPOCH in the paper).
   *
   * @param level the newest level of the language of requests that my application understands
   */
  record FollowerInfo(int node, long acceptedEpoch, int level) implements Message {}

  /** Leader: accept this epoch (NEWEPOCH). */
  record LeaderInfo(long epoch) implements Message {}

  /**
   * Follower: I have accepted it (ACK-E).
   *
   * @param currentEpoch my current epoch, or -1 when I had accepted this very epoch before, perhaps
   *     from somebody else: then I do not count towards the quorum
   * @param applied what I have applied
   * @param base what my snapshot shows
   * @param epochEnds the last zxid of each epoch in my log
   */
  record AckEpoch(long currentEpoch, long lastZxid, long applied, long base, List<Long> epochEnds)
      implements Message {
    public AckEpoch {
      epochEnds = List.copyOf(epochEnds);
    }
  }

  /** Leader: take back what is above this. */
  record Truncate(long zxid) implements Message {}

  /** Leader: a snapshot of this position follows. */
  record SnapshotBegin(long zxid) implements Message {}

  record SnapshotChunk(byte[] bytes) implements Message {}

  record SnapshotEnd() implements Message {}

  record Proposal(long zxid, byte[] payload) implements Message {}

  /** Leader: you have my whole history now. */
  record NewLeader(long epoch) implements Message {}

  /** Follower: your whole history, and your epoch, are durable here (ACK-LD). */
  record AckNewLeader(long epoch) implements Message {}

  /** Leader: serve; all up to here is committed (COMMIT-LD). */
  record UpToDate(long committed) implements Message {}

  /** Follower: all up to here is durable. */
  record Ack(long zxid) implements Message {}

  /** Leader: all up to here is committed. */
  record Commit(long zxid) implements Message {}

  /** Leader: are you still with me? */
  record Ping(long round) implements Message {}

  /** Follower: I am. */
  record Pong(long round) implements Message {}

  /** Follower: a client's request. */
  record Submit(byte[] request) implements Message {}

  /** Follower: a quorum round, please. */
  record Barrier(long token) implements Message {}

  /** Leader: done; all that had been committed when you asked is at or below this. */
  record BarrierDone(long token, long committed) implements Message {}

  /** Follower: something for the leader's application, not replicated. */
  record Aside(byte[] message) implements Message {}
}
