package dev.assay.lab.hunt;

import dev.assay.server.bug.SeededBug;
import java.util.List;

/** Bugs of the agreement: elections, synchronisation, quorums. */
final class HistoryHunts {
  static final List<Hunt> ALL =
      List.of(
          Hunt.of(
              SeededBug.EPOCH_REUSE_COUNTS,
              2000,
              Scene.of("set", "partition", "partition-leader", "power-loss", "kill-leader")
                  .nodes(5),
              Classes.lost()),
          Hunt.of(
              SeededBug.SERVES_BEFORE_UPTODATE,
              400,
              Scene.of("register", "partition-leader", "kill-leader"),
              Classes.notLinearizable()),
          Hunt.of(
              SeededBug.SYNC_FORWARD_GAP,
              100,
              Scene.of("set", "restart", "partition-one", "kill-leader"),
              Classes.lost()),
          Hunt.of(
              SeededBug.NO_TRUNC,
              100,
              Scene.of("register", "partition-leader", "pause-leader", "kill-leader"),
              Classes.notLinearizable()),
          Hunt.of(
              SeededBug.TRUNC_TOO_MUCH,
              200,
              Scene.of("set", "partition-leader", "pause-leader", "kill-leader"),
              Classes.lost()),
          Hunt.of(
              SeededBug.ESTABLISHED_ALONE,
              200,
              Scene.of("set", "partition-leader", "kill-leader", "partition"),
              Classes.lost()),
          Hunt.of(
              SeededBug.ELECTION_IGNORES_HISTORY,
              100,
              Scene.of("set", "kill", "kill-leader", "partition"),
              Classes.lost()),
          Hunt.of(
                  SeededBug.QUORUM_SHORT,
                  40,
                  Scene.of("register", "partition", "partition-leader", "partition-one"),
                  Classes.notOneOrder())
              .onProcesses("partition", "partition-leader", "partition-one"),
          Hunt.equivalent(
              SeededBug.VOTE_IGNORES_HISTORY,
              60,
              Scene.of("set", "kill", "kill-leader", "partition"),
              "A leader whose history is not the freshest of its quorum learns so in discovery and"
                  + " steps down: an election takes longer, and no promise is broken."),
          Hunt.equivalent(
              SeededBug.FRESHNESS_UNCHECKED,
              60,
              Scene.of("set", "kill", "kill-leader", "partition"),
              "Votes are ordered by history, so that only the freshest of a quorum is elected, and"
                  + " the check finds nothing to refuse."),
          Hunt.equivalent(
              SeededBug.HOLE_ACCEPTED,
              60,
              Scene.of("set", "partition", "kill-leader", "restart"),
              "A connection gives every message in order or ends, so that no proposal is missing"
                  + " between two that come."),
          Hunt.of(
              SeededBug.FOLLOWER_APPLIES_PROPOSALS,
              100,
              Scene.of("register", "partition-leader", "kill-leader", "pause-leader"),
              Classes.notLinearizable()));

  private HistoryHunts() {}
}
