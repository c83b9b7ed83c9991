package dev.assay.server.log;

import dev.assay.server.bug.SeededBug;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A snapshot on disk: a begin, chunks, an end that counts them. It is written under another name,
 * synced and renamed, so that a file of this name is whole, or damaged.
 */
final class SnapshotFile {
  static final String PREFIX = "snapshot.";

  private SnapshotFile() {}

  static String name(long zxid) {
    return String.format(Locale.ROOT, PREFIX + "%016x", zxid);
  }

  static long position(String name) throws CorruptionException {
    try {
      return Long.parseUnsignedLong(name.substring(PREFIX.length()), 16);
    } catch (NumberFormatException malformed) {
      throw new CorruptionException(name + " is not the name of a snapshot");
    }
  }

  static byte[] frame(LogRecord record) {
    return Frame.encode(record, 0);
  }

  static List<byte[]> chunks(String name, byte[] file, Set<SeededBug> bugs)
      throws CorruptionException {
    SegmentReader reader = new SegmentReader(name, file, bugs);
    if (reader.tornBytes() > 0) {
      throw new CorruptionException(
          name + " is damaged at byte " + reader.soundBytes() + " of " + file.length);
    }
    List<byte[]> chunks = new ArrayList<>();
    List<LogRecord> records = reader.records();
    for (LogRecord record : records) {
      if (record instanceof LogRecord.SnapshotChunk chunk) {
        chunks.add(chunk.bytes());
      }
    }
    boolean whole =
        records.size() == chunks.size() + 2
            && records.getFirst() instanceof LogRecord.SnapshotBegin begin
            && begin.zxid() == position(name)
            && records.getLast() instanceof LogRecord.SnapshotEnd end
            && end.chunks() == chunks.size();
    if (!whole) {
      throw new CorruptionException(name + " is not a whole snapshot of that position");
    }
    return chunks;
  }
}
