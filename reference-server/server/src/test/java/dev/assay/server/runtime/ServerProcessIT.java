package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.server.client.ClientRequest;
import dev.assay.server.env.Event;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process around a node that knows only a few words. */
class ServerProcessIT {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int SYNC = 9;
  private static final int CLOSE = -11;

  @TempDir private Path directory = Path.of("");
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  @Test
  void servesAndTellsItsState() throws IOException {
    try (ServerProcess process = start(FakeNode.serving())) {
      assertThat(word(process, "srvr")).contains("not currently serving").contains("looking");

      assertThat(process.awaitServing(DEADLINE)).isPresent();

      assertThat(process.status().mode()).isEqualTo("standalone");
      assertThat(word(process, "srvr"))
          .contains("Mode: standalone\nEpoch: 4\nNode count: 5\n")
          .contains("Zxid: 0x11")
          .contains("Connections: 1");
      assertThat(word(process, "ruok")).isEqualTo("imok");
    }
  }

  @Test
  void theAnswerToACloseArrivesBeforeTheEnd() throws Exception {
    try (ServerProcess process = start(listening());
        Socket socket = socket(process)) {
      connect(socket);

      send(socket, 1, SYNC, 0, 0, 0, 0);
      send(socket, 2, CLOSE);

      assertThat(readFrame(socket).getInt()).isEqualTo(1);
      assertThat(readFrame(socket).getInt()).isEqualTo(2);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(events).noneMatch(Event.ClientGone.class::isInstance);
    }
  }

  @Test
  void tellsOnceThatAClientIsGone() throws Exception {
    try (ServerProcess process = start(listening())) {
      try (Socket socket = socket(process)) {
        connect(socket);
      }
      Event event = events.poll(10, TimeUnit.SECONDS);
      while (event instanceof Event.TimerFired || event instanceof Event.FromClient) {
        event = events.poll(10, TimeUnit.SECONDS);
      }
      assertThat(event).isEqualTo(new Event.ClientGone(1));
    }
    assertThat(events).noneMatch(Event.ClientGone.class::isInstance);
  }

  @Test
  void aFrameThatIsTooLargeOrGarbageEndsTheConnection() throws Exception {
    try (ServerProcess process = start(listening())) {
      try (Socket socket = socket(process)) {
        new DataOutputStream(socket.getOutputStream()).writeInt(2 << 20);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket socket = socket(process)) {
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket socket = socket(process)) {
        connect(socket);
        send(socket, 1);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void whatIsSentBeforeTheSessionIsOpenWaits() throws Exception {
    try (ServerProcess process = start(listening());
        Socket socket = socket(process)) {
      sendConnect(socket);
      for (int xid = 1; xid <= 2_000; xid++) {
        send(socket, xid, SYNC, 0, 0, 0, 0);
      }

      assertThat(readFrame(socket).remaining()).isEqualTo(36);
      for (int xid = 1; xid <= 2_000; xid++) {
        assertThat(readFrame(socket).getInt()).isEqualTo(xid);
      }
      assertThat(events.stream().filter(Event.FromClient.class::isInstance).limit(1))
          .first()
          .isInstanceOfSatisfying(
              Event.FromClient.class,
              first -> assertThat(first.request()).isInstanceOf(ClientRequest.Connect.class));
    }
  }

  @Test
  void aHaltedNodeEndsTheProcessWithItsReason() throws Exception {
    Node.Factory halting =
        env -> new FakeNode(env, events, () -> env.halt("damaged: log.1 at offset 17"));

    try (ServerProcess process = start(halting)) {
      assertThat(process.ended().get(10, TimeUnit.SECONDS)).contains("damaged: log.1 at offset 17");
      assertThatThrownBy(() -> socket(process).close()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFaultOfTheNodeEndsTheProcess() throws Exception {
    Node.Factory failing =
        env ->
            new FakeNode(
                env,
                events,
                () -> {
                  throw new IllegalStateException("a bug");
                });

    try (ServerProcess process = start(failing)) {
      assertThat(process.ended().get(10, TimeUnit.SECONDS))
          .hasValueSatisfying(reason -> assertThat(reason).contains("a bug"));
    }
  }

  @Test
  void noTwoServersShareADataDirectory() {
    try (ServerProcess first = start(listening())) {
      assertThat(first.clientPort()).isPositive();

      assertFailure(StartFailure.CANNOT_CREATE, () -> start(listening()).close())
          .hasMessageContaining("in use by another server");
    }
    start(listening()).close();
  }

  @Test
  void aPortInUseIsToldAndLeavesNothingBehind() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> options =
          List.of("--data", directory.toString(), "--port", "" + taken.getLocalPort());

      assertFailure(
              StartFailure.UNAVAILABLE,
              () -> ServerProcess.start(Options.parse(options), _ -> {}, listening()).close())
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
    start(listening()).close();
  }

  @Test
  void aDataDirectoryThatCannotBeMadeIsTold() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    List<String> options = List.of("--data", file.resolve("data").toString(), "--port", "0");

    assertFailure(
            StartFailure.CANNOT_CREATE,
            () -> ServerProcess.start(Options.parse(options), _ -> {}, listening()).close())
        .hasMessageContaining(file.toString());
  }

  private ServerProcess start(Node.Factory factory) {
    List<String> options = List.of("--data", directory.toString(), "--port", "0");
    return ServerProcess.start(Options.parse(options), _ -> {}, factory);
  }

  private Node.Factory listening() {
    return env -> new FakeNode(env, events, () -> {});
  }

  private static AbstractThrowableAssert<?, ?> assertFailure(int exitCode, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StartFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(exitCode));
  }

  private static Socket socket(ServerProcess process) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), process.clientPort());
    socket.setSoTimeout((int) DEADLINE.toMillis());
    return socket;
  }

  private static String word(ServerProcess process, String word) throws IOException {
    try (Socket socket = socket(process)) {
      socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static void connect(Socket socket) throws IOException {
    sendConnect(socket);
    assertThat(readFrame(socket).remaining()).isEqualTo(36);
  }

  private static void sendConnect(Socket socket) throws IOException {
    send(socket, 0, 0, 0, 4_000, 0, 0, 16, 0, 0, 0, 0);
    // The read-only flag is missing: the length says 44 bytes, as clients up to 3.3 do.
  }

  private static void send(Socket socket, int... words) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * words.length).putInt(4 * words.length);
    for (int word : words) {
      bytes.putInt(word);
    }
    socket.getOutputStream().write(bytes.array());
  }

  private static ByteBuffer readFrame(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    return ByteBuffer.wrap(in.readNBytes(in.readInt()));
  }
}
