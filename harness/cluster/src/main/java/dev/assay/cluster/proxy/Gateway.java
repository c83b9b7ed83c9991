package dev.assay.cluster.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SOCKS5 proxy (RFC 1928, without authentication; CONNECT alone) that leads one node's
 * connections to the entrances of its routes. It says yes at once; whether the other node can be
 * reached shows behind it, as on a network that loses segments.
 */
final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int BACKLOG = 256;
  private static final int HANDSHAKE_MILLIS = 5_000;
  private static final int VERSION = 5;
  private static final int CONNECT = 1;
  private static final int UNREACHABLE = 4;

  private final Map<String, Entrance> byAddress;
  private final ServerSocket listener;

  /**
   * @param byAddress where what is asked for by {@code host:port} goes to
   */
  Gateway(Map<String, Entrance> byAddress) throws IOException {
    this.byAddress = Map.copyOf(byAddress);
    listener = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().name("gateway").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().name("gateway-handshake").start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("no connection accepted at the gateway: {}", e.toString());
        }
      }
    }
  }

  private void serve(Socket socket) {
    try {
      socket.setSoTimeout(HANDSHAKE_MILLIS);
      Entrance entrance = shakeHands(socket);
      if (entrance == null) {
        socket.close();
      } else {
        socket.setSoTimeout(0);
        entrance.serve(socket);
      }
    } catch (IOException e) {
      LOG.debug("a handshake failed: {}", e.toString());
      close(socket);
    }
  }

  private @Nullable Entrance shakeHands(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    require(in.readUnsignedByte() == VERSION, "no SOCKS5");
    in.skipNBytes(in.readUnsignedByte());
    out.write(new byte[] {VERSION, 0});
    require(in.readUnsignedByte() == VERSION, "no SOCKS5");
    boolean connects = in.readUnsignedByte() == CONNECT;
    in.skipNBytes(1);
    String address = host(in) + ":" + in.readUnsignedShort();
    Entrance entrance = connects ? byAddress.get(address) : null;
    if (entrance == null) {
      LOG.warn("a node asked for {}, which is no address of another one", address);
    }
    int answer = entrance == null ? UNREACHABLE : 0;
    out.write(new byte[] {VERSION, (byte) answer, 0, 1, 0, 0, 0, 0, 0, 0});
    return entrance;
  }

  private static String host(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    int length =
        switch (kind) {
          case 1 -> 4;
          case 3 -> in.readUnsignedByte();
          case 4 -> 16;
          default -> throw new IOException("no kind of address: " + kind);
        };
    byte[] bytes = in.readNBytes(length);
    return kind == 3
        ? new String(bytes, StandardCharsets.US_ASCII)
        : InetAddress.getByAddress(bytes).getHostAddress();
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed already.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.warn("port {} not closed: {}", port(), e.toString());
    }
  }
}
