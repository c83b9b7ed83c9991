package dev.assay.systems.etcd;

import dev.assay.core.spi.Coordination.Notice;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import io.etcd.jetcd.Client;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A lease, and the connection to the member that it is kept alive through. A connection over which
 * an answer failed to come is given up; the next one proves itself by the lease before any request
 * is sent over it, so that what finds no member surely was not done. Used by one thread.
 */
final class Attachment {
  /** How long a request waits for a connection before it is given up unsent. */
  private static final long CONNECT_MILLIS = 1_000;

  private static final long MOVE_MILLIS = 2_500;
  private static final long PULSE_NANOS = 1_000_000_000;
  private static final Patience ANSWER = new Patience(2_500);

  /** The transport tells by it, to the console, what it finds on this machine. */
  private static final Logger TRANSPORT = Logger.getLogger("io.grpc");

  static {
    TRANSPORT.setLevel(Level.WARNING);
  }

  private static final long NO_LEASE = 0;

  private final Function<String, String> address;
  private final long timeToLiveSeconds;
  private final Consumer<Notice> listener;
  private final Watching watching;
  private String node;
  private @Nullable Client client;
  private @Nullable Calls calls;
  private boolean connected;
  private long lease = NO_LEASE;
  private long lastPulse;
  private volatile String session = "";

  /**
   * Not connected yet.
   *
   * @param later has something done by the thread that uses this, after what it does now
   */
  Attachment(
      Function<String, String> address,
      String node,
      long timeoutMillis,
      Consumer<Notice> listener,
      Consumer<Runnable> later) {
    this.address = address;
    this.node = node;
    this.timeToLiveSeconds = Math.max(1, Math.ceilDiv(timeoutMillis, 1_000));
    this.listener = listener;
    this.watching = new Watching(listener, later);
  }

  String session() {
    return session;
  }

  Reply serve(Request request) throws InterruptedException {
    return switch (request) {
      case Request.Move(String target) -> move(target);
      case Request.End(boolean clean) -> end(clean);
      default -> call(request);
    };
  }

  /** The caller was told what {@link #serve} returned. */
  void answered() {
    watching.answered();
  }

  private Reply call(Request request) throws InterruptedException {
    String wrong = connect(CONNECT_MILLIS);
    Calls current = calls;
    if (!wrong.isEmpty() || current == null) {
      return new Reply.NotDone(wrong);
    }
    try {
      return current.call(request, lease);
    } catch (TimeoutException _) {
      disconnect();
      return new Reply.Unknown("no answer in time");
    } catch (ExecutionException e) {
      return failed(e);
    }
  }

  private Reply failed(ExecutionException error) {
    Reply reply = Errors.of(error);
    if (Errors.leaseGone(error)) {
      expire();
    } else if (reply instanceof Reply.Unknown) {
      disconnect();
    }
    return reply;
  }

  /** Empty when there is a connection and a lease, else why not. */
  private String connect(long millis) throws InterruptedException {
    if (connected) {
      return "";
    }
    Client opened = client == null ? open() : client;
    client = opened;
    Patience patience = new Patience(millis);
    try {
      if (lease == NO_LEASE) {
        var granted =
            patience.await(
                opened.getLeaseClient().grant(timeToLiveSeconds, millis, TimeUnit.MILLISECONDS));
        lease = granted.getID();
        session = Tree.session(lease);
        connected(granted.getTTL());
      } else {
        connected(patience.await(opened.getLeaseClient().keepAliveOnce(lease)).getTTL());
      }
      calls = new Calls(opened.getKVClient(), ANSWER, watching);
      watching.attach(opened.getWatchClient());
      return "";
    } catch (TimeoutException _) {
      disconnect();
      return "not connected";
    } catch (ExecutionException e) {
      if (Errors.leaseGone(e)) {
        expire();
        return "session expired";
      }
      disconnect();
      return "not connected: " + e.getMessage();
    }
  }

  private void connected(long seconds) {
    connected = true;
    lastPulse = System.nanoTime();
    listener.accept(new Notice.Connected(session, TimeUnit.SECONDS.toMillis(seconds), node));
  }

  private Client open() {
    return Client.builder()
        .endpoints("http://" + address.apply(node))
        .retryMaxAttempts(0)
        .waitForReady(true)
        .build();
  }

  /** Keeps the lease alive when it is time, and takes the connection up again when it is lost. */
  void pulse() throws InterruptedException {
    Client current = client;
    if (lease == NO_LEASE || System.nanoTime() - lastPulse < PULSE_NANOS) {
      return;
    }
    lastPulse = System.nanoTime();
    if (!connected || current == null) {
      var _ = connect(CONNECT_MILLIS);
      return;
    }
    try {
      var _ = new Patience(CONNECT_MILLIS).await(current.getLeaseClient().keepAliveOnce(lease));
      watching.open();
    } catch (TimeoutException _) {
      disconnect();
    } catch (ExecutionException e) {
      if (Errors.leaseGone(e)) {
        expire();
      } else {
        disconnect();
      }
    }
  }

  private void disconnect() {
    hangUp();
    if (connected) {
      connected = false;
      listener.accept(new Notice.Disconnected(session));
    }
  }

  private void expire() {
    watching.clear();
    lease = NO_LEASE;
    connected = false;
    listener.accept(new Notice.Expired(session));
  }

  private void hangUp() {
    Client current = client;
    client = null;
    calls = null;
    watching.detach();
    if (current != null) {
      Thread.ofVirtual().name("etcd-close").start(current::close);
    }
  }

  private Reply move(String target) throws InterruptedException {
    disconnect();
    node = target;
    String wrong = connect(MOVE_MILLIS);
    return wrong.isEmpty() ? new Reply.Done(null, null, null) : new Reply.Unknown(wrong);
  }

  private Reply end(boolean clean) throws InterruptedException {
    long ended = lease;
    if (ended == NO_LEASE) {
      return new Reply.NotDone("there is no session");
    }
    if (!clean) {
      forget();
      return new Reply.Done(null, null, null);
    }
    String wrong = connect(CONNECT_MILLIS);
    Client current = client;
    if (!wrong.isEmpty() || current == null) {
      return new Reply.NotDone(wrong);
    }
    try {
      var _ = ANSWER.await(current.getLeaseClient().revoke(ended));
      return new Reply.Done(null, null, null);
    } catch (TimeoutException _) {
      return new Reply.Unknown("no answer in time");
    } catch (ExecutionException e) {
      return failed(e);
    } finally {
      forget();
    }
  }

  private void forget() {
    watching.clear();
    lease = NO_LEASE;
    connected = false;
    hangUp();
  }

  /** Gives the lease back, if that is possible in a moment, and hangs up. Does not block. */
  void close() {
    Client current = client;
    long ended = lease;
    client = null;
    if (current != null) {
      Thread.ofVirtual().name("etcd-close").start(() -> giveBack(current, ended));
    }
    forget();
  }

  private static void giveBack(Client client, long lease) {
    try (client) {
      if (lease != NO_LEASE) {
        var _ = new Patience(CONNECT_MILLIS).await(client.getLeaseClient().revoke(lease));
      }
    } catch (TimeoutException | ExecutionException _) {
      // It expires by itself.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
