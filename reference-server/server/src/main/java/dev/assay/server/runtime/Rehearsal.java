package dev.assay.server.runtime;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is run once while an image of the server is made: three servers in this process elect a
 * leader, and each takes a session that writes and reads. Java keeps the classes that this loaded
 * and linked ({@code -XX:AOTCacheOutput}, JEP 514), and the servers of the image start in half the
 * time.
 */
public final class Rehearsal {
  private static final int SERVERS = 3;
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int SESSION_MILLIS = 10_000;
  private static final int PASSWORD_BYTES = 16;
  private static final int CREATE = 1;
  private static final int GET_DATA = 4;
  private static final int CLOSE = -11;
  private static final int ALL_PERMISSIONS = 31;

  private Rehearsal() {}

  /**
   * Ends with an exception, and another exit code than 0, when no server serves within 30 s.
   *
   * @param arguments a folder for the servers' files, which is created, and deleted at the end
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: Rehearsal FOLDER");
    }
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    try {
      run(folder);
    } finally {
      delete(folder);
    }
  }

  private static void run(Path folder) throws IOException {
    List<ServerProcess> servers = new ArrayList<>();
    try {
      List<String> members = members();
      for (int node = 1; node <= SERVERS; node++) {
        servers.add(ServerProcess.start(Options.parse(configuration(node, folder, members))));
      }
      for (ServerProcess server : servers) {
        if (server.awaitServing(DEADLINE).isEmpty()) {
          throw new IOException("no leader within " + DEADLINE + ": " + server.status());
        }
        word(server.clientPort());
        session(server.clientPort());
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** The file is read too, since servers are started by one. */
  private static List<String> configuration(int node, Path folder, List<String> members)
      throws IOException {
    List<String> lines = new ArrayList<>(members);
    lines.add("myid=" + node);
    lines.add("dataDir=" + folder.resolve(Integer.toString(node)));
    lines.add("clientPort=0");
    lines.add("clientPortAddress=127.0.0.1");
    lines.add("tickTime=200");
    Path file = folder.resolve(node + ".cfg");
    Files.write(file, lines);
    return List.of(file.toString());
  }

  private static List<String> members() throws IOException {
    List<Integer> ports = FreePorts.some(2 * SERVERS);
    List<String> members = new ArrayList<>();
    for (int node = 1; node <= SERVERS; node++) {
      members.add(
          "server.%d=127.0.0.1:%d:%d"
              .formatted(node, ports.get(2 * node - 2), ports.get(2 * node - 1)));
    }
    return members;
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) DEADLINE.toMillis());
    return socket;
  }

  private static void word(int port) throws IOException {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
  }

  private static void session(int port) throws IOException {
    try (Socket socket = connect(port)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String path = "/of-" + port;
      send(out, Rehearsal::open);
      in.skipNBytes(in.readInt());
      ask(out, in, frame -> create(frame, path));
      ask(out, in, frame -> getData(frame, path));
      ask(out, in, frame -> header(frame, 3, CLOSE));
    }
  }

  private static void open(DataOutputStream frame) throws IOException {
    frame.writeInt(0);
    frame.writeLong(0);
    frame.writeInt(SESSION_MILLIS);
    frame.writeLong(0);
    frame.writeInt(PASSWORD_BYTES);
    frame.write(new byte[PASSWORD_BYTES]);
    frame.writeBoolean(false);
  }

  private static void create(DataOutputStream frame, String path) throws IOException {
    header(frame, 1, CREATE);
    string(frame, path);
    string(frame, "data");
    frame.writeInt(1);
    frame.writeInt(ALL_PERMISSIONS);
    string(frame, "world");
    string(frame, "anyone");
    frame.writeInt(0);
  }

  private static void getData(DataOutputStream frame, String path) throws IOException {
    header(frame, 2, GET_DATA);
    string(frame, path);
    frame.writeBoolean(true);
  }

  /** What a request holds. */
  private interface Content {
    void write(DataOutputStream frame) throws IOException;
  }

  /** Answers begin with the request's number, a zxid and an error. */
  private static void ask(DataOutputStream out, DataInputStream in, Content content)
      throws IOException {
    send(out, content);
    int length = in.readInt();
    in.skipNBytes(Integer.BYTES + Long.BYTES);
    int error = in.readInt();
    if (error != 0) {
      throw new IOException("a request was refused with error " + error);
    }
    in.skipNBytes(length - 2L * Integer.BYTES - Long.BYTES);
  }

  private static void send(DataOutputStream out, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.write(new DataOutputStream(bytes));
    out.writeInt(bytes.size());
    bytes.writeTo(out);
    out.flush();
  }

  private static void header(DataOutputStream frame, int xid, int type) throws IOException {
    frame.writeInt(xid);
    frame.writeInt(type);
  }

  private static void string(DataOutputStream frame, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    frame.writeInt(bytes.length);
    frame.write(bytes);
  }
}
