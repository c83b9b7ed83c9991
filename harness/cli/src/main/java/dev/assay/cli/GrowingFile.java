package dev.assay.cli;

import dev.assay.engine.Stopwatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A file that somebody else is writing: where it ends, its reader waits for more, until nothing has
 * come for a while or somebody says that it is enough.
 */
final class GrowingFile extends InputStream {
  private static final long LOOK_EVERY_MILLIS = 50;

  private final Path path;
  private final InputStream file;
  private final long idleMillis;
  private final Runnable waiting;
  private final CountDownLatch enough = new CountDownLatch(1);
  private Stopwatch quiet = new Stopwatch();
  private long read;

  private GrowingFile(Path path, InputStream file, long idleMillis, Runnable waiting) {
    this.path = path;
    this.file = file;
    this.idleMillis = idleMillis;
    this.waiting = waiting;
  }

  /**
   * Begins to read.
   *
   * @param idle how long the file may stay as it is until it is taken to be complete
   * @param waiting is done now and then by the reading thread while it waits
   */
  static GrowingFile open(Path path, Duration idle, Runnable waiting) throws IOException {
    return new GrowingFile(path, Files.newInputStream(path), idle.toMillis(), waiting);
  }

  /** From now on the file ends where the reader is; from any thread. */
  void stop() {
    enough.countDown();
  }

  /** Whether {@link #stop} was called. */
  boolean stopped() {
    return enough.getCount() == 0;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    while (!stopped()) {
      int got = file.read(bytes, from, count);
      if (got > 0) {
        read += got;
        quiet = new Stopwatch();
        return got;
      }
      if (Files.size(path) < read) {
        throw new IOException("it was made shorter while it was read");
      }
      waiting.run();
      if (quiet.millis() >= idleMillis || pause()) {
        break;
      }
    }
    return -1;
  }

  /** Waits a little; true if nothing more is wanted. */
  private boolean pause() throws IOException {
    try {
      return enough.await(Math.min(LOOK_EVERY_MILLIS, idleMillis), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for more", interrupted);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
