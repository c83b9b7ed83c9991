package dev.assay.systems.zookeeper.client;

import dev.assay.core.spi.Cluster.NodeStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The four-letter word {@code srvr}, and what it says. */
public final class ServerWord {
  private static final int LIMIT_MILLIS = 1_000;
  private static final int SIZE_MAXIMUM = 64 << 10;

  private ServerWord() {}

  /** Blocks for about a second at most. */
  public static NodeStatus ask(String host, int port) {
    Deadline deadline = Deadline.in(Duration.ofMillis(LIMIT_MILLIS));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[SIZE_MAXIMUM];
      int length = 0;
      InputStream in = socket.getInputStream();
      while (length < answer.length) {
        long leftMillis = deadline.leftMillis();
        if (leftMillis <= 0) {
          throw new SocketTimeoutException("no whole answer to srvr");
        }
        socket.setSoTimeout((int) leftMillis);
        int count = in.read(answer, length, answer.length - length);
        if (count < 0) {
          break;
        }
        length += count;
      }
      return parse(new String(answer, 0, length, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new NodeStatus(false, "", -1, String.valueOf(e.getMessage()));
    }
  }

  static NodeStatus parse(String answer) {
    if (answer.isBlank()) {
      return new NodeStatus(false, "", -1, "an empty answer to srvr");
    }
    return new NodeStatus(true, value(answer, "Mode").orElse(""), epoch(answer), answer.strip());
  }

  /** The line of its own; ZooKeeper has none, but its zxid has the epoch in the upper half. */
  private static long epoch(String answer) {
    try {
      Optional<String> epoch = value(answer, "Epoch");
      if (epoch.isPresent()) {
        return Long.parseLong(epoch.get());
      }
      return value(answer, "Zxid").map(zxid -> Long.decode(zxid) >>> 32).orElse(-1L);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static Optional<String> value(String answer, String key) {
    return answer
        .lines()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> line.substring(key.length() + 1).strip())
        .findFirst();
  }
}
