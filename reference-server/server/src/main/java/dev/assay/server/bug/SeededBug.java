package dev.assay.server.bug;

/** Stub. */
public enum SeededBug {
  QUORUM_SHORT,
  SYNC_NO_QUORUM
}
