package dev.assay.cluster.docker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server in little: whoever connects gets a line. Argument: the port. */
final class WordServer {
  private WordServer() {}

  public static void main(String[] arguments) throws IOException {
    try (ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[0]))) {
      while (true) {
        try (Socket socket = listener.accept()) {
          socket.getOutputStream().write("here\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }
}
