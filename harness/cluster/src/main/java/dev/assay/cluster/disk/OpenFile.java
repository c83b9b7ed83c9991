package dev.assay.cluster.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * An open file.
 *
 * @param syncs whether every write is durable at once
 * @param probe whether it is the harness's own
 */
record OpenFile(FileChannel channel, Unsynced file, boolean syncs, boolean probe) {
  /** What is not durable is kept twice, and not without end. */
  private static final long MOST_KEPT = 512L << 20;

  /** Fills the buffer as far as the file reaches; returns how many bytes that was. */
  int read(ByteBuffer to, long size, long offset) throws IOException {
    ByteBuffer part = to.slice(to.position(), (int) Math.min(size, to.remaining()));
    int read = 0;
    while (read >= 0 && part.hasRemaining()) {
      read = channel.read(part, offset + part.position());
    }
    return part.position();
  }

  /** Writes all; returns whether there was room for it. */
  boolean write(ByteBuffer from, long size, long offset) throws IOException {
    ByteBuffer part = from.slice(from.position(), (int) size);
    file.aboutToWrite(channel, offset, size);
    if (file.kept() > MOST_KEPT) {
      return false;
    }
    while (part.hasRemaining()) {
      channel.write(part, offset + part.position());
    }
    return true;
  }

  void resize(long size) throws IOException {
    file.aboutToResize(channel, size);
    if (size < channel.size()) {
      channel.truncate(size);
    } else if (size > channel.size()) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }
}
