package dev.assay.server.log;

import java.util.List;

/**
 * What was found on disk.
 *
 * @param snapshot position of the newest snapshot, 0 for none
 * @param snapshots positions of all snapshots
 * @param chunks the newest snapshot's content
 * @param entries the entries after the snapshot
 * @param standing what the log says at its end
 * @param segments the segments on disk, oldest first
 * @param size sound bytes of the last segment
 * @param tornBytes bytes behind them, left by a crash in the middle of a write
 */
record Recovered(
    long snapshot,
    List<Long> snapshots,
    List<byte[]> chunks,
    List<LogEntry> entries,
    Standing standing,
    List<Wal.Segment> segments,
    long size,
    long tornBytes) {
  /** An empty disk. */
  static final Recovered NOTHING =
      new Recovered(0, List.of(), List.of(), List.of(), Standing.EMPTY, List.of(), 0, 0);
}
