package dev.assay.lab.hunt;

/** Classes of anomaly that often stand together, each as {@code guarantee: anomaly}. */
final class Classes {
  /** An element of a set that was acknowledged is gone. */
  static final String LOST = "durable: lost";

  /** An element that was there at one read was missing at a later one, and came back. */
  static final String STALE_SET = "durable: stale";

  /** After everything was healed the system did not serve again in time. */
  static final String STUCK = "recovers: no-recovery";

  /** A quorum that was left alone did not serve in time. */
  static final String NO_PROGRESS = "progress: no-progress";

  /** A node ended itself, since its data did not fit together. */
  static final String DIED = "survives: unprovoked-death";

  /** What is a register that does not behave like one in real time: several shapes of one thing. */
  private static final String[] NOT_ONE_ORDER = {
    "linearizable: stale-read",
    "linearizable: stale-cas",
    "linearizable: lost-write",
    "linearizable: non-linearizable"
  };

  /** A value was read of which the server later said, or showed, that it was never written. */
  private static final String[] NOT_KEPT = {
    "linearizable: failed-write",
    "linearizable: phantom-read",
    "linearizable: future-read",
    "linearizable: double-cas",
    "linearizable: stale-read",
    "linearizable: stale-cas",
    "linearizable: lost-write",
    "linearizable: non-linearizable"
  };

  private Classes() {}

  /** A register that was not read or written in one order along real time. */
  static String[] notOneOrder() {
    return NOT_ONE_ORDER.clone();
  }

  /** The same, and values that nobody should have seen. */
  static String[] notLinearizable() {
    return NOT_KEPT.clone();
  }

  /** Acknowledged elements that are lost, for good or for a while. */
  static String[] lost() {
    return new String[] {LOST, STALE_SET};
  }
}
