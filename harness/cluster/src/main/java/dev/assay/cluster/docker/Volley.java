package dev.assay.cluster.docker;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.linux.NetworkNamespace;
import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How many datagrams of the harness's own arrived over a link, of {@link #SENT}. Nobody sends a
 * datagram again: each that the link loses is missing.
 */
record Volley(Link link, int arrived) {
  /** At 5 % the chance that none of them is lost is one in millions. */
  static final int SENT = 300;

  private static final int AT_ONCE = 50;
  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;
  private static final Duration LAST = Duration.ofMillis(200);

  boolean whole() {
    return arrived == SENT;
  }

  static Volley of(Link link, Sight.End from, Sight.End to)
      throws IOException, InterruptedException {
    InetAddress host = InetAddress.ofLiteral(to.address());
    try (DatagramSocket receiver = open(to);
        DatagramSocket sender = open(from)) {
      receiver.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      DatagramPacket packet =
          new DatagramPacket(new byte[8], 8, new InetSocketAddress(host, receiver.getLocalPort()));
      int arrived = 0;
      for (int i = 0; i < SENT; i++) {
        sender.send(packet);
        if ((i + 1) % AT_ONCE == 0) {
          arrived += receive(receiver, AT_ONCE, Duration.ofMillis(2));
        }
      }
      return new Volley(link, arrived + receive(receiver, SENT - arrived, LAST));
    }
  }

  private static DatagramSocket open(Sight.End end) throws IOException, InterruptedException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(end.address()), 0);
    return NetworkNamespace.call(end.pid(), () -> new DatagramSocket(address));
  }

  /** Takes no more than so many, and waits no longer. */
  private static int receive(DatagramSocket socket, int most, Duration limit) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[8], 8);
    Deadline deadline = Deadline.in(limit);
    int count = 0;
    try {
      while (count < most && !deadline.passed()) {
        socket.setSoTimeout((int) Math.max(1, deadline.left().toMillis()));
        socket.receive(packet);
        count++;
      }
    } catch (SocketTimeoutException _) {
      // No more have come.
    }
    return count;
  }
}
