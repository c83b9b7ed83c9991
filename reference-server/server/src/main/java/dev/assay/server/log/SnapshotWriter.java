package dev.assay.server.log;

import dev.assay.server.env.Env;
import java.util.Iterator;

/** One snapshot on its way to disk: slices, sync, rename, sync of the directory. */
final class SnapshotWriter {
  /** Bytes that are written before other work gets its turn. */
  private static final int SLICE = 256 << 10;

  private static final long NONE = -1;
  private final Env env;
  private final String temporary;
  private final long zxid;
  private final Iterator<byte[]> chunks;
  private long written;
  private long fileSync = NONE;
  private long directorySync = NONE;
  private long timer = NONE;

  SnapshotWriter(Env env, String temporary, long zxid, Iterator<byte[]> chunks) {
    this.env = env;
    this.temporary = temporary;
    this.zxid = zxid;
    this.chunks = chunks;
    env.disk().delete(temporary);
    append(new LogRecord.SnapshotBegin(zxid));
  }

  long zxid() {
    return zxid;
  }

  private int append(LogRecord record) {
    byte[] frame = SnapshotFile.frame(record);
    env.disk().append(temporary, frame);
    return frame.length;
  }

  /** Writes the next slice. */
  void step() {
    timer = NONE;
    int slice = 0;
    while (chunks.hasNext() && slice < SLICE) {
      slice += append(new LogRecord.SnapshotChunk(chunks.next()));
      written++;
    }
    if (chunks.hasNext()) {
      timer = env.timer(0);
    } else {
      append(new LogRecord.SnapshotEnd(written));
      fileSync = env.disk().sync(temporary);
    }
  }

  /** A timer fired. Returns whether it was its own. */
  boolean fired(long token) {
    boolean own = token == timer && token != NONE;
    if (own) {
      step();
    }
    return own;
  }

  /** A sync is done. Returns whether the snapshot is durable now, under its name. */
  boolean synced(long token) {
    if (token == fileSync) {
      env.disk().rename(temporary, SnapshotFile.name(zxid));
      env.trace("snapshot-renamed", zxid);
      directorySync = env.disk().syncDirectory();
    }
    return token == directorySync && token != NONE;
  }
}
