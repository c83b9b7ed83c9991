package dev.assay.cluster.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The kernel's table of established TCP connections. */
public final class SocketTable {
  private static final List<Path> FILES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String ESTABLISHED = "01";
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;

  private SocketTable() {}

  /** One end of a connection: its own port and that of the other end. */
  public record Pair(int localPort, int remotePort) {}

  /** All ends of established connections, on any address. */
  public static Set<Pair> established() throws IOException {
    Set<Pair> found = new HashSet<>();
    for (Path file : FILES) {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          add(line, found);
        }
      }
    }
    return found;
  }

  private static void add(String line, Set<Pair> found) {
    String[] fields = line.strip().split(" +", STATE + 2);
    if (fields.length > STATE && fields[STATE].equals(ESTABLISHED)) {
      found.add(new Pair(port(fields[LOCAL]), port(fields[REMOTE])));
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }
}
