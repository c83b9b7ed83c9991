package dev.assay.server.client;

import dev.assay.server.tree.Result;

/** What the server sends to a client. */
public sealed interface ClientReply {
  /** The session is open, with the timeout that the server grants. */
  record Connected(long session, int timeoutMillis, byte[] password) implements ClientReply {}

  /** The session is not known, has expired, or the password is wrong. The connection ends. */
  record SessionExpired() implements ClientReply {}

  /** Answers a ping; {@code position}: the newest applied one. */
  record Pong(long position) implements ClientReply {}

  /** Answers the request with that xid; answers come in the order of the requests. */
  record Answer(int xid, long position, Result result) implements ClientReply {}

  /** A watch fired. */
  record WatchFired(WatchType type, String path, long position) implements ClientReply {}
}
