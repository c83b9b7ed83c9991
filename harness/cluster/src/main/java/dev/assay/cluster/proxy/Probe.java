package dev.assay.cluster.proxy;

import dev.assay.cluster.MonotonicClock;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection of the harness's own through a route. One thread uses it. */
public final class Probe implements AutoCloseable {
  private final Socket socket;
  private final Echo echo;
  private final Set<Integer> registry;
  private final int localPort;
  private long token;
  private int padding;

  private Probe(Socket socket, Echo echo, Set<Integer> registry) {
    this.socket = socket;
    this.echo = echo;
    this.registry = registry;
    this.localPort = socket.getLocalPort();
  }

  /** Makes its own port known before it connects, so that it is never taken for a server. */
  static Probe open(int port, Echo echo, Set<Integer> registry) throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(loopback, 0));
      registry.add(socket.getLocalPort());
      socket.connect(new InetSocketAddress(loopback, port), 2_000);
      socket.setTcpNoDelay(true);
      return new Probe(socket, echo, registry);
    } catch (IOException e) {
      registry.remove(socket.getLocalPort());
      socket.close();
      throw e;
    }
  }

  /** From now on so many bytes more go ahead of each token. */
  public void pad(int bytes) {
    padding = bytes;
  }

  /**
   * Sends a token.
   *
   * @return the nanoseconds until it arrived at the other end, -1 when it did not within the limit
   */
  public long send(Duration limit) throws InterruptedException {
    if (token != 0) {
      echo.forget(token);
    }
    token = echo.expect();
    long sentNanos = MonotonicClock.nanos();
    try {
      ByteBuffer sent =
          ByteBuffer.allocate(Math.ceilDiv(padding, Long.BYTES) * Long.BYTES + Long.BYTES);
      sent.putLong(sent.capacity() - Long.BYTES, token);
      socket.getOutputStream().write(sent.array());
    } catch (IOException _) {
      return -1;
    }
    Long arrivedNanos = await(echo.receipt(token).arrivedNanos(), limit);
    return arrivedNanos == null ? -1 : Math.max(0, arrivedNanos - sentNanos);
  }

  /**
   * Sends a token and waits for its echo.
   *
   * @return the nanoseconds until the echo was there, -1 when it was not within the limit
   */
  public long roundTrip(Duration limit) throws InterruptedException {
    long sentNanos = MonotonicClock.nanos();
    if (send(limit) < 0) {
      return -1;
    }
    try {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      long leftNanos = limit.toNanos() - (MonotonicClock.nanos() - sentNanos);
      while (leftNanos > 0) {
        socket.setSoTimeout((int) Math.ceilDiv(leftNanos, 1_000_000L));
        if (in.readLong() == token) {
          return MonotonicClock.nanos() - sentNanos;
        }
        leftNanos = limit.toNanos() - (MonotonicClock.nanos() - sentNanos);
      }
    } catch (IOException _) {
      // Too late, or closed.
    }
    return -1;
  }

  /** Whether this end of the connection sees by now that it has ended. */
  public boolean ended() {
    try {
      socket.setSoTimeout(1);
      byte[] echoes = new byte[1 << 10];
      for (int i = 0; i < 64; i++) {
        if (socket.getInputStream().read(echoes) < 0) {
          return true;
        }
      }
      return false;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /** Whether both ends see a reset within the limit; {@link #send} must have succeeded before. */
  public boolean wasReset(Duration limit) throws InterruptedException {
    long deadlineNanos = MonotonicClock.nanos() + limit.toNanos();
    boolean reset = false;
    try {
      socket.setSoTimeout((int) limit.toMillis());
      while (socket.getInputStream().read() >= 0 && MonotonicClock.nanos() < deadlineNanos) {
        // The echo of a token.
      }
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      reset = true;
    }
    return reset && Boolean.TRUE.equals(await(echo.receipt(token).reset(), limit));
  }

  private static <T> @Nullable T await(Future<T> future, Duration limit)
      throws InterruptedException {
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed already.
    }
    echo.forget(token);
    registry.remove(localPort);
  }
}
