package dev.assay.server.env;

import dev.assay.server.client.ClientReply;

/**
 * All that the core can do. Called only from the node's own serial loop; no call blocks (the reads
 * of {@link Disk} during recovery excepted), none throws for what the world may do, and none calls
 * back into the core: every completion is a later {@link Event}.
 */
public interface Env {
  /** This node's monotonic clock in nanoseconds; it may drift, and never runs back. */
  long nanos();

  /** Wall clock in milliseconds. Only for the leader when it seals an envelope. */
  long wallMillis();

  /** 64 random bits. */
  long random();

  /** The node's data directory. */
  Disk disk();

  /**
   * Opens a link to a peer. {@link Event.LinkUp} or {@link Event.LinkDown} follows.
   *
   * @return the link's id, unique in this incarnation of the node
   */
  long connect(int peer);

  /** Sends on a link; silently nothing when the link is down. */
  void send(long link, byte[] message);

  /** Ends a link. No event about it follows on this side. */
  void closeLink(long link);

  /** Sends an election message to a peer, at best once. */
  void datagram(int peer, byte[] message);

  /**
   * Sets a timer.
   *
   * @return the token of the {@link Event.TimerFired} that follows
   */
  long timer(long delayNanos);

  /** Cancels a timer; its event does not follow. Nothing when it fired already. */
  void cancelTimer(long token);

  /** Sends to a client; silently nothing when the connection is gone. */
  void reply(long connection, ClientReply reply);

  /** Ends a client's connection after what was sent to it. No event about it follows. */
  void closeClient(long connection);

  /**
   * Ends this node: the disk failed or holds what was never written to it. Nothing is called or
   * handed in afterwards.
   *
   * @param reason what is wrong, where, and what to do, in one line
   */
  void halt(String reason);

  /** A protocol moment went by ({@code "newleader-acked"}): free to ignore. */
  void trace(String moment, long value);
}
