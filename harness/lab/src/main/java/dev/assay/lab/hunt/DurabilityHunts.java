package dev.assay.lab.hunt;

import dev.assay.server.bug.SeededBug;
import java.util.List;

/** Bugs that lose what was acknowledged: something was not on disk, or is not read back. */
final class DurabilityHunts {
  static final List<Hunt> ALL =
      List.of(
          Hunt.of(
                  SeededBug.ACK_BEFORE_FSYNC,
                  400,
                  Scene.of("set", "power-loss", "kill-leader").with("syncMicros", "20000"),
                  Classes.lost())
              .onNodes("power-loss", "disk-slow"),
          Hunt.of(
              SeededBug.LEADER_COUNTS_ITSELF_EARLY,
              400,
              Scene.of("set", "power-loss").nodes(1, 3).with("syncMicros", "20000"),
              Classes.lost()),
          Hunt.of(
              SeededBug.EPOCH_NOT_SYNCED,
              40,
              twoLeaders("power-loss 210 200 trigger=leader-discovered triggerDelayMicros=1000"),
              Classes.lost()),
          Hunt.of(
              SeededBug.ACCEPTED_EPOCH_VOLATILE, 40, twoLeaders("kill 400 150"), Classes.lost()),
          // A follower comes back under load while the other one is slow: with it the leader
          // commits
          // at once. Then all lose their power, and the leader stays away.
          Hunt.of(
              SeededBug.NEWLEADER_ACK_EARLY,
              40,
              Scene.of("set")
                  .nodes(3)
                  .clients(20)
                  .rate(300)
                  .drill(
                      "4000; kill 500 500 order=n1+n2+n3 size=1;"
                          + " power-loss 900 1500 trigger=newleader-acked triggerDelayMicros=4000"
                          + " order=n3+n1+n2 size=3 early=2")
                  .with("syncMicros", "20000")
                  .with("slowSyncNode", "n2")
                  .with("slowSyncMicros", "100000"),
              Classes.lost()),
          // A node that lags has accepted the next epoch when all lose their power, and it comes
          // back with the old leader, before the node that has all and the new epoch too.
          Hunt.of(
              SeededBug.EPOCH_BEFORE_HISTORY,
              60,
              Scene.of("set")
                  .nodes(3)
                  .drill(
                      "5000; partition-one 0 2500 order=n1+n2+n3; kill-all 2500 100;"
                          + " power-loss 2600 1200 trigger=epoch-accepted"
                          + " triggerDelayMicros=18000 order=n2+n1+n3 size=3 early=2")
                  .with("syncMicros", "20000")
                  .with("snapshotEvery", "100000"),
              Classes.lost()),
          Hunt.of(
                  SeededBug.SNAPSHOT_MISSES_ENTRIES,
                  100,
                  Scene.of("set", "restart", "kill-all", "power-loss").with("snapshotEvery", "20"),
                  Classes.lost())
              .onNodes("restart", "kill-all", "power-loss")
              .set("snapCount", "100"),
          Hunt.of(
              SeededBug.SNAPSHOT_NOT_SAVED,
              100,
              Scene.of("set", "restart", "kill-all", "partition-one").with("snapshotEvery", "20"),
              Classes.lost()),
          Hunt.of(
              SeededBug.TORN_TAIL_KEPT,
              200,
              Scene.of("set", "power-loss", "kill-all"),
              Classes.lost()),
          // What is damaged is led to the others, who end when they find no sense in it.
          Hunt.of(
                  SeededBug.CHECKSUM_IGNORED,
                  200,
                  Scene.of("set", "bit-flip", "kill-leader"),
                  Classes.LOST,
                  Classes.STALE_SET,
                  Classes.DIED)
              .onNodes("bit-flip", "kill-leader"),
          // The damaged node and one that lags are a quorum, while the third one is away.
          Hunt.of(
              SeededBug.CORRUPT_AS_EMPTY,
              40,
              Scene.of("set")
                  .nodes(3)
                  .drill(
                      "6000; partition-one 500 2000 order=n2+n1+n3 size=1;"
                          + " power-loss 2300 2500 order=n3+n1+n2 size=1;"
                          + " bit-flip 2350 2400 order=n1+n2+n3 file=0 millionths=300000 bit=3"
                          + " size=1")
                  .with("snapshotEvery", "20")
                  .with("segmentBytes", "4000"),
              Classes.lost()),
          Hunt.of(
              SeededBug.SEGMENT_NAME_NOT_SYNCED,
              200,
              Scene.of("set", "power-loss").with("segmentBytes", "4000"),
              Classes.LOST,
              Classes.STALE_SET,
              Classes.DIED));

  /**
   * A leader is cut off when it has chosen an epoch and the others have accepted it; they forget
   * that, choose the same epoch under another leader, and commit. Then that leader is away, and the
   * first one goes on.
   *
   * @param forgetting how n1 and n2 get to forget
   */
  private static Scene twoLeaders(String forgetting) {
    return Scene.of("set")
        .nodes(3)
        .drill(
            "5000; kill-all 0 200;"
                + " partition-one 150 1900 trigger=leader-discovered order=n3+n1+n2; "
                + forgetting
                + " order=n1+n2+n3 size=2; power-loss 1700 1500 order=n2+n1+n3 size=2 early=1")
        .with("syncMicros", "20000");
  }

  private DurabilityHunts() {}
}
