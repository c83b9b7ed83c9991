package dev.assay.server.runtime;

import dev.assay.server.env.Event;
import dev.assay.server.runtime.FileDisk.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of the disk's thread. After the first failure it does nothing more. */
final class DiskThread implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskThread.class);
  private static final int MAX_OPEN_FILES = 8;

  /** So many syncs are done as one at most, ... */
  private static final int MAX_WAITING_SYNCS = 256;

  /** ... and so many bytes are written at most before they are done. */
  private static final long MAX_BYTES_BEFORE_SYNC = 4 << 20;

  private final Path directory;
  private final BlockingQueue<Operation> queue;
  private final Consumer<Event> events;
  private final AtomicLong backlog;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final Map<String, FileChannel> open = new LinkedHashMap<>();
  private final List<Operation.Sync> waiting = new ArrayList<>();
  private long bytesSinceSync;

  DiskThread(
      Path directory, BlockingQueue<Operation> queue, Consumer<Event> events, AtomicLong backlog) {
    this.directory = directory;
    this.queue = queue;
    this.events = events;
    this.backlog = backlog;
  }

  /** Reports a failure, unless one was reported before. Any thread. */
  void fail(String reason) {
    if (failed.compareAndSet(false, true)) {
      events.accept(new Event.DiskFailed(reason));
    }
  }

  @Override
  public void run() {
    try {
      work();
    } catch (Throwable e) {
      LOG.error("the disk's thread failed", e);
      fail("a fault of the disk's thread: " + e);
    } finally {
      closeFiles();
    }
  }

  private void work() {
    boolean running = true;
    while (running) {
      Operation operation = null;
      try {
        // Syncs wait only as long as there is more to do right away.
        operation = waiting.isEmpty() ? queue.take() : queue.poll();
        if (operation == null) {
          finishSyncs();
        } else {
          running = !(operation instanceof Operation.Stop);
          execute(operation);
        }
      } catch (IOException e) {
        fail("%s in %s: %s".formatted(operation == null ? "sync" : what(operation), directory, e));
      } catch (InterruptedException e) {
        fail("the disk's thread was interrupted");
        Thread.currentThread().interrupt();
        running = false;
      }
    }
  }

  private void execute(Operation operation) throws IOException {
    if (operation instanceof Operation.Append append) {
      backlog.addAndGet(-append.bytes().length);
    }
    if (operation instanceof Operation.Reached reached) {
      reached.latch().countDown();
      return;
    }
    if (failed.get()) {
      return;
    }
    switch (operation) {
      case Operation.Append append -> append(append);
      case Operation.Sync sync -> waiting.add(sync);
      case Operation.Truncate _,
          Operation.Rename _,
          Operation.Delete _,
          Operation.SyncDirectory _,
          Operation.Stop _ -> {
        // Names and sizes change only when what was to be durable before is durable.
        finishSyncs();
        change(operation);
      }
      case Operation.Reached _ -> {}
    }
    if (waiting.size() >= MAX_WAITING_SYNCS || bytesSinceSync >= MAX_BYTES_BEFORE_SYNC) {
      finishSyncs();
    }
  }

  private void change(Operation operation) throws IOException {
    switch (operation) {
      case Operation.Truncate truncate -> truncate(truncate);
      case Operation.Rename rename -> rename(rename);
      case Operation.Delete delete -> {
        discard(delete.file());
        Files.deleteIfExists(directory.resolve(delete.file()));
      }
      case Operation.SyncDirectory sync -> {
        syncDirectory();
        events.accept(new Event.Synced(sync.token()));
      }
      case Operation.Append _, Operation.Sync _, Operation.Reached _, Operation.Stop _ -> {}
    }
  }

  private void rename(Operation.Rename rename) throws IOException {
    forget(rename.from());
    discard(rename.to());
    Files.move(
        directory.resolve(rename.from()),
        directory.resolve(rename.to()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void append(Operation.Append append) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(append.bytes());
    FileChannel channel = channel(append.file());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    bytesSinceSync += append.bytes().length;
  }

  private void truncate(Operation.Truncate truncate) throws IOException {
    FileChannel channel = channel(truncate.file());
    if (truncate.size() > channel.size()) {
      throw new IOException(
          "%s has %d bytes and cannot be cut to %d"
              .formatted(truncate.file(), channel.size(), truncate.size()));
    }
    channel.truncate(truncate.size());
  }

  private void finishSyncs() throws IOException {
    bytesSinceSync = 0;
    if (failed.get()) {
      waiting.clear();
      return;
    }
    Set<String> files = new LinkedHashSet<>();
    waiting.forEach(sync -> files.add(sync.file()));
    for (String file : files) {
      channel(file).force(false);
    }
    waiting.forEach(sync -> events.accept(new Event.Synced(sync.token())));
    waiting.clear();
  }

  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private FileChannel channel(String file) throws IOException {
    FileChannel known = open.get(file);
    if (known != null) {
      return known;
    }
    if (open.size() >= MAX_OPEN_FILES) {
      forget(open.keySet().iterator().next());
    }
    FileChannel channel =
        FileChannel.open(
            directory.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    open.put(file, channel);
    return channel;
  }

  /**
   * Closes a file that may be opened again. It is forced first: an error that the kernel meets when
   * it writes the pages later would not reach a channel that is opened afterwards.
   */
  private void forget(String file) throws IOException {
    FileChannel channel = open.remove(file);
    if (channel != null) {
      try (channel) {
        channel.force(false);
      }
    }
  }

  private void discard(String file) throws IOException {
    FileChannel channel = open.remove(file);
    if (channel != null) {
      channel.close();
    }
  }

  private void closeFiles() {
    for (FileChannel channel : open.values()) {
      try {
        channel.close();
      } catch (IOException e) {
        fail("close in %s: %s".formatted(directory, e));
      }
    }
    open.clear();
  }

  private static String what(Operation operation) {
    return switch (operation) {
      case Operation.Append append -> "append to " + append.file();
      case Operation.Truncate truncate -> "truncate of " + truncate.file();
      case Operation.Rename rename -> "rename of " + rename.from();
      case Operation.Delete delete -> "delete of " + delete.file();
      case Operation.Sync sync -> "sync of " + sync.file();
      case Operation.SyncDirectory _ -> "sync of the directory";
      case Operation.Reached _, Operation.Stop _ -> "sync";
    };
  }
}
