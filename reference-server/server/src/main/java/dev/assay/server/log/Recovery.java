package dev.assay.server.log;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what is on disk at the start of a node. It changes nothing. */
final class Recovery {
  /** Beyond it there would be no room for an epoch in a zxid. */
  private static final long MOST_EPOCHS = Integer.MAX_VALUE;

  private final Disk disk;
  private final Set<SeededBug> bugs;
  private final List<Wal.Segment> segments = new ArrayList<>();
  private final List<LogEntry> entries = new ArrayList<>();
  private Standing standing = Standing.EMPTY;
  private final List<Long> snapshots = new ArrayList<>();
  private long snapshot;
  private List<byte[]> chunks = List.of();
  private long size;
  private long torn;

  private Recovery(Disk disk, Set<SeededBug> bugs) {
    this.disk = disk;
    this.bugs = bugs;
  }

  static Recovered read(Disk disk, Set<SeededBug> bugs) throws CorruptionException {
    Recovery recovery = new Recovery(disk, bugs);
    recovery.readSnapshot();
    recovery.readLog();
    return recovery.result();
  }

  /** With these bugs nobody looks for holes in the history: they could not show otherwise. */
  static boolean takesHoles(Set<SeededBug> bugs) {
    return bugs.contains(SeededBug.HOLE_ACCEPTED)
        || bugs.contains(SeededBug.SYNC_FORWARD_GAP)
        || bugs.contains(SeededBug.TRUNC_TOO_MUCH)
        || bugs.contains(SeededBug.SNAPSHOT_NOT_SAVED);
  }

  private void readSnapshot() throws CorruptionException {
    for (String name : disk.list()) {
      if (name.startsWith(SnapshotFile.PREFIX)) {
        snapshots.add(SnapshotFile.position(name));
        snapshot = Math.max(snapshot, snapshots.getLast());
      }
    }
    if (snapshot > 0) {
      String name = SnapshotFile.name(snapshot);
      chunks = SnapshotFile.chunks(name, read(name), bugs);
    }
  }

  private void readLog() throws CorruptionException {
    List<Long> numbers = newestRun();
    for (long number : numbers) {
      readSegment(number, number == numbers.getLast());
    }
    if (segments.isEmpty() && snapshot > 0) {
      throw new CorruptionException(
          SnapshotFile.name(snapshot) + " is there, but no log: its segments are missing");
    }
    if (!segments.isEmpty()) {
      long before = segments.getFirst().lastZxid();
      if (before > snapshot) {
        throw new CorruptionException(
            "the log begins after 0x%x, but the newest snapshot is at 0x%x: a part is missing"
                .formatted(before, snapshot));
      }
    }
  }

  /**
   * The numbers of the segments, from the newest back to the first gap. Deleted segments may come
   * back after a power loss, in any selection; what is behind a gap was to be deleted.
   */
  private List<Long> newestRun() {
    List<Long> numbers = new ArrayList<>();
    for (String name : disk.list()) {
      if (name.startsWith(Wal.PREFIX)) {
        long number = Long.parseLong(name.substring(Wal.PREFIX.length()));
        if (!numbers.isEmpty() && numbers.getLast() != number - 1) {
          numbers.clear();
        }
        numbers.add(number);
      }
    }
    return numbers;
  }

  private void readSegment(long number, boolean last) throws CorruptionException {
    String name = Wal.file(number);
    SegmentReader reader = new SegmentReader(name, read(name), bugs);
    boolean stops = bugs.contains(SeededBug.TORN_TAIL_KEPT);
    if (!last && reader.tornBytes() > 0 && !stops) {
      throw new CorruptionException(
          name + " is damaged at byte " + reader.soundBytes() + ", and is not the newest segment");
    }
    if (reader.records().isEmpty()) {
      if (segments.isEmpty() && (number != 1 || snapshot > 0)) {
        throw new CorruptionException(name + " has no header, and there is no segment before it");
      }
      size = 0;
      torn = reader.tornBytes();
      segments.add(new Wal.Segment(number, standing.lastZxid()));
      return;
    }
    if (!(reader.records().getFirst() instanceof LogRecord.Segment header)
        || header.number() != number) {
      throw new CorruptionException(name + " does not begin with its own header");
    }
    if (!segments.isEmpty() && header.lastZxid() != standing.lastZxid() && !stops) {
      throw new CorruptionException(
          "%s begins after 0x%x, but the segment before it ends at 0x%x: a part is missing"
              .formatted(name, header.lastZxid(), standing.lastZxid()));
    }
    segments.add(new Wal.Segment(number, header.lastZxid()));
    for (LogRecord record : reader.records()) {
      replay(name, record);
    }
    size = reader.soundBytes();
    torn = reader.tornBytes();
  }

  private void replay(String name, LogRecord record) throws CorruptionException {
    long before = standing.lastZxid();
    standing = standing.after(record);
    if (standing.currentEpoch() < 0
        || standing.currentEpoch() > standing.acceptedEpoch()
        || standing.acceptedEpoch() > MOST_EPOCHS) {
      throw new CorruptionException(
          name
              + ": epoch "
              + standing.currentEpoch()
              + " is current, and "
              + standing.acceptedEpoch()
              + " accepted");
    }
    switch (record) {
      case LogRecord.Entry entry -> {
        if (!History.follows(before, entry.zxid(), takesHoles(bugs))) {
          throw new CorruptionException(
              "%s: entry 0x%x stands after 0x%x".formatted(name, entry.zxid(), before));
        }
        if (entry.zxid() > snapshot) {
          entries.add(new LogEntry(entry.zxid(), entry.payload()));
        }
      }
      case LogRecord.Truncate cut -> entries.removeIf(entry -> entry.zxid() > cut.zxid());
      case LogRecord.Base base -> {
        if (base.zxid() > snapshot) {
          throw new CorruptionException(
              "%s rests on a snapshot at 0x%x, which is missing".formatted(name, base.zxid()));
        }
        entries.clear();
      }
      case LogRecord.Segment ignored -> {}
      case LogRecord.Epochs ignored -> {}
      case LogRecord.SnapshotBegin ignored -> {}
      case LogRecord.SnapshotChunk ignored -> {}
      case LogRecord.SnapshotEnd ignored -> {}
    }
  }

  private Recovered result() {
    if (bugs.contains(SeededBug.ACCEPTED_EPOCH_VOLATILE)) {
      long current = standing.currentEpoch();
      standing = new Standing(standing.lastZxid(), current, current);
    }
    return new Recovered(snapshot, snapshots, chunks, entries, standing, segments, size, torn);
  }

  private byte[] read(String name) {
    return disk.read(name, 0, Math.toIntExact(disk.size(name)));
  }
}
