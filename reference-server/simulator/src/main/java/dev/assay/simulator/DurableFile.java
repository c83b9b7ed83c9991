package dev.assay.simulator;

import dev.assay.server.log.LogBytes;
import dev.assay.server.log.LogRecord;
import dev.assay.server.log.Zxid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The sound records of one file, read from its bytes as these become durable. */
final class DurableFile {
  private final SimFile file;
  private final String name;
  private final Checksum checksum;
  private final Consumer<String> broken;
  private final List<Mark> marks = new ArrayList<>();
  private int read;
  private long last;
  private long accepted;
  private long current;
  private long snapshot;
  private long chunks;
  private boolean whole;

  /** What of a record of the log counts here. */
  sealed interface Mark {
    /** Begins a file: what the log says up to there. */
    record Header(long lastZxid) implements Mark {}

    record Entry(long zxid, int content) implements Mark {}

    record Truncate(long zxid) implements Mark {}

    record Base(long zxid) implements Mark {}
  }

  /**
   * Reads nothing yet.
   *
   * @param name what to call it
   * @param broken hears of records that contradict each other
   */
  DurableFile(SimFile file, String name, Checksum checksum, Consumer<String> broken) {
    this.file = file;
    this.name = name;
    this.checksum = checksum;
    this.broken = broken;
  }

  @SuppressWarnings("ReferenceEquality") // This very file, not one of equal content.
  boolean reads(SimFile other) {
    return file == other;
  }

  /** The records of a log, in their order. */
  List<Mark> marks() {
    return marks;
  }

  /** Whether it is the snapshot of a position, and there to its end. */
  boolean wholeSnapshot(long position) {
    return whole && snapshot == position;
  }

  /**
   * Reads what has become durable since the last time; all of it again when some of that is gone.
   *
   * @return whether nothing is gone
   */
  boolean read() {
    boolean extended = file.durable() >= read;
    if (!extended) {
      read = 0;
      marks.clear();
      last = 0;
      accepted = 0;
      current = 0;
      snapshot = 0;
      chunks = 0;
      whole = false;
    }
    read = LogBytes.read(file.content(), read, file.durable(), this::note);
    return extended;
  }

  private void note(LogRecord record) {
    switch (record) {
      case LogRecord.Segment header -> {
        marks.add(new Mark.Header(header.lastZxid()));
        last = header.lastZxid();
        accepted = header.acceptedEpoch();
        current = header.currentEpoch();
        epochs(accepted, current);
      }
      case LogRecord.Entry entry -> {
        if (!Zxid.follows(last, entry.zxid())) {
          broken.accept("%s: 0x%x stands behind 0x%x".formatted(name, entry.zxid(), last));
        }
        marks.add(new Mark.Entry(entry.zxid(), checksum.of(entry.payload())));
        last = entry.zxid();
      }
      case LogRecord.Truncate cut -> {
        marks.add(new Mark.Truncate(cut.zxid()));
        last = cut.zxid();
      }
      case LogRecord.Base base -> {
        marks.add(new Mark.Base(base.zxid()));
        last = base.zxid();
      }
      case LogRecord.Epochs epochs -> epochs(epochs.acceptedEpoch(), epochs.currentEpoch());
      case LogRecord.SnapshotBegin begin -> snapshot = begin.zxid();
      case LogRecord.SnapshotChunk _ -> chunks++;
      case LogRecord.SnapshotEnd end -> whole = end.chunks() == chunks;
    }
  }

  private void epochs(long nowAccepted, long nowCurrent) {
    if (nowCurrent > nowAccepted) {
      broken.accept(
          "%s: current epoch %d above accepted epoch %d".formatted(name, nowCurrent, nowAccepted));
    }
    if (nowAccepted < accepted || nowCurrent < current) {
      broken.accept(
          "%s: the epochs go back from %d (accepted) and %d (current) to %d and %d"
              .formatted(name, accepted, current, nowAccepted, nowCurrent));
    }
    accepted = nowAccepted;
    current = nowCurrent;
  }
}
