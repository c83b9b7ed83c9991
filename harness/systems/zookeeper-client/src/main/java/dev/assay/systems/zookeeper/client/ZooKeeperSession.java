package dev.assay.systems.zookeeper.client;

import dev.assay.core.spi.Coordination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A session by ZooKeeper's official client, which knows exactly one address at a time. It connects
 * again by itself, but never sends an operation twice: what was open when the connection broke is
 * unknown. When the session is over, the next request opens another one, by a new handle.
 *
 * <p>Answers and events come in one order, on the event thread of the handle. What changes here is
 * guarded by this object's lock; nobody is told anything under it.
 */
public final class ZooKeeperSession implements Coordination {
  /** How long a request waits for a connection before it is given up unsent. */
  private static final Executor PATIENCE =
      CompletableFuture.delayedExecutor(1_000, TimeUnit.MILLISECONDS);

  /** The same for a move: the client pauses for up to a second before it connects again. */
  private static final Executor MOVE_PATIENCE =
      CompletableFuture.delayedExecutor(2_500, TimeUnit.MILLISECONDS);

  private final Function<String, String> address;
  private final int timeoutMillis;
  private final ArrayDeque<Open> waiting = new ArrayDeque<>();
  private String node;
  private State state = State.OVER;
  private @Nullable Life life;
  private @Nullable Open move;
  private volatile String id = "";
  private volatile Consumer<Notice> listener = _ -> {};

  private enum State {
    /** Not served, and the client tries. */
    CONNECTING,
    SERVED,
    /** The server was asked to end the session. */
    ENDING,
    /** There is no session; the next request opens one. */
    OVER,
    CLOSED
  }

  private record Open(Request request, Consumer<Reply> completion) {
    void answer(Reply reply) {
      completion.accept(reply);
    }
  }

  /** One session, from the opening of its handle on. */
  private final class Life implements Watcher {
    private final Handle handle;
    private final Calls calls;
    private boolean connected;
    private Runnable whenStopped = () -> {};

    private Life() throws IOException {
      handle = Handle.open(address.apply(node), timeoutMillis, this);
      calls = new Calls(handle);
    }

    @Override
    public void process(WatchedEvent event) {
      Change change = change(event.getType());
      String path = event.getPath();
      if (change != null && path != null) {
        listener.accept(new Notice.Fired(change, path));
        return;
      }
      List<Runnable> news = new ArrayList<>();
      synchronized (ZooKeeperSession.this) {
        switch (event.getState()) {
          case SyncConnected -> served(this, news);
          case Disconnected -> disconnected(this, news);
          case Expired -> expired(this, news);
          case Closed -> news.add(whenStopped);
          default -> {}
        }
      }
      news.forEach(Runnable::run);
    }
  }

  private static @Nullable Change change(EventType type) {
    return switch (type) {
      case NodeCreated -> Change.CREATED;
      case NodeDeleted -> Change.DELETED;
      case NodeDataChanged -> Change.DATA_CHANGED;
      case NodeChildrenChanged -> Change.CHILDREN_CHANGED;
      case None, DataWatchRemoved, ChildWatchRemoved, PersistentWatchRemoved -> null;
    };
  }

  private ZooKeeperSession(Function<String, String> address, String node, int timeoutMillis) {
    this.address = address;
    this.node = node;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * A session that connects in the background.
   *
   * @param address where clients reach a node
   */
  public static Coordination open(
      Function<String, String> address, String node, int timeoutMillis) {
    ZooKeeperSession session = new ZooKeeperSession(address, node, timeoutMillis);
    session.open();
    return session;
  }

  /** Opens a session. Its first events wait for the lock. */
  private synchronized void open() {
    try {
      life = new Life();
      state = State.CONNECTING;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void listen(Consumer<Notice> someone) {
    listener = someone;
  }

  @Override
  public String session() {
    return id;
  }

  private List<Open> takeWaiting() {
    List<Open> taken = new ArrayList<>(waiting);
    waiting.clear();
    return taken;
  }

  private void moved(Reply reply, List<Runnable> news) {
    Open done = move;
    move = null;
    if (done != null) {
      news.add(() -> done.answer(reply));
    }
  }

  private static void refuse(List<Open> unsent, String why, List<Runnable> news) {
    unsent.forEach(open -> news.add(() -> open.answer(new Reply.NotDone(why))));
  }

  private void served(Life which, List<Runnable> news) {
    if (which != life || state != State.CONNECTING) {
      return;
    }
    if (!which.handle.isWhereItShallBe()) {
      // It was about to connect when the session moved.
      which.handle.move(address.apply(node));
      return;
    }
    state = State.SERVED;
    which.connected = true;
    id = "0x" + Long.toHexString(which.handle.getSessionId());
    Notice notice = new Notice.Connected(id, which.handle.getSessionTimeout(), node);
    news.add(() -> listener.accept(notice));
    moved(new Reply.Done(null, null, null), news);
    sendWaiting();
  }

  private void disconnected(Life which, List<Runnable> news) {
    if (which == life && which.connected) {
      which.connected = false;
      state = state == State.SERVED ? State.CONNECTING : state;
      Notice notice = new Notice.Disconnected(id);
      news.add(() -> listener.accept(notice));
    }
  }

  /** A handle that is stopped without a good-bye ends with the same event as one that expired. */
  private void expired(Life which, List<Runnable> news) {
    if (which != life) {
      news.add(which.whenStopped);
    } else {
      Notice notice = new Notice.Expired(id);
      news.add(() -> listener.accept(notice));
      moved(new Reply.Unknown("session expired"), news);
      refuse(takeWaiting(), "session expired", news);
      life = null;
      state = State.OVER;
    }
  }

  @Override
  public void submit(Request request, Consumer<Reply> completion) {
    List<Runnable> news = new ArrayList<>();
    submit(new Open(request, completion), news);
    news.forEach(Runnable::run);
  }

  private synchronized void submit(Open open, List<Runnable> news) {
    if (state == State.CLOSED) {
      refuse(List.of(open), "closed", news);
      return;
    }
    if (state == State.OVER) {
      open();
    }
    switch (open.request()) {
      case Request.Move(String target) -> move(target, open, news);
      case Request.End(boolean clean) when !clean -> leave(open, news);
      case Request.Single _,
          Request.Multi _,
          Request.GetData _,
          Request.Exists _,
          Request.GetChildren _,
          Request.Sync _,
          Request.End _ -> {
        waiting.add(open);
        sendWaiting();
        if (waiting.contains(open)) {
          Executor patience = move == null ? PATIENCE : MOVE_PATIENCE;
          patience.execute(() -> giveUp(open));
        }
      }
    }
  }

  private void giveUp(Open open) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(open);
    }
    if (waited) {
      open.answer(new Reply.NotDone("not connected"));
    }
  }

  /** Events may be late: the client can know already that the connection is lost. */
  private void sendWaiting() {
    Life current = life;
    while (current != null
        && state == State.SERVED
        && current.handle.getState().isConnected()
        && !waiting.isEmpty()) {
      Open open = waiting.remove();
      if (open.request() instanceof Request.End) {
        state = State.ENDING;
        current.handle.end(reply -> ended(current, open, reply));
      } else {
        current.calls.send(open.request(), open.completion());
      }
    }
  }

  private void move(String target, Open open, List<Runnable> news) {
    node = target;
    moved(new Reply.Unknown("the session moves on"), news);
    refuse(takeWaiting(), "the session moves", news);
    move = open;
    Life current = life;
    if (state == State.ENDING && current != null) {
      stop(current.handle::abandon);
      open();
    } else if (current != null) {
      state = State.CONNECTING;
      current.handle.move(address.apply(target));
    }
    MOVE_PATIENCE.execute(() -> giveUpMove(open));
  }

  private void giveUpMove(Open open) {
    List<Runnable> news = new ArrayList<>();
    synchronized (this) {
      if (open.equals(move)) {
        moved(new Reply.Unknown("not served in time"), news);
      }
    }
    news.forEach(Runnable::run);
  }

  /** Answered behind all that was open: that fails when the handle stops, and then it says so. */
  private void leave(Open open, List<Runnable> news) {
    Life left = life;
    if (left == null || left.handle.getSessionId() == 0) {
      refuse(List.of(open), "there is no session", news);
      return;
    }
    moved(new Reply.Unknown("the session was left"), news);
    refuse(takeWaiting(), "the session was left", news);
    life = null;
    state = State.OVER;
    left.whenStopped = () -> open.answer(new Reply.Done(null, null, null));
    stop(left.handle::abandon);
  }

  private void ended(Life which, Open open, Reply reply) {
    open.answer(reply);
    synchronized (this) {
      if (which == life && state == State.ENDING) {
        life = null;
        state = State.OVER;
        if (!waiting.isEmpty()) {
          open();
        }
      }
    }
    stop(which.handle::abandon);
  }

  private static void stop(Runnable handle) {
    Thread.ofVirtual().name("session-close").start(handle);
  }

  @Override
  public void close() {
    List<Runnable> news = new ArrayList<>();
    synchronized (this) {
      if (state == State.CLOSED) {
        return;
      }
      state = State.CLOSED;
      moved(new Reply.Unknown("closed"), news);
      refuse(takeWaiting(), "closed", news);
      Life last = life;
      life = null;
      if (last != null) {
        stop(last.handle::close);
      }
    }
    news.forEach(Runnable::run);
  }
}
