package dev.assay.nemesis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of fault that there are. */
enum Kind {
  PARTITION("partition", Track.NETWORK, Action.CUT, 2),
  PARTITION_ONE("partition-one", Track.NETWORK, Action.CUT, 2),
  PARTITION_LEADER("partition-leader", Track.NETWORK, Action.CUT, 2),
  PARTITION_RING("partition-ring", Track.NETWORK, Action.CUT, 3),
  PARTITION_ONEWAY("partition-oneway", Track.NETWORK, Action.CUT, 2),
  PARTITION_BRIDGE("partition-bridge", Track.NETWORK, Action.CUT, 3),
  ISOLATE_CLIENTS("isolate-clients", Track.NETWORK, Action.CUT, 1),
  DELAY("delay", Track.NETWORK, Action.DELAY, 1),
  LOSS("loss", Track.NETWORK, Action.LOSS, 1),
  BANDWIDTH("bandwidth", Track.NETWORK, Action.BANDWIDTH, 1),
  RESET("reset", Track.NETWORK, Action.RESET, 1),
  KILL("kill", Track.PROCESS, Action.KILL, 1),
  KILL_LEADER("kill-leader", Track.PROCESS, Action.KILL, 1),
  KILL_ALL("kill-all", Track.PROCESS, Action.KILL, 1),
  RESTART("restart", Track.PROCESS, Action.KILL, 1),

  /** Asked to end in order, by SIGTERM, and started again at the end of the fault. */
  STOP("stop", Track.PROCESS, Action.STOP, 1),

  /** Each node in turn is killed and started again, the next one when it serves. */
  ROLLING_RESTART("rolling-restart", Track.PROCESS, Action.KILL, 2),
  PAUSE("pause", Track.PROCESS, Action.PAUSE, 1),
  PAUSE_LEADER("pause-leader", Track.PROCESS, Action.PAUSE, 1),
  POWER_LOSS("power-loss", Track.PROCESS, Action.POWER_LOSS, 1),

  /** Each node in turn is replaced by the next version of the server. */
  UPGRADE("upgrade", Track.PROCESS, Action.UPGRADE, 3),

  /** A member leaves the cluster, and joins it again. */
  MEMBERSHIP("membership", Track.PROCESS, Action.MEMBERSHIP, 3),

  /** All but a quorum is killed, and the quorum must make progress; nothing else happens then. */
  CORE("core", Track.PROCESS, Action.KILL, 3),

  CPU("cpu", Track.RESOURCES, Action.CPU, 1),
  MEMORY("memory", Track.RESOURCES, Action.MEMORY, 1),
  DISK_SLOW("disk-slow", Track.DISK, Action.DISK_SLOW, 1),
  DISK_FULL("disk-full", Track.DISK, Action.DISK_FULL, 1),
  DISK_READONLY("disk-readonly", Track.DISK, Action.DISK_READONLY, 1),
  DISK_ERROR("disk-error", Track.DISK, Action.DISK_ERROR, 1),
  BIT_FLIP("bit-flip", Track.DISK, Action.BIT_FLIP, 1),
  TRUNCATE("truncate", Track.DISK, Action.TRUNCATE, 1),
  CLOCK_JUMP("clock-jump", Track.CLOCK, Action.CLOCK_JUMP, 1),
  CLOCK_SKEW("clock-skew", Track.CLOCK, Action.CLOCK_SKEW, 1),
  CLOCK_DRIFT("clock-drift", Track.CLOCK, Action.CLOCK_DRIFT, 1);

  /** What a cluster must be able to do; {@code FaultAction.kind}. */
  static final class Action {
    static final String CUT = "cut";
    static final String DELAY = "delay";
    static final String LOSS = "loss";
    static final String BANDWIDTH = "bandwidth";
    static final String RESET = "reset";
    static final String KILL = "kill";
    static final String STOP = "stop";
    static final String PAUSE = "pause";
    static final String POWER_LOSS = "power-loss";
    static final String UPGRADE = "upgrade";
    static final String MEMBERSHIP = "membership";
    static final String CPU = "cpu";
    static final String MEMORY = "memory";
    static final String DISK_SLOW = "disk-slow";
    static final String DISK_FULL = "disk-full";
    static final String DISK_READONLY = "disk-readonly";
    static final String DISK_ERROR = "disk-error";
    static final String BIT_FLIP = "bit-flip";
    static final String TRUNCATE = "truncate";
    static final String CLOCK_JUMP = "clock-jump";
    static final String CLOCK_SKEW = "clock-skew";
    static final String CLOCK_DRIFT = "clock-drift";

    private Action() {}
  }

  private final String word;
  private final Track track;
  private final String action;
  private final int leastNodes;

  Kind(String word, Track track, String action, int leastNodes) {
    this.word = word;
    this.track = track;
    this.action = action;
    this.leastNodes = leastNodes;
  }

  static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Kind::word).toList();
  }

  String word() {
    return word;
  }

  Track track() {
    return track;
  }

  String action() {
    return action;
  }

  /** In a smaller cluster it means nothing. */
  int leastNodes() {
    return leastNodes;
  }

  /** Whether the leader loses its leadership, or should. */
  boolean hitsLeader() {
    return this == PARTITION_LEADER || this == KILL_LEADER || this == PAUSE_LEADER;
  }

  /** Whether the nodes have their turns one after another; it is over when the last one had it. */
  boolean rolls() {
    return this == ROLLING_RESTART || this == UPGRADE;
  }

  /** Whether links between nodes are cut; any other fault of links has those of clients as well. */
  boolean cutsPeers() {
    return action.equals(Action.CUT) && this != ISOLATE_CLIENTS;
  }

  /** Whether the cut may open and close all the time. */
  boolean mayFlap() {
    return cutsPeers();
  }

  /** Whether it may wait for a moment of the protocol. */
  boolean mayBeTriggered() {
    return this == KILL
        || this == PAUSE
        || this == POWER_LOSS
        || this == PARTITION_ONE
        || this == PARTITION_ONEWAY;
  }

  /**
   * How often it is tried. What it needs may not be there yet, connections or files; then it is
   * tried again as a part of the same fault.
   */
  int mostAttempts() {
    return this == RESET || this == BIT_FLIP || this == TRUNCATE ? 20 : 1;
  }

  /**
   * The group that it stands in; one that stands in none is asked for by its name alone. Changes of
   * the cluster are operators' doings and stand in a group that has no word but {@code all}.
   */
  Optional<String> group() {
    return switch (this) {
      case CORE -> Optional.empty();
      case UPGRADE, MEMBERSHIP -> Optional.of("changes");
      case POWER_LOSS -> Optional.of(Track.DISK.word());
      default -> Optional.of(track.word());
    };
  }
}
