package dev.assay.server.wire;

import dev.assay.server.client.ClientRequest;

/** What a frame turned out to be. */
public sealed interface Decoded {
  /** A request for the node. */
  record Request(ClientRequest request) implements Decoded {}

  /** An attempt to authenticate; no scheme is offered. Send the answer, then close. */
  record AuthenticationRefused(byte[] answer) implements Decoded {}

  /** No frame of this protocol: close the connection. */
  record Malformed(String reason) implements Decoded {}
}
