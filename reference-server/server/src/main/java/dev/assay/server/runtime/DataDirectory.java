package dev.assay.server.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data directory that this process alone uses, as long as it is open. The kernel gives the lock
 * back when the process dies. The core's files are in a folder of their own, {@code state}.
 */
final class DataDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

  private final Path state;
  private final FileChannel lock;

  private DataDirectory(Path state, FileChannel lock) {
    this.state = state;
    this.lock = lock;
  }

  /** Creates what is missing and locks; throws {@link StartFailure}. */
  static DataDirectory open(Path directory) {
    Path state = directory.resolve("state");
    try {
      Files.createDirectories(state);
      if (!Files.isWritable(state)) {
        throw new StartFailure(
            StartFailure.CANNOT_CREATE, "cannot write the data directory " + state);
      }
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel)) {
        return new DataDirectory(state, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new StartFailure(
          StartFailure.CANNOT_CREATE, "cannot write the data directory " + directory + ": " + e);
    }
    throw new StartFailure(
        StartFailure.CANNOT_CREATE,
        "the data directory " + directory + " is in use by another server");
  }

  Path state() {
    return state;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("cannot give back the lock of {}", state, e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
