package dev.assay.server.node;

import dev.assay.server.env.Env;
import java.util.ArrayList;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connections of this node: by id, by session when open, by nonce while opening. */
final class ConnectionTable {
  private final Env env;
  private final WatchTable watches;
  private final TreeMap<Long, Connection> connections = new TreeMap<>();
  private final TreeMap<Long, Connection> bySession = new TreeMap<>();
  private final TreeMap<Long, Connection> byNonce = new TreeMap<>();

  ConnectionTable(Env env, WatchTable watches) {
    this.env = env;
    this.watches = watches;
  }

  int size() {
    return connections.size();
  }

  @Nullable Connection find(long id) {
    return connections.get(id);
  }

  /** The open connection of a session. */
  @Nullable Connection ofSession(long session) {
    return bySession.get(session);
  }

  void add(Connection connection) {
    connections.put(connection.id(), connection);
    byNonce.put(connection.nonce(), connection);
  }

  /** The connection that waits for the opening with that nonce; it does not wait any more. */
  @Nullable Connection takeOpening(long nonce) {
    return byNonce.remove(nonce);
  }

  void open(Connection connection, long session, long attachment) {
    connection.opened(session, attachment);
    bySession.put(session, connection);
  }

  /** Ends a connection from this side. */
  void end(Connection connection) {
    if (!connection.ended()) {
      forget(connection);
      env.closeClient(connection.id());
    }
  }

  /** Forgets a connection that is gone; its watches die with it. */
  void forget(Connection connection) {
    connections.remove(connection.id());
    byNonce.remove(connection.nonce(), connection);
    bySession.remove(connection.session(), connection);
    watches.remove(connection.id());
    connection.end();
  }

  void endAll() {
    for (Connection connection : new ArrayList<>(connections.values())) {
      end(connection);
    }
  }
}
