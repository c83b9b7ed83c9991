package dev.assay.server.log;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Disk;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The append-only log with group commit: one batch is written and synced at a time, and what is
 * appended meanwhile makes up the next one.
 */
final class Wal {
  private final Disk disk;
  private final long segmentBytes;
  private final Set<SeededBug> bugs;

  /** Numbers of the segments on disk with the last zxid before each. */
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();

  private final List<LogRecord> buffer = new ArrayList<>();
  private List<Runnable> waiting = new ArrayList<>();
  private List<Runnable> inFlight = new ArrayList<>();
  private final TreeSet<Long> syncs = new TreeSet<>();
  private long size;

  /** The newest segment may not be durable yet, nor its name. */
  private boolean beginning = true;

  /** What holds after all records that were appended. */
  private Standing appended;

  /** What holds after all records that were handed to the disk. */
  private Standing written;

  record Segment(long number, long lastZxid) {}

  /** Continues what recovery found. Until its repairs are durable, nothing is written. */
  Wal(Disk disk, long segmentBytes, Set<SeededBug> bugs, Recovered recovered) {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.bugs = bugs;
    this.segments.addAll(recovered.segments());
    this.size = recovered.size();
    this.appended = recovered.standing();
    this.written = recovered.standing();
    repair(recovered);
  }

  static final String PREFIX = "log.";

  static String file(long number) {
    return String.format(Locale.ROOT, PREFIX + "%010d", number);
  }

  /** What a process crash left in the page cache counts only once it is synced. */
  private void repair(Recovered recovered) {
    if (segments.isEmpty()) {
      roll();
      return;
    }
    String file = file(segments.getLast().number());
    if (recovered.tornBytes() > 0) {
      if (bugs.contains(SeededBug.TORN_TAIL_KEPT) && size > 0) {
        size += recovered.tornBytes();
      } else {
        disk.truncate(file, size);
      }
    }
    if (size == 0) {
      begin(segments.removeLast().number());
    } else {
      syncs.add(disk.sync(file));
      syncs.add(disk.syncDirectory());
    }
    if (written.lastZxid() < recovered.snapshot()) {
      append(new LogRecord.Base(recovered.snapshot()));
    }
  }

  /** What holds once all that was appended is durable. */
  Standing standing() {
    return appended;
  }

  void append(LogRecord record) {
    appended = appended.after(record);
    buffer.add(record);
    write();
  }

  /** Runs once all that was appended before is durable; at once when it is. */
  void whenDurable(Runnable action) {
    if (!busy()) {
      action.run();
    } else if (buffer.isEmpty()) {
      inFlight.add(action);
    } else {
      waiting.add(action);
    }
  }

  private boolean busy() {
    return !syncs.isEmpty();
  }

  /** A sync is done. Returns whether it was the log's own. */
  boolean synced(long token) {
    if (!syncs.remove(token)) {
      return false;
    }
    if (!busy()) {
      beginning = false;
      List<Runnable> done = inFlight;
      inFlight = new ArrayList<>();
      write();
      done.forEach(Runnable::run);
    }
    return true;
  }

  private void write() {
    if (busy() || buffer.isEmpty()) {
      return;
    }
    if (size >= segmentBytes) {
      roll();
      return;
    }
    byte[] bytes = batch();
    buffer.clear();
    written = appended;
    inFlight.addAll(waiting);
    waiting = new ArrayList<>();
    String file = file(segments.getLast().number());
    disk.append(file, bytes);
    size += bytes.length;
    syncs.add(disk.sync(file));
  }

  private byte[] batch() {
    List<byte[]> frames = new ArrayList<>();
    int length = 0;
    for (LogRecord record : buffer) {
      byte[] frame = Frame.encode(record, size);
      frames.add(frame);
      length += frame.length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    frames.forEach(bytes::put);
    return bytes.array();
  }

  /** Begins the next segment; all of the one before is durable. */
  private void roll() {
    begin(segments.isEmpty() ? 1 : segments.getLast().number() + 1);
  }

  private void begin(long number) {
    beginning = true;
    LogRecord.Segment header =
        new LogRecord.Segment(
            number, written.lastZxid(), written.acceptedEpoch(), written.currentEpoch());
    byte[] frame = Frame.encode(header, 0);
    segments.add(new Segment(number, written.lastZxid()));
    disk.append(file(number), frame);
    size = frame.length;
    syncs.add(disk.sync(file(number)));
    if (!bugs.contains(SeededBug.SEGMENT_NAME_NOT_SYNCED)) {
      syncs.add(disk.syncDirectory());
    }
  }

  /**
   * Deletes the segments that hold nothing after a position that a durable snapshot has.
   *
   * <p>While the newest segment's name is not durable, the one before it stays: a power loss may
   * keep the deletions and not the creation, and would leave no log at all.
   */
  void purgeThrough(long zxid) {
    while (segments.size() > (beginning ? 2 : 1)) {
      Segment oldest = segments.removeFirst();
      if (segments.getFirst().lastZxid() > zxid) {
        segments.addFirst(oldest);
        return;
      }
      disk.delete(file(oldest.number()));
    }
  }
}
