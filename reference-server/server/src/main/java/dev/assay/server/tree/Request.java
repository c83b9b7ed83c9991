package dev.assay.server.tree;

import java.util.List;

/** What is replicated, inside an {@link Envelope}. A version of -1 means any. */
public sealed interface Request {
  /** The requests that a multi may hold. */
  sealed interface Single extends Request {}

  /** {@code stat}: the answer shall carry the new node's stat (ZooKeeper's create2). */
  record Create(String path, byte[] data, CreateMode mode, boolean stat) implements Single {}

  record Delete(String path, int version) implements Single {}

  record SetData(String path, byte[] data, int version) implements Single {}

  /** Succeeds when the node has this version. */
  record Check(String path, int version) implements Single {}

  /** All or nothing. */
  record Multi(List<Single> requests) implements Request {
    public Multi {
      requests = List.copyOf(requests);
    }
  }

  /**
   * Opens a session.
   *
   * @param nonce by which the server that asked knows its own request again
   */
  record CreateSession(long nonce, int timeoutMillis, byte[] password) implements Request {}

  /** A session moves to another connection: later requests of the old one are refused. */
  record AttachSession(long nonce, byte[] password) implements Request {}

  /** Ends a session and deletes its ephemeral nodes. */
  record CloseSession() implements Request {}
}
