package dev.assay.server.log;

/**
 * What the log says, up to some record.
 *
 * @param lastZxid the last entry (or the position of the snapshot that stands for it)
 * @param acceptedEpoch the last epoch of which a NEWEPOCH was accepted (f.p in the ZAB paper)
 * @param currentEpoch the last epoch of which a NEWLEADER was accepted (f.a)
 */
public record Standing(long lastZxid, long acceptedEpoch, long currentEpoch) {
  static final Standing EMPTY = new Standing(0, 0, 0);

  Standing after(LogRecord record) {
    return switch (record) {
      case LogRecord.Entry entry -> withLast(entry.zxid());
      case LogRecord.Truncate truncate -> withLast(truncate.zxid());
      case LogRecord.Base base -> withLast(base.zxid());
      case LogRecord.Epochs e -> new Standing(lastZxid, e.acceptedEpoch(), e.currentEpoch());
      case LogRecord.Segment s -> new Standing(s.lastZxid(), s.acceptedEpoch(), s.currentEpoch());
      case LogRecord.SnapshotBegin begin -> throw notOfTheLog(begin);
      case LogRecord.SnapshotChunk chunk -> throw notOfTheLog(chunk);
      case LogRecord.SnapshotEnd end -> throw notOfTheLog(end);
    };
  }

  private Standing withLast(long zxid) {
    return new Standing(zxid, acceptedEpoch, currentEpoch);
  }

  private static IllegalArgumentException notOfTheLog(LogRecord record) {
    return new IllegalArgumentException(record.getClass().getSimpleName() + " in the log");
  }
}
