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
              Classes.lost()),
          Hunt.of(
              SeededBug.LEADER_COUNTS_ITSELF_EARLY,
              400,
              Scene.of("set", "power-loss").nodes(1, 3).with("syncMicros", "20000"),
              Classes.lost()),
          Hunt.of(
              SeededBug.EPOCH_NOT_SYNCED,
              400,
              Scene.of("set", "power-loss", "partition", "kill-leader"),
              Classes.lost()),
          Hunt.of(
              SeededBug.ACCEPTED_EPOCH_VOLATILE,
              400,
              Scene.of("set", "restart", "partition", "kill-all"),
              Classes.lost()),
          Hunt.of(
              SeededBug.NEWLEADER_ACK_EARLY,
              1000,
              Scene.of("set", "power-loss", "kill-leader").with("syncMicros", "20000"),
              Classes.lost()),
          Hunt.of(
              SeededBug.EPOCH_BEFORE_HISTORY,
              2000,
              Scene.of("set", "power-loss", "kill-leader").with("syncMicros", "20000"),
              Classes.lost()),
          Hunt.of(
              SeededBug.SNAPSHOT_MISSES_ENTRIES,
              100,
              Scene.of("set", "restart", "kill-all", "power-loss").with("snapshotEvery", "20"),
              Classes.lost()),
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
          Hunt.of(
              SeededBug.CHECKSUM_IGNORED,
              200,
              Scene.of("set", "bit-flip", "kill-leader"),
              Classes.lost()),
          Hunt.of(
              SeededBug.CORRUPT_AS_EMPTY,
              200,
              Scene.of("set", "bit-flip", "kill-leader"),
              Classes.lost()),
          Hunt.of(
              SeededBug.SEGMENT_NAME_NOT_SYNCED,
              200,
              Scene.of("set", "power-loss").with("segmentBytes", "4000"),
              Classes.lost()));

  private DurabilityHunts() {}
}
