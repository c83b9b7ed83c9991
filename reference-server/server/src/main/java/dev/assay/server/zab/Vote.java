package dev.assay.server.zab;

/** Whom a node wants as leader, and how fresh that one's history is. */
record Vote(long currentEpoch, long lastZxid, int leader) implements Comparable<Vote> {
  /** ZooKeeper's total order: epoch, zxid, id (ZOOKEEPER-335, 1081, 1082). */
  @Override
  public int compareTo(Vote other) {
    int byEpoch = Long.compare(currentEpoch, other.currentEpoch);
    int byZxid = Long.compare(lastZxid, other.lastZxid);
    return byEpoch != 0 ? byEpoch : byZxid != 0 ? byZxid : Integer.compare(leader, other.leader);
  }

  boolean beats(Vote other) {
    return compareTo(other) > 0;
  }
}
