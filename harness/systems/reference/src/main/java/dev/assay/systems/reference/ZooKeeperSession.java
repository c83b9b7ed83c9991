package dev.assay.systems.reference;

import dev.assay.core.spi.Coordination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One handle of ZooKeeper's client, which knows exactly one address. It connects again by itself,
 * but never sends an operation twice: what was open when the connection broke is unknown.
 */
final class ZooKeeperSession implements Coordination {
  private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperSession.class);

  /** How long an operation waits for a connection before it is given up unsent. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

  private static final int CLOSE_MILLIS = 2_000;

  private final ZooKeeper client;
  private final Calls calls;
  private final Changes changes;
  private final AtomicReference<Consumer<Notice>> listener;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ZooKeeperSession(
      ZooKeeper client, Changes changes, AtomicReference<Consumer<Notice>> listener) {
    this.client = client;
    this.calls = new Calls(client);
    this.changes = changes;
    this.listener = listener;
  }

  static Coordination open(String address, int timeoutMillis) {
    Changes changes = new Changes();
    AtomicReference<Consumer<Notice>> listener = new AtomicReference<>(_ -> {});
    Watcher watcher =
        event -> {
          Change change = change(event.getType());
          String path = event.getPath();
          if (change != null && path != null) {
            listener.get().accept(new Notice.Fired(change, path));
          }
          changes.happened();
        };
    ZKClientConfig config = new ZKClientConfig();
    config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
    try {
      ZooKeeper client = new ZooKeeper(address, timeoutMillis, watcher, false, config);
      return new ZooKeeperSession(client, changes, listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Change change(Watcher.Event.EventType type) {
    return switch (type) {
      case NodeCreated -> Change.CREATED;
      case NodeDeleted -> Change.DELETED;
      case NodeDataChanged -> Change.DATA_CHANGED;
      case NodeChildrenChanged -> Change.CHILDREN_CHANGED;
      case None, DataWatchRemoved, ChildWatchRemoved, PersistentWatchRemoved -> null;
    };
  }

  @Override
  public void listen(Consumer<Notice> someone) {
    listener.set(someone);
  }

  /** Wakes those who wait for the session's state to change. */
  private static final class Changes {
    private long count;

    synchronized void happened() {
      count++;
      notifyAll();
    }

    synchronized long count() {
      return count;
    }

    /** Waits for more than {@code seen} changes. */
    synchronized void await(long seen, Deadline deadline) throws InterruptedException {
      long leftMillis = deadline.leftMillis();
      while (count == seen && leftMillis > 0) {
        wait(leftMillis);
        leftMillis = deadline.leftMillis();
      }
    }
  }

  @Override
  public void submit(Request request, Consumer<Reply> completion) {
    if (client.getState().isConnected()) {
      calls.send(request, completion);
    } else if (closed.get() || !client.getState().isAlive()) {
      completion.accept(new Reply.NotDone("the session is over"));
    } else {
      Thread.ofVirtual().name("session-wait").start(() -> sendLater(request, completion));
    }
  }

  private void sendLater(Request request, Consumer<Reply> completion) {
    try {
      Deadline deadline = Deadline.in(CONNECT_LIMIT);
      long seen = changes.count();
      while (!client.getState().isConnected()
          && client.getState().isAlive()
          && !deadline.passed()) {
        changes.await(seen, deadline);
        seen = changes.count();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (client.getState().isConnected()) {
      calls.send(request, completion);
    } else {
      completion.accept(new Reply.NotDone("not connected"));
    }
  }

  @Override
  public String session() {
    long id = client.getSessionId();
    return id == 0 ? "" : "0x" + Long.toHexString(id);
  }

  /** The client says good-bye to the server, which takes time when the server does not listen. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Thread.ofVirtual().name("session-close").start(this::end);
    }
  }

  private void end() {
    try {
      if (!client.close(CLOSE_MILLIS)) {
        LOG.debug("session {} did not end in {} ms", session(), CLOSE_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
