package dev.assay.server.log;

import dev.assay.server.bug.SeededBug;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one file of frames and tells a torn tail from corruption. */
final class SegmentReader {
  private final String name;
  private final byte[] file;
  private final boolean checksums;
  private final boolean looksBehind;
  private final List<LogRecord> records = new ArrayList<>();
  private int sound;

  SegmentReader(String name, byte[] file, Set<SeededBug> bugs) throws CorruptionException {
    this.name = name;
    this.file = file;
    this.checksums = !bugs.contains(SeededBug.CHECKSUM_IGNORED);
    this.looksBehind = checksums && !bugs.contains(SeededBug.TORN_TAIL_KEPT);
    read();
  }

  List<LogRecord> records() {
    return records;
  }

  /** How many bytes from the start are sound. */
  int soundBytes() {
    return sound;
  }

  int tornBytes() {
    return file.length - sound;
  }

  private void read() throws CorruptionException {
    for (Frame frame = frameAt(0); frame != null; frame = frameAt(sound)) {
      records.add(frame.record());
      sound += frame.size();
    }
    if (tornBytes() == 0 || !looksBehind) {
      return;
    }
    for (int offset = sound + 1; offset <= file.length - Frame.HEADER; offset++) {
      Frame later = frameAt(offset);
      if (later != null && later.durable() > sound) {
        throw new CorruptionException(
            name
                + " is damaged at byte "
                + sound
                + ": a record behind it says that the first "
                + later.durable()
                + " bytes were safely on disk");
      }
    }
  }

  private @Nullable Frame frameAt(int offset) throws CorruptionException {
    try {
      return Frame.decode(file, offset, file.length, checksums);
    } catch (IllegalArgumentException unknown) {
      if (!checksums) {
        return null;
      }
      throw new CorruptionException(
          name
              + " holds a sound record of no known form at byte "
              + offset
              + ": "
              + unknown.getMessage());
    }
  }
}
