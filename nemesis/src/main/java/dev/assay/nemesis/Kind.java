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
  ISOLATE_CLIENTS("isolate-clients", Track.NETWORK, Action.CUT, 1),
  DELAY("delay", Track.NETWORK, Action.DELAY, 1),
  RESET("reset", Track.NETWORK, Action.RESET, 1),
  KILL("kill", Track.PROCESS, Action.KILL, 1),
  KILL_LEADER("kill-leader", Track.PROCESS, Action.KILL, 1),
  KILL_ALL("kill-all", Track.PROCESS, Action.KILL, 1),
  RESTART("restart", Track.PROCESS, Action.KILL, 1),
  PAUSE("pause", Track.PROCESS, Action.PAUSE, 1),
  PAUSE_LEADER("pause-leader", Track.PROCESS, Action.PAUSE, 1),
  POWER_LOSS("power-loss", Track.PROCESS, Action.POWER_LOSS, 1);

  /** What a cluster must be able to do; {@code FaultAction.kind}. */
  static final class Action {
    static final String CUT = "cut";
    static final String DELAY = "delay";
    static final String RESET = "reset";
    static final String KILL = "kill";
    static final String PAUSE = "pause";
    static final String POWER_LOSS = "power-loss";

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
}
