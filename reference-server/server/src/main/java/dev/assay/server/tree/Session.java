package dev.assay.server.tree;

import org.pcollections.TreePSet;

/**
 * An open session.
 *
 * @param attachment which connection the session is on, counted from 1
 * @param lastSequence the number of the last request that was accepted on this attachment
 * @param ephemerals the paths of the nodes that end with the session
 */
public record Session(
    long id,
    int timeoutMillis,
    byte[] password,
    long attachment,
    long lastSequence,
    TreePSet<String> ephemerals) {
  static Session opened(long id, int timeoutMillis, byte[] password) {
    return new Session(id, timeoutMillis, password, 1, 0, TreePSet.empty());
  }

  /** On its next connection, where requests are counted from 1 again. */
  Session attached() {
    return new Session(id, timeoutMillis, password, attachment + 1, 0, ephemerals);
  }

  Session accepted(long sequence) {
    return new Session(id, timeoutMillis, password, attachment, sequence, ephemerals);
  }

  Session withEphemerals(TreePSet<String> changed) {
    return new Session(id, timeoutMillis, password, attachment, lastSequence, changed);
  }
}
