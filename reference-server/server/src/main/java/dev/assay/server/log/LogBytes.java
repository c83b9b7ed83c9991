package dev.assay.server.log;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a node's data directory say, for somebody who looks at their bytes from outside
 * and wants to know what the node would find in them. Changes nothing, and asks no node.
 */
public final class LogBytes {
  /** What is returned for the name of another kind of file. */
  public static final long NONE = -1;

  private LogBytes() {}

  /**
   * Hands over the sound records from an offset on, up to the first place where none begins.
   *
   * @param from where a record begins
   * @param end the bytes from here on do not count
   * @return the offset behind the last record that was handed over
   */
  public static int read(byte[] file, int from, int end, Consumer<LogRecord> each) {
    int sound = from;
    for (Frame frame = at(file, sound, end); frame != null; frame = at(file, sound, end)) {
      sound += frame.size();
      each.accept(frame.record());
    }
    return sound;
  }

  private static @Nullable Frame at(byte[] file, int offset, int end) {
    try {
      return Frame.decode(file, offset, end, true);
    } catch (IllegalArgumentException noKnownForm) {
      return null;
    }
  }

  /** The number of the segment of the log that a file of this name is, or {@link #NONE}. */
  public static long segment(String name) {
    return name.startsWith(Wal.PREFIX) ? Long.parseLong(name.substring(Wal.PREFIX.length())) : NONE;
  }

  /** The position of the snapshot that a file of this name is, or {@link #NONE}. */
  public static long snapshot(String name) {
    try {
      return name.startsWith(SnapshotFile.PREFIX) ? SnapshotFile.position(name) : NONE;
    } catch (CorruptionException malformed) {
      return NONE;
    }
  }
}
