package dev.assay.cluster.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A server in little: it answers {@code srvr} on its client port and keeps a connection with a byte
 * every 20 ms to each of its peers. Arguments: client port, peer port, peers' ports.
 */
final class FakeServer {
  private FakeServer() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ServerSocket clients = listen(arguments[0]);
    ServerSocket peers = listen(arguments[1]);
    Thread.ofPlatform().start(() -> accept(peers, false));
    for (int i = 2; i < arguments.length; i++) {
      int port = Integer.parseInt(arguments[i]);
      Thread.ofPlatform().daemon().start(() -> talk(port));
    }
    System.out.println("listening on " + arguments[0]);
    accept(clients, true);
  }

  private static ServerSocket listen(String port) throws IOException {
    return new ServerSocket(Integer.parseInt(port), 50, InetAddress.ofLiteral("127.0.0.1"));
  }

  private static void accept(ServerSocket listener, boolean answer) {
    while (true) {
      try {
        Socket socket = listener.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket, answer));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void serve(Socket socket, boolean answer) {
    try (socket) {
      InputStream in = socket.getInputStream();
      byte[] word = in.readNBytes(4);
      if (answer && new String(word, StandardCharsets.US_ASCII).equals("exit")) {
        Runtime.getRuntime().halt(3);
      }
      OutputStream out = socket.getOutputStream();
      out.write("Mode: standalone\n".getBytes(StandardCharsets.US_ASCII));
      while (!answer && in.read() >= 0) {
        out.write('.');
      }
    } catch (IOException _) {
      // The other side is gone.
    }
  }

  private static void talk(int port) {
    while (true) {
      try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        Thread.ofPlatform().daemon().start(() -> drain(socket));
        while (true) {
          socket.getOutputStream().write('.');
          TimeUnit.MILLISECONDS.sleep(20);
        }
      } catch (IOException _) {
        // Again.
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void drain(Socket socket) {
    try {
      while (socket.getInputStream().read() >= 0) {
        // Only kept moving.
      }
    } catch (IOException _) {
      // The writer notices too.
    }
  }
}
