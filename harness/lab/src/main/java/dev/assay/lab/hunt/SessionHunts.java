package dev.assay.lab.hunt;

import dev.assay.server.bug.SeededBug;
import java.util.List;

/** Bugs of sessions, of what ends with them, and of watches. */
final class SessionHunts {
  private static final String SURVIVES = "ephemerals: survives";
  private static final String VANISHED = "ephemerals: vanished";
  private static final String EARLY = "ephemerals: expired-early";
  private static final String MISSED = "watches: missed";
  private static final String TWICE = "watches: twice";
  private static final String BEFORE = "watches: before-data";

  static final List<Hunt> ALL =
      List.of(
          Hunt.of(
              SeededBug.EXPIRY_NOT_REPLICATED,
              40,
              Scene.of("ephemeral", "reset", "isolate-clients"),
              VANISHED,
              SURVIVES),
          Hunt.of(SeededBug.EPHEMERAL_SURVIVES, 40, Scene.of("ephemeral", "kill"), SURVIVES),
          // The client's request is held for about as long as its session lives.
          Hunt.of(
              SeededBug.EPHEMERAL_AFTER_CLOSE,
              60,
              Scene.of("ephemeral")
                  .nodes(3)
                  .clients(20)
                  .drill("3500; isolate-clients 300 2200 size=3")
                  .with("latencyMicros", "8000"),
              "ephemerals: survives"),
          Hunt.of(
              SeededBug.EXPIRY_TOO_EARLY,
              100,
              Scene.of("ephemeral", "kill-leader", "partition-leader"),
              EARLY,
              VANISHED),
          Hunt.of(
                  SeededBug.EXPIRY_BY_WALL_CLOCK,
                  100,
                  Scene.of("ephemeral", "clock-jump"),
                  EARLY,
                  VANISHED,
                  SURVIVES)
              .onNodes("clock-jump"),
          Hunt.of(SeededBug.EXPIRY_FORGOTTEN, 100, Scene.of("ephemeral", "kill-leader"), SURVIVES),
          Hunt.of(
              SeededBug.SNAPSHOT_FORGETS_EPHEMERALS,
              100,
              Scene.of("ephemeral", "restart", "kill-all").with("snapshotEvery", "20"),
              SURVIVES),
          Hunt.of(SeededBug.WATCH_MISSED, 40, Scene.of("watch", "delay"), MISSED),
          Hunt.of(SeededBug.WATCH_BEFORE_DATA, 100, Scene.of("watch", "delay"), BEFORE),
          Hunt.of(SeededBug.WATCH_TWICE, 40, Scene.of("watch", "delay"), TWICE),
          Hunt.of(
              SeededBug.WATCH_LOST_ON_RECONNECT,
              100,
              Scene.of("watch", "reset", "isolate-clients"),
              MISSED));

  private SessionHunts() {}
}
