package dev.assay.server.env;

import dev.assay.server.client.ClientRequest;

/**
 * All that can happen to a node. An event reaches only the incarnation of the node that it belongs
 * to: what an earlier one had asked for is dropped by the driver.
 */
public sealed interface Event {
  /** A link that this node opened is up. */
  record LinkUp(long link) implements Event {}

  /** A peer opened a link to this node. */
  record LinkAccepted(long link) implements Event {}

  /** A link ended, or could not be opened. Nothing follows on it. */
  record LinkDown(long link) implements Event {}

  /** A message came on a link. */
  record LinkMessage(long link, byte[] message) implements Event {}

  /** An election message came. */
  record Datagram(byte[] message) implements Event {}

  /** A timer ran out. */
  record TimerFired(long token) implements Event {}

  /** A sync of a file or of the directory is done. */
  record Synced(long token) implements Event {}

  /** A write or a sync failed: what is on disk is not known any more. */
  record DiskFailed(String reason) implements Event {}

  /** A client sent something; the first one on a connection is a {@link ClientRequest.Connect}. */
  record FromClient(long connection, ClientRequest request) implements Event {}

  /** A client's connection ended. */
  record ClientGone(long connection) implements Event {}
}
