package dev.assay.simulator;

/**
 * Hears of what the nodes' broadcasts do to the state above them, as it happens. Must change
 * nothing.
 */
public interface Deliveries {
  /** A new incarnation of a node begins, with nothing applied. */
  default void begun(int node, Program program) {}

  /** A node is about to apply an entry. */
  default void delivered(int node, long position, byte[] entry) {}

  /** A node has applied the entry that was delivered to it. */
  default void applied(int node, long position) {}

  /**
   * A node has replaced its state by a snapshot.
   *
   * @param content a checksum of all that the snapshot says
   */
  default void restored(int node, long position, int content) {}

  /** A snapshot of a node's state at a position was read to its end. */
  default void captured(int node, long position, int content) {}
}
