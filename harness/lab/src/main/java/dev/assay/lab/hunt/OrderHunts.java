package dev.assay.lab.hunt;

import dev.assay.server.bug.SeededBug;
import java.util.List;

/** Bugs of single operations: stale and dirty reads, writes that count twice or not at all. */
final class OrderHunts {
  static final List<Hunt> ALL =
      List.of(
          Hunt.of(
                  SeededBug.SYNC_NO_QUORUM,
                  100,
                  Scene.of("register", "partition-leader", "pause-leader"),
                  Classes.notOneOrder())
              .onProcesses("partition-leader", "pause-leader"),
          Hunt.of(
                  SeededBug.SYNC_SKIPPED,
                  40,
                  Scene.of("register", "partition", "partition-oneway", "delay"),
                  Classes.notOneOrder())
              .onProcesses("partition", "partition-oneway", "delay"),
          Hunt.of(
              SeededBug.LEASE_BY_WALL_CLOCK,
              400,
              Scene.of("register", "clock-jump", "partition-leader"),
              Classes.notOneOrder()),
          Hunt.of(
              SeededBug.DIRTY_READ,
              100,
              Scene.of("register", "partition-leader", "kill-leader"),
              Classes.notLinearizable()),
          Hunt.of(
                  SeededBug.REPLY_BEFORE_COMMIT,
                  40,
                  Scene.of("set", "kill-leader", "partition-leader", "pause-leader"),
                  Classes.lost())
              .onProcesses("kill-leader", "partition-leader", "pause-leader"),
          Hunt.of(
              SeededBug.WRITE_REPEATED,
              100,
              Scene.of("register", "reset", "kill-leader"),
              Classes.notLinearizable()),
          Hunt.of(
                  SeededBug.CAS_IGNORES_VERSION,
                  40,
                  Scene.of("register", "delay"),
                  Classes.notLinearizable())
              .onProcesses("delay"),
          Hunt.of(
                  SeededBug.CAS_CHECKED_LOCALLY,
                  40,
                  Scene.of("register", "delay"),
                  Classes.notLinearizable())
              .onProcesses("delay"),
          Hunt.of(
              SeededBug.READ_OVERTAKES_WRITES,
              40,
              Scene.of("session", "delay"),
              "session-order: lost-own-write",
              "session-order: went-back"),
          Hunt.of(
              SeededBug.SESSION_GOES_BACK,
              200,
              Scene.of("session", "partition-one", "pause"),
              "session-order: went-back",
              "session-order: lost-own-write"),
          Hunt.of(
              SeededBug.MOVED_SESSION_ACCEPTED,
              200,
              Scene.of("session", "delay", "partition-one"),
              "session-order: reordered",
              "session-order: went-back"));

  private OrderHunts() {}
}
