package dev.assay.lab.hunt;

import java.util.List;
import java.util.stream.Stream;

/** Runs that look like trouble and are none. */
final class Twins {
  private static final int SEEDS = 20;
  private static final int MANY_SEEDS = 40;

  private static final List<Twin> OF_TIME =
      List.of(
          twin(
              "slow-fsync-everywhere",
              "One sync of any disk takes half a second on average.",
              "Operations take seconds and many time out; slow is not lost.",
              "What was acknowledged is durable",
              Scene.of("set", "kill-leader").with("syncMicros", "500000").lasting(20_000, 10_000)),
          twin(
              "late-effects",
              "Requests lie about for seconds, and take effect when their clients have given up.",
              "A write that its client believes dead turns up later, or makes its own"
                  + " compare-and-set fail.",
              "An operation without an answer may take effect at any later time, once",
              Scene.of("register", "isolate-clients", "pause", "pause-leader", "delay")
                  .clients(12)),
          twin(
              "wall-clocks-jump",
              "The wall clocks of some nodes jump by up to an hour, there and back.",
              "Times of changes run backwards from node to node.",
              "Operations are linearizable, and no session expires early",
              Scene.of("register", "clock-jump", "clock-skew", "kill-leader")),
          twin(
              "wall-clocks-jump-under-sessions",
              "The wall clocks of some nodes jump by up to an hour while sessions live.",
              "A server that measured sessions with that clock would end them, or never.",
              "A session lives as long as it gives signs of life, and no longer than it may",
              Scene.of("ephemeral", "clock-jump", "clock-skew")),
          twin(
              "clocks-drift",
              "The clocks of the nodes run up to a tenth too fast or too slow.",
              "Nodes give up on each other at different times, and leaders change for no reason.",
              "Operations are linearizable",
              Scene.of("register", "clock-drift", "kill-leader")
                  .nodes(3)
                  .with("clockRate.n1", "0.9")
                  .with("clockRate.n2", "1.1")));

  private static final List<Twin> OF_NODES =
      List.of(
          quick(
              "leader-churn",
              "The leader is lost every few seconds.",
              "Many operations end without an answer, and each new leader begins a new epoch.",
              "Operations are linearizable",
              Scene.of("register", "kill-leader", "partition-leader", "pause-leader")),
          quick(
              "whole-cluster-loses-power",
              "All nodes lose their power at once, again and again.",
              "Whatever was not synced is gone on every node, and nobody is there to ask.",
              "What was acknowledged is durable",
              Scene.of("set").nodes(3).drill("3500; power-loss 700 1000 size=3")),
          twin(
              "torn-tails",
              "Power is lost while much was written and little was synced: logs end in the middle"
                  + " of a record.",
              "A damaged record at the end of a log was never acknowledged, and is rightly cut"
                  + " off.",
              "What was acknowledged is durable",
              Scene.of("set", "power-loss")
                  .with("syncMicros", "40000")
                  .with("segmentBytes", "40000")),
          twin(
              "one-node-dead-throughout",
              "One of three nodes is dead from the beginning to the end.",
              "Its clients get no answer to anything.",
              "A quorum goes on, and operations are linearizable",
              Scene.of("register").nodes(3).drill("15000; kill 0 14500 order=n3+n1+n2 size=1")),
          twin(
              "restarts-on-tiny-files",
              "Snapshots are taken every 5 entries, a segment of the log holds a few, and nodes"
                  + " restart all the time.",
              "History is cut, copied and put together again many times a second.",
              "What was acknowledged is durable",
              Scene.of("set", "restart", "kill", "kill-all")
                  .with("snapshotEvery", "5")
                  .with("segmentBytes", "1000")));

  private static final List<Twin> OF_DISKS =
      List.of(
          twin(
              "damaged-data-refused",
              "Data on the disk of one node are damaged, and it refuses to start.",
              "A node that does not come back looks like a failure of the server; serving damaged"
                  + " data would be one.",
              "The quorum lives on with what was acknowledged",
              Scene.of("set", "bit-flip", "truncate").lasting(20_000, 4_000)),
          twin(
              "disk-full",
              "The disk of a node is full, and the node ends itself.",
              "A node that dies while nobody killed it looks like a crash; it cannot keep its"
                  + " promises without a disk.",
              "The quorum lives on with what was acknowledged",
              Scene.of("set", "disk-full")),
          twin(
              "sync-fails-once",
              "One write or sync fails, and the node ends itself at once instead of trying again.",
              "Trying again would seem kinder; but what a failed sync has left is unknown"
                  + " (fsyncgate, 2018).",
              "What was acknowledged is durable",
              Scene.of("set", "disk-error")));

  private static final List<Twin> OF_NETWORKS =
      List.of(
          twin(
              "lossy-elections",
              "Four in ten election messages are lost, others come twice, late, and in another"
                  + " order.",
              "Elections take long, and nodes follow leaders that have given up already.",
              "Operations are linearizable",
              Scene.of("register", "kill-leader", "partition-leader")
                  .with("datagramLoss", "0.4")
                  .with("datagramCopies", "0.3")
                  .with("datagramDelayMicros", "50000")),
          twin(
              "cuts-flap",
              "A cut opens and closes several times a second.",
              "Connections come and go faster than elections end.",
              "Operations are linearizable",
              Scene.of("register")
                  .nodes(3, 5)
                  .drill(
                      "5000; partition-leader 300 1800 flapMillis=350;"
                          + " partition-one 2500 1800 flapMillis=500")),
          twin(
              "zxids-with-gaps",
              "Each new leader begins to count anew, in an epoch of its own.",
              "The numbers that the server gives to changes have large gaps.",
              "The order of the numbers is the order of the changes, and nothing is missing",
              Scene.of("set", "kill-leader", "partition-leader")),
          quick(
              "stale-local-reads",
              "Reads are answered by the node that was asked, which may lag behind.",
              "A read misses writes that others have seen; that is stale, and allowed here.",
              "Operations are sequential: each session sees its own writes and never goes back",
              Scene.of("register-local", "partition-one", "pause", "delay")));

  private static final List<Twin> OF_SESSIONS =
      List.of(
          quick(
              "watches-coalesce",
              "Several changes follow each other before a watch is set again.",
              "Two changes and one event: a watch tells once, and of the first.",
              "A watch tells of the next change, once, before the change is seen",
              Scene.of("watch", "delay").rate(300)),
          twin(
              "watches-in-other-orders",
              "Clients of slow nodes hear of the same changes later, and in another order than"
                  + " clients of other nodes.",
              "There is no one order of events over all clients.",
              "Each client hears of a change before it sees it",
              Scene.of("watch", "delay", "partition-one", "reset", "isolate-clients")
                  .with("latencyMicros", "20000")),
          twin(
              "owned-until-expiry",
              "Leaders are lost while sessions end without a word.",
              "A node outlives its owner by more than the timeout, since a new leader gives every"
                  + " session its full time again.",
              "It is gone when the session has expired, and stays while the session lives",
              Scene.of("ephemeral", "kill-leader", "partition-leader")),
          twin(
              "sessions-move",
              "Sessions move from node to node while requests of theirs are under way.",
              "Requests of the earlier connection are refused though nothing is wrong.",
              "A session's requests take effect in their order, and it never goes back in time",
              Scene.of("session", "delay", "pause")));

  static final List<Twin> ALL =
      Stream.of(OF_TIME, OF_NODES, OF_DISKS, OF_NETWORKS, OF_SESSIONS)
          .flatMap(List::stream)
          .toList();

  private Twins() {}

  private static Twin twin(
      String name, String unusual, String origin, String promise, Scene scene) {
    return new Twin(name, unusual, origin, promise, scene, MANY_SEEDS, false);
  }

  private static Twin quick(
      String name, String unusual, String origin, String promise, Scene scene) {
    return new Twin(name, unusual, origin, promise, scene, SEEDS, true);
  }
}
