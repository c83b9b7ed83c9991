package dev.assay.server.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of this machine for servers that are started soon, or again. They lie below those that the
 * kernel gives to outgoing connections: who dials a server that does not listen yet may be given
 * that very port, is then connected with itself, and the server cannot have it.
 */
final class FreePorts {
  private static final int FIRST = 10_000;

  /** Where the kernel's own begin, if nobody has set it otherwise. */
  private static final int END = 32_768;

  /** Two processes that search at a time begin at different places. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 64 % (END - FIRST)));

  private FreePorts() {}

  /**
   * So many different ports that were free a moment ago.
   *
   * @throws IOException when there are not so many
   */
  static List<Integer> some(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int tried = 0; ports.size() < count; tried++) {
      if (tried == END - FIRST) {
        throw new IOException("no free port is left on this machine");
      }
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), END - FIRST);
      if (free(port)) {
        ports.add(port);
      }
    }
    return ports;
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
