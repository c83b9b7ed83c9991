package dev.assay.server.runtime;

import dev.assay.server.env.Disk;
import dev.assay.server.env.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A directory of real files. Every change is done by one thread, in the order of the calls, so that
 * the caller never waits for the disk; reading waits until all that was asked before is done.
 *
 * <p>Syncs that wait while another one is under way are done together (group commit).
 */
final class FileDisk implements Disk, AutoCloseable {
  private static final Duration READ_DEADLINE = Duration.ofSeconds(60);

  private final Path directory;
  private final Consumer<Event> events;
  private final long backlogLimit;
  private final LinkedBlockingQueue<Operation> queue = new LinkedBlockingQueue<>();
  private final AtomicLong backlog = new AtomicLong();
  private final DiskThread worker;
  private final Thread thread;
  private long lastToken;

  /**
   * Opens the directory, which exists.
   *
   * @param events takes {@link Event.Synced} and {@link Event.DiskFailed}, on the disk's thread
   * @param backlogLimitBytes so much may wait to be written; more is a failure of the disk
   */
  FileDisk(Path directory, Consumer<Event> events, long backlogLimitBytes) {
    this.directory = directory;
    this.events = events;
    this.backlogLimit = backlogLimitBytes;
    this.worker = new DiskThread(directory, queue, events, backlog);
    this.thread = Thread.ofPlatform().name("disk").daemon().start(worker);
  }

  /** What the thread is asked to do. */
  sealed interface Operation {
    record Append(String file, byte[] bytes) implements Operation {}

    record Truncate(String file, long size) implements Operation {}

    record Rename(String from, String to) implements Operation {}

    record Delete(String file) implements Operation {}

    record Sync(String file, long token) implements Operation {}

    record SyncDirectory(long token) implements Operation {}

    /** Tells the one who waits that all before is done, or was given up. */
    record Reached(CountDownLatch latch) implements Operation {}

    record Stop() implements Operation {}
  }

  @Override
  public void append(String file, byte[] bytes) {
    if (backlog.addAndGet(bytes.length) > backlogLimit) {
      worker.fail("the disk is too slow: %d MiB wait to be written".formatted(backlogLimit >> 20));
    }
    queue.add(new Operation.Append(checked(file), bytes));
  }

  @Override
  public void truncate(String file, long size) {
    queue.add(new Operation.Truncate(checked(file), size));
  }

  @Override
  public void rename(String from, String to) {
    queue.add(new Operation.Rename(checked(from), checked(to)));
  }

  @Override
  public void delete(String file) {
    queue.add(new Operation.Delete(checked(file)));
  }

  @Override
  public long sync(String file) {
    queue.add(new Operation.Sync(checked(file), ++lastToken));
    return lastToken;
  }

  @Override
  public long syncDirectory() {
    queue.add(new Operation.SyncDirectory(++lastToken));
    return lastToken;
  }

  @Override
  public List<String> list() {
    drain();
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  @Override
  public long size(String file) {
    drain();
    Path path = directory.resolve(checked(file));
    try {
      return Files.exists(path) ? Files.size(path) : -1;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the size of " + path, e);
    }
  }

  @Override
  public byte[] read(String file, long offset, int length) {
    drain();
    Path path = directory.resolve(checked(file));
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long available = Math.max(0, channel.size() - offset);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, available));
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          break;
        }
      }
      return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** Does what was asked so far, and ends the thread. */
  @Override
  public void close() {
    queue.add(new Operation.Stop());
    try {
      if (!thread.join(Duration.ofSeconds(10))) {
        events.accept(new Event.DiskFailed("the disk did not answer within 10 s at the end"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    CountDownLatch latch = new CountDownLatch(1);
    queue.add(new Operation.Reached(latch));
    try {
      if (!latch.await(READ_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UncheckedIOException(
            new IOException("the disk did not answer within " + READ_DEADLINE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while reading " + directory, e));
    }
  }

  private static String checked(String file) {
    if (file.isEmpty() || file.contains("/") || file.equals(".") || file.equals("..")) {
      throw new IllegalArgumentException("no name of a file in a flat directory: " + file);
    }
    return file;
  }
}
