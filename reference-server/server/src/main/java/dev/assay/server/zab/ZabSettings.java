package dev.assay.server.zab;

import dev.assay.server.bug.SeededBug;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a node takes part.
 *
 * @param self this node's id
 * @param voters the ids of all voters, this node among them
 * @param tickMillis the unit of the limits
 * @param initLimit ticks that discovery and synchronisation may take
 * @param syncLimit ticks of silence after which a link is given up
 * @param snapshotEvery entries between two snapshots
 * @param segmentBytes size at which the log begins a new segment
 * @param bugs the seeded bugs that are on
 */
public record ZabSettings(
    int self,
    List<Integer> voters,
    int tickMillis,
    int initLimit,
    int syncLimit,
    int snapshotEvery,
    long segmentBytes,
    Set<SeededBug> bugs) {
  public ZabSettings {
    voters = voters.stream().sorted().toList();
    if (!voters.contains(self)) {
      throw new IllegalArgumentException("node " + self + " is not among the voters " + voters);
    }
    if (tickMillis <= 0 || initLimit <= 0 || syncLimit <= 0 || snapshotEvery <= 0) {
      throw new IllegalArgumentException("ticks and limits must be positive");
    }
    EnumSet<SeededBug> copy = EnumSet.noneOf(SeededBug.class);
    copy.addAll(bugs);
    bugs = Collections.unmodifiableSet(copy);
  }

  /** Whether a seeded bug is on. */
  boolean has(SeededBug bug) {
    return bugs.contains(bug);
  }

  /** How many voters make a quorum. */
  int quorum() {
    return voters.size() / 2 + 1;
  }

  /** How many nodes must have an entry, or still follow, before the leader goes on. */
  int commitQuorum() {
    return has(SeededBug.QUORUM_SHORT) ? Math.max(1, voters.size() / 2) : quorum();
  }

  long tickNanos() {
    return tickMillis * 1_000_000L;
  }
}
