package dev.assay.cluster.docker;

import dev.assay.cluster.MonotonicClock;
import dev.assay.cluster.linux.NetworkNamespace;
import dev.assay.core.fault.FaultAction.Link;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What one connection of the harness's own showed of a link.
 *
 * @param nanos until what was sent at one end arrived at the other; -1 when it did not
 */
record Sight(Link link, long nanos) {
  private static final long TOKEN = 0x61737361795f3031L;

  /** One end of a link: a process in the node's network namespace, and the node's address. */
  record End(long pid, String address) {
    private InetAddress host() {
      return InetAddress.ofLiteral(address);
    }
  }

  boolean arrived() {
    return nanos >= 0;
  }

  /**
   * Sends a token from one end to the other over a new connection.
   *
   * @param padding so many bytes go ahead of it
   */
  static Sight of(Link link, End from, End to, Duration limit, int padding)
      throws IOException, InterruptedException {
    int millis = (int) limit.toMillis();
    try (ServerSocket listener =
            NetworkNamespace.call(to.pid(), () -> new ServerSocket(0, 1, to.host()));
        Socket socket = NetworkNamespace.call(from.pid(), () -> bound(from.host()))) {
      socket.setSoLinger(true, 0);
      long began = MonotonicClock.nanos();
      SocketAddress there = listener.getLocalSocketAddress();
      Thread sender = Thread.ofVirtual().start(() -> send(socket, there, millis, padding));
      try {
        listener.setSoTimeout(millis);
        try (Socket accepted = listener.accept()) {
          accepted.setSoLinger(true, 0);
          accepted.setSoTimeout(millis);
          DataInputStream in = new DataInputStream(accepted.getInputStream());
          in.skipNBytes(padding);
          boolean same = in.readLong() == TOKEN;
          return new Sight(link, same ? MonotonicClock.nanos() - began : -1);
        }
      } catch (IOException _) {
        return new Sight(link, -1);
      } finally {
        sender.interrupt();
      }
    }
  }

  private static Socket bound(InetAddress host) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(host, 0));
    return socket;
  }

  private static void send(Socket socket, SocketAddress to, int millis, int padding) {
    try {
      socket.connect(to, millis);
      ByteBuffer bytes = ByteBuffer.allocate(padding + Long.BYTES);
      socket.getOutputStream().write(bytes.putLong(padding, TOKEN).array());
    } catch (IOException _) {
      // The other end, which waits for it, says that nothing came.
    }
  }
}
