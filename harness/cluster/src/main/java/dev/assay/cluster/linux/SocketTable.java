package dev.assay.cluster.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The kernel's table of established TCP connections. */
public final class SocketTable {
  private static final List<String> FILES = List.of("net/tcp", "net/tcp6");
  private static final String ESTABLISHED = "01";
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;

  private SocketTable() {}

  /** One end of a connection: its own port and that of the other end. */
  public record Pair(int localPort, int remotePort) {}

  /** All ends of established connections, on any address. */
  public static Set<Pair> established() throws IOException {
    return established("self", "");
  }

  /** Those in the network namespace of a process, to an IPv4 address; none once it has ended. */
  public static Set<Pair> established(long pid, String remote) throws IOException {
    return established(Long.toString(pid), remote);
  }

  private static Set<Pair> established(String process, String remote) throws IOException {
    Set<Pair> found = new HashSet<>();
    for (String name : FILES) {
      Path file = Path.of("/proc", process).resolve(name);
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          add(line, remote.isEmpty() ? "" : hexadecimal(remote), found);
        }
      }
    }
    return found;
  }

  private static void add(String line, String remote, Set<Pair> found) {
    String[] fields = line.strip().split(" +", STATE + 2);
    if (fields.length > STATE
        && fields[STATE].equals(ESTABLISHED)
        && host(fields[REMOTE]).endsWith(remote)) {
      found.add(new Pair(port(fields[LOCAL]), port(fields[REMOTE])));
    }
  }

  /** As the table has it: the last byte first; an IPv6 address that stands for it ends so too. */
  static String hexadecimal(String address) {
    StringBuilder text = new StringBuilder();
    for (String part : address.split("\\.", -1)) {
      text.insert(0, "%02X".formatted(Integer.parseInt(part)));
    }
    return text.toString();
  }

  private static String host(String address) {
    return address.substring(0, address.lastIndexOf(':'));
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }
}
