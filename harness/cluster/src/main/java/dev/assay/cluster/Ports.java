package dev.assay.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports of 127.0.0.1, held until they are released. They lie below the range that the kernel
 * gives to outgoing connections, so that nobody takes one by chance while its node is down.
 */
public final class Ports implements AutoCloseable {
  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int FIRST = 10_000;
  private static final int USUAL_END = 32_768;
  private static final int APART = 64;

  /** How many were opened by this process. */
  private static final AtomicInteger OPENED = new AtomicInteger();

  private final Map<Integer, ServerSocket> held = new LinkedHashMap<>();
  private final boolean fixed;
  private final int end;
  private int next;
  private int left;

  private Ports(boolean fixed, int next, int end, int left) {
    this.fixed = fixed;
    this.next = next;
    this.end = end;
    this.left = left;
  }

  /**
   * Ports wherever some are free. Two harnesses, and two clusters of one, begin to search at
   * different places: a port is free as well while its node is down.
   */
  public static Ports anywhere() throws IOException {
    int low = Files.exists(RANGE) ? lowest(RANGE) : USUAL_END;
    int end = low >= FIRST + APART ? low : 1 << 16;
    int size = end - FIRST;
    int start =
        FIRST + (int) ((ProcessHandle.current().pid() + OPENED.getAndIncrement()) * APART % size);
    return new Ports(false, start, end, size);
  }

  /** In one read: the kernel answers only the first one, and a file of no size is read in bits. */
  private static int lowest(Path range) throws IOException {
    byte[] text = new byte[64];
    try (InputStream in = Files.newInputStream(range)) {
      int length = Math.max(0, in.read(text));
      String words = new String(text, 0, length, StandardCharsets.US_ASCII);
      return Integer.parseInt(words.strip().split("\\s+", 2)[0]);
    }
  }

  /** The ports from this one on, and no others. */
  public static Ports from(int first) {
    return new Ports(true, first, 1 << 16, (1 << 16) - first);
  }

  /** Takes the next one. */
  public synchronized int take() throws IOException {
    while (left > 0) {
      int port = next;
      left--;
      next = port + 1 < end ? port + 1 : FIRST;
      try {
        held.put(port, new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1")));
        return port;
      } catch (IOException e) {
        if (fixed) {
          throw new EnvironmentException(
              "port " + port + " of 127.0.0.1 is taken: free it, or choose another one", e);
        }
      }
    }
    throw new EnvironmentException("no free port is left on 127.0.0.1");
  }

  /** Lets go of a port, so that its node can listen there. */
  public synchronized void release(int port) throws IOException {
    ServerSocket socket = held.remove(port);
    if (socket != null) {
      socket.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (ServerSocket socket : held.values()) {
      socket.close();
    }
    held.clear();
  }
}
