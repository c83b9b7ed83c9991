package dev.assay.lab.hunt;

import dev.assay.server.bug.SeededBug;
import java.util.List;

/** Bugs of the tree: names, transactions, and what must be the same on every server. */
final class StateHunts {
  private static final String DIVERGED = "replicas-agree: diverged";

  static final List<Hunt> ALL =
      List.of(
          Hunt.of(
              SeededBug.SEQUENCE_REUSED,
              40,
              Scene.of("sequence", "kill-leader"),
              "unique-names: duplicated",
              "unique-names: out-of-order"),
          Hunt.of(
              SeededBug.MULTI_TORN,
              40,
              Scene.of("bank", "kill-leader"),
              "atomic: wrong-total",
              "atomic: torn"),
          Hunt.of(
              SeededBug.MULTI_SPLIT,
              100,
              Scene.of("bank", "kill-leader", "partition-leader"),
              "atomic: wrong-total",
              "atomic: torn"),
          Hunt.of(SeededBug.TIME_IN_APPLY, 40, Scene.of("replicas", "delay"), DIVERGED),
          Hunt.of(
              SeededBug.SNAPSHOT_FORGETS_CHILDREN_VERSION,
              100,
              Scene.of("replicas", "restart", "partition-one").with("snapshotEvery", "20"),
              DIVERGED));

  private StateHunts() {}
}
