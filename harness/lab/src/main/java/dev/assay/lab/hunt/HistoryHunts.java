package dev.assay.lab.hunt;

import dev.assay.server.bug.SeededBug;
import java.util.List;

/** Bugs of the agreement: elections, synchronisation, quorums. */
final class HistoryHunts {
  static final List<Hunt> ALL =
      List.of(
          // n3 is cut off after it has chosen an epoch and before it has said so; the others choose
          // the same one and commit in it. Then their leader is away, and n3 goes on.
          Hunt.of(
              SeededBug.EPOCH_REUSE_COUNTS,
              40,
              Scene.of("set")
                  .nodes(3)
                  .drill(
                      "5000; kill-all 0 200; partition-one 150 1900 trigger=leading"
                          + " triggerDelayMicros=8000 order=n3+n1+n2;"
                          + " kill 400 150 order=n1+n2+n3 size=2;"
                          + " power-loss 1700 1500 order=n2+n1+n3 size=2 early=1")
                  .with("syncMicros", "20000"),
              Classes.lost()),
          // What only the leader has gets to one follower, which applies it; both are cut off, and
          // the others, whose disks are slow, lose it with their power.
          Hunt.of(
              SeededBug.SERVES_BEFORE_UPTODATE,
              200,
              Scene.of("set")
                  .nodes(5)
                  .lasting(27_000, 4_000)
                  .drill(
                      "9000; partition-one 2500 900 order=n5+n4+n3+n2+n1;"
                          + " disk-slow 3000 2000 order=n4+n3+n2+n5+n1 size=3 syncMillis=200;"
                          + " kill-all 3250 450;"
                          + " partition 3500 4500 trigger=newleader-acked hits=moment-node"
                          + " order=n5+n4+n3+n2+n1 size=2;"
                          + " power-loss 3600 1500 trigger=newleader-acked order=n4+n3+n2+n5+n1"
                          + " size=3")
                  .with("snapshotEvery", "100000"),
              Classes.lost()),
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
          // A leader with an entry that nobody else has is cut off right before it synchronises.
          Hunt.of(
              SeededBug.ESTABLISHED_ALONE,
              60,
              Scene.of("set")
                  .nodes(3)
                  .lasting(27_000, 4_000)
                  .drill(
                      "9000; partition-one 1500 900 order=n3+n1+n2; kill-all 2250 450;"
                          + " partition-one 2500 5000 trigger=leader-discovered hits=moment-node"
                          + " size=1")
                  .with("syncMicros", "20000"),
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
              .onNodes("partition", "partition-leader", "partition-one"),
          // A leader whose history is not the freshest of its quorum learns so in discovery and
          // steps down; then it is elected again.
          Hunt.of(
              SeededBug.VOTE_IGNORES_HISTORY,
              100,
              Scene.of("set", "kill", "kill-leader", "partition"),
              Classes.STUCK,
              Classes.NO_PROGRESS),
          // Rounds of election begin anew with each start, so that an old vote may count: n3, which
          // lags, is elected now and then.
          Hunt.of(
              SeededBug.FRESHNESS_UNCHECKED,
              400,
              Scene.of("set")
                  .nodes(3)
                  .drill(
                      "2000; partition-one 0 700 order=n3+n2+n1; kill-all 600 100;"
                          + " kill 900 200 order=n1+n2+n3 size=1")
                  .with("datagramDelayMicros", "100000")
                  .with("datagramCopies", "0.3"),
              Classes.lost()),
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
