package dev.assay.server.tree;

/**
 * A snapshot is a stream of items, each behind its length, cut into chunks anywhere: a header, the
 * sessions by id, the nodes by path, and a CRC-32C of all items before. What follows from the paths
 * (children, ephemerals of a session) is not written.
 */
final class SnapshotFormat {
  static final String MAGIC = "assay-state";
  static final int VERSION = 1;
  static final int CHUNK_BYTES = 64 * 1024;

  /** A node with the most data and a path as long as a request allows. */
  static final int MAX_ITEM_BYTES = StateMachine.MAX_DATA_BYTES + EnvelopeCodec.MAX_BYTES;

  private SnapshotFormat() {}
}
