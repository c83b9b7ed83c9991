package dev.assay.server.zab;

import org.jspecify.annotations.Nullable;

/** A follower as its leader sees it: one link, and how far it has come. */
final class Learner {
  final long link;
  int node = -1;
  Message.@Nullable FollowerInfo info;
  Message.@Nullable AckEpoch ackEpoch;

  /** The last zxid that it was sent before NEWLEADER; -1 until then. */
  long sentWithNewLeader = -1;

  /** All up to here is durable there; -1 until NEWLEADER is acknowledged. */
  long durable = -1;

  /** Whether it was told to serve. */
  boolean active;

  long lastHeardNanos;
  long pongRound;

  Learner(long link, long nowNanos) {
    this.link = link;
    this.lastHeardNanos = nowNanos;
  }

  /** Whether proposals are sent to it: from NEWLEADER on, without gap. */
  boolean forwarding() {
    return sentWithNewLeader >= 0;
  }

  boolean acknowledgedNewLeader() {
    return durable >= 0;
  }
}
