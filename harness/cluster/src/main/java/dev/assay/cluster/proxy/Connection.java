package dev.assay.cluster.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One connection through a route: two sockets, two pumps, two threads. */
final class Connection {
  private static final int CONNECT_MILLIS = 5_000;

  /** The ports of the socket between the proxy and the target, once there is one. */
  record Ends(int proxyPort, int targetPort) {}

  private final Socket near;
  private final Socket far = new Socket();
  private final Gate forward;
  private final Gate backward;
  private final Route target;
  private final boolean probe;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable Thread> first = new AtomicReference<>();
  private final AtomicReference<@Nullable Thread> second = new AtomicReference<>();
  private volatile @Nullable Ends ends;
  private volatile boolean answered;

  /** The ends that faults have in store for it. */
  private final Queue<Future<?>> dooms = new ConcurrentLinkedQueue<>();

  /**
   * @param near the socket of the one who connected
   * @param forward the gate that what it sends must pass
   * @param backward the gate that what it receives must pass
   */
  Connection(Socket near, Gate forward, Gate backward, Route target, boolean probe) {
    this.near = near;
    this.forward = forward;
    this.backward = backward;
    this.target = target;
    this.probe = probe;
  }

  /** Serves the connection until it has ended. */
  void run() {
    first.set(Thread.currentThread());
    try {
      if (connect()) {
        converse();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      reset();
    }
  }

  /**
   * A connection asked for during a cut is held, and reset when the link heals: its handshake was
   * never delivered, and whoever asked may have given up long ago.
   */
  private boolean connect() throws InterruptedException {
    if (forward.pass(0, false)) {
      return false;
    }
    try {
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      far.connect(new InetSocketAddress(target.host(), target.target()), CONNECT_MILLIS);
      ends = new Ends(far.getLocalPort(), target.target());
      return true;
    } catch (IOException _) {
      backward.pass(0, false);
      return false;
    }
  }

  private void converse() throws InterruptedException {
    Thread other = Thread.ofVirtual().name("link-back").start(this::answer);
    second.set(other);
    if (closed.get()) {
      other.interrupt();
    }
    boolean ended = new Pump(near, far, forward, backward, !probe).run();
    if (!ended) {
      reset();
    }
    other.join();
    if (ended && answered) {
      end(false);
    }
  }

  private void answer() {
    try {
      answered = new Pump(far, near, backward, forward, !probe).run();
      if (!answered) {
        reset();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it at once; both sides see a reset. */
  void reset() {
    end(true);
  }

  private void end(boolean abort) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    dooms.forEach(doom -> doom.cancel(false));
    close(near, abort);
    close(far, abort);
    interrupt(first.get());
    interrupt(second.get());
  }

  /** What will end it, and need not any more once it has ended. */
  void doom(Future<?> end) {
    dooms.add(end);
    if (closed.get()) {
      end.cancel(false);
    }
  }

  Gate forward() {
    return forward;
  }

  Gate backward() {
    return backward;
  }

  boolean isProbe() {
    return probe;
  }

  @Nullable Ends ends() {
    return closed.get() ? null : ends;
  }

  private static void interrupt(@Nullable Thread thread) {
    if (thread != null && !thread.equals(Thread.currentThread())) {
      thread.interrupt();
    }
  }

  private static void close(Socket socket, boolean abort) {
    try (socket) {
      if (abort) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException _) {
      // It is closed already.
    }
  }
}
