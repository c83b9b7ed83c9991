package dev.assay.server.client;

import dev.assay.server.tree.Code;
import dev.assay.server.tree.Request;
import java.util.List;

/** What a client sends. */
public sealed interface ClientRequest {
  /**
   * Opens a session ({@code session} 0), or takes one up again on this connection.
   *
   * @param lastPositionSeen the newest position that the client has seen; a server that is behind
   *     it refuses, so that no client goes back in time
   */
  record Connect(long lastPositionSeen, int timeoutMillis, long session, byte[] password)
      implements ClientRequest {}

  /** A sign of life. */
  record Ping() implements ClientRequest {}

  /** A change: replicated, decided when it is applied. */
  record Write(int xid, Request request) implements ClientRequest {}

  /** A local read. */
  record Read(int xid, ReadRequest request) implements ClientRequest {}

  /** A quorum round, so that a later read on this session sees all that was done before. */
  record Sync(int xid, String path) implements ClientRequest {}

  /** Ends the session. */
  record Close(int xid) implements ClientRequest {}

  /**
   * Sets the watches of a client again that has reconnected. A watch whose event was missed since
   * the position fires at once.
   */
  record SetWatches(
      int xid, long position, List<String> data, List<String> exists, List<String> children)
      implements ClientRequest {
    public SetWatches {
      data = List.copyOf(data);
      exists = List.copyOf(exists);
      children = List.copyOf(children);
    }
  }

  /** Something that this server cannot do, or not so: answered with the code, in its turn. */
  record Rejected(int xid, Code code) implements ClientRequest {}
}
