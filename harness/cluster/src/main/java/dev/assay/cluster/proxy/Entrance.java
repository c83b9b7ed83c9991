package dev.assay.cluster.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening port of a route, and the connections that came in there. */
final class Entrance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
  private static final int BACKLOG = 256;

  /** More than any server or run needs; whatever opens more is turned away. */
  private static final int CONNECTIONS_MAXIMUM = 1_024;

  private final Route route;
  private final ServerSocket listener;
  private final Function<Socket, Connection> connections;
  private final Set<Connection> live = ConcurrentHashMap.newKeySet();

  Entrance(Route route, Function<Socket, Connection> connections) throws IOException {
    this.route = route;
    this.connections = connections;
    listener = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().name("link-" + route.port()).start(this::accept);
  }

  Route route() {
    return route;
  }

  int port() {
    return listener.getLocalPort();
  }

  List<Connection> connections() {
    return List.copyOf(live);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        serve(listener.accept());
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("no connection accepted for {}: {}", route, e.toString());
        }
      }
    }
  }

  /** Serves a connection that came in here, or was led here by a {@link Gateway}. */
  void serve(Socket socket) throws IOException {
    if (live.size() >= CONNECTIONS_MAXIMUM) {
      socket.setSoLinger(true, 0);
      socket.close();
      return;
    }
    Connection connection = connections.apply(socket);
    live.add(connection);
    Thread.ofVirtual()
        .name("link-forth")
        .start(() -> {
          connection.run();
          live.remove(connection);
        });
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.warn("port {} not closed: {}", port(), e.toString());
    }
    live.forEach(Connection::reset);
  }
}
