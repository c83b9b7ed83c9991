package dev.assay.lab.hunt;

import dev.assay.server.bug.SeededBug;
import java.util.List;

/** Bugs of single operations: stale and dirty reads, writes that count twice or not at all. */
final class OrderHunts {
  static final List<Hunt> ALL =
      List.of(
          // Many clients that ask little: a client with an open write reads nothing.
          Hunt.of(
                  SeededBug.SYNC_NO_QUORUM,
                  40,
                  Scene.of("register")
                      .nodes(3)
                      .clients(100)
                      .rate(60)
                      .drill(
                          "5000; kill-all 0 200; clock-drift 200 4500 trigger=leader-active"
                              + " hits=moment-node ratePermille=600 size=1;"
                              + " partition-leader 1800 2000"),
                  Classes.notOneOrder())
              .onNodes("partition-leader", "pause-leader"),
          Hunt.of(
                  SeededBug.SYNC_SKIPPED,
                  40,
                  Scene.of("register", "partition", "partition-oneway", "delay"),
                  Classes.notOneOrder())
              .onNodes("partition", "partition-oneway", "delay"),
          // The monotonic clock of n3 is slow; when it leads, the others give it up first.
          Hunt.of(
              SeededBug.LEASE_BY_WALL_CLOCK,
              60,
              Scene.of("register")
                  .nodes(3)
                  .clients(100)
                  .rate(60)
                  .drill(
                      "5000; kill-all 0 200; partition-leader 1800 2000;"
                          + " clock-jump 1750 2500 size=3 offsetMillis=-5000")
                  .with("clockRate.n3", "0.6"),
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
              .onNodes("kill-leader", "partition-leader", "pause-leader"),
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
              .onNodes("delay"),
          Hunt.of(
                  SeededBug.CAS_CHECKED_LOCALLY,
                  40,
                  Scene.of("register", "delay"),
                  Classes.notLinearizable())
              .onNodes("delay"),
          Hunt.of(
              SeededBug.READ_OVERTAKES_WRITES,
              40,
              Scene.of("session", "delay"),
              "session-order: lost-own-write",
              "session-order: went-back"),
          Hunt.equivalent(
              SeededBug.SESSION_GOES_BACK,
              60,
              Scene.of("session", "partition-one", "pause"),
              "Taking a session up is itself a replicated request, which comes behind all that the"
                  + " session has seen, and the server serves it when it has applied that."),
          Hunt.of(
              SeededBug.MOVED_SESSION_ACCEPTED,
              200,
              Scene.of("session", "delay", "partition-one"),
              "session-order: reordered",
              "session-order: went-back"));

  private OrderHunts() {}
}
