package dev.assay.lab.hunt;

import java.util.List;

/** Runs that look like trouble and are none. */
final class Twins {
  static final List<Twin> ALL =
      List.of(
          new Twin(
              "slow-fsync-everywhere",
              "One sync of any disk takes half a second on average.",
              "Operations take seconds and many time out; a judge that takes slow for lost is"
                  + " wrong.",
              "What was acknowledged is durable",
              Scene.of("set", "kill-leader").with("syncMicros", "500000"),
              20,
              false),
          new Twin(
              "leader-churn",
              "The leader is lost every few seconds.",
              "Half of the operations end without an answer, and each new leader begins a new"
                  + " epoch.",
              "Operations are linearizable",
              Scene.of("register", "kill-leader", "partition-leader", "pause-leader"),
              20,
              true));

  private Twins() {}
}
