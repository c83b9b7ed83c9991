package dev.assay.cluster.proxy;

import dev.assay.cluster.MonotonicClock;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where probes end. It knows what the prober waits for, so that a token's way out is seen even when
 * its way back is cut. A token is eight bytes; nobody expects a zero, which is sent to fill a link.
 */
final class Echo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Echo.class);

  /** What the receiving end of a probe has seen so far. */
  record Receipt(CompletableFuture<Long> arrivedNanos, CompletableFuture<Boolean> reset) {}

  private final ServerSocket listener;
  private final AtomicLong tokens = new AtomicLong();
  private final Map<Long, Receipt> expected = new ConcurrentHashMap<>();

  Echo() throws IOException {
    listener = new ServerSocket(0, 256, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().name("echo").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** A token that nobody else uses; {@link #forget} it. */
  long expect() {
    long token = tokens.incrementAndGet();
    expected.put(token, new Receipt(new CompletableFuture<>(), new CompletableFuture<>()));
    return token;
  }

  Receipt receipt(long token) {
    Receipt receipt = expected.get(token);
    if (receipt == null) {
      throw new IllegalArgumentException("not expected: " + token);
    }
    return receipt;
  }

  void forget(long token) {
    expected.remove(token);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().name("echo").start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("no probe accepted: {}", e.toString());
        }
      }
    }
  }

  private void serve(Socket socket) {
    long token = 0;
    boolean reset = false;
    try (socket;
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
      socket.setTcpNoDelay(true);
      while (true) {
        token = in.readLong();
        Receipt receipt = expected.get(token);
        if (receipt != null) {
          receipt.arrivedNanos().complete(MonotonicClock.nanos());
        }
        out.writeLong(token);
        if (token != 0) {
          out.flush();
        }
      }
    } catch (EOFException _) {
      // The probe was closed.
    } catch (IOException _) {
      reset = true;
    }
    Receipt last = expected.get(token);
    if (last != null) {
      last.reset().complete(reset);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.warn("the echo is not closed: {}", e.toString());
    }
  }
}
