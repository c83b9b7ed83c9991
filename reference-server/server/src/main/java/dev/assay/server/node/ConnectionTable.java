package dev.assay.server.node;

import dev.assay.server.env.Env;
import dev.assay.server.tree.Session;
import dev.assay.server.tree.State;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The connections of this node: by id, by attachment when open, by nonce while opening. */
final class ConnectionTable {
  private final Env env;
  private final WatchTable watches;
  private final TreeMap<Long, Connection> connections = new TreeMap<>();
  private final TreeMap<Attachment, Connection> byAttachment = new TreeMap<>();
  private final TreeMap<Long, Connection> byNonce = new TreeMap<>();

  /** A session, and which of its connections. */
  private record Attachment(long session, long number) implements Comparable<Attachment> {
    static Attachment of(Connection connection) {
      return new Attachment(connection.session(), connection.attachment());
    }

    @Override
    public int compareTo(Attachment other) {
      int order = Long.compare(session, other.session);
      return order == 0 ? Long.compare(number, other.number) : order;
    }
  }

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

  /** All connections, a copy, in the order in which they came. */
  List<Connection> all() {
    return new ArrayList<>(connections.values());
  }

  /** The open connection of a session: the newest, though only a seeded bug leaves several. */
  @Nullable Connection ofSession(long session) {
    var newest = byAttachment.floorEntry(new Attachment(session, Long.MAX_VALUE));
    return newest == null || newest.getKey().session() != session ? null : newest.getValue();
  }

  /** The open connection of an attachment. */
  @Nullable Connection of(long session, long attachment) {
    return byAttachment.get(new Attachment(session, attachment));
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
    byAttachment.put(Attachment.of(connection), connection);
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
    byAttachment.remove(Attachment.of(connection), connection);
    watches.remove(connection.id());
    connection.end();
  }

  void endAll() {
    all().forEach(this::end);
  }

  /** What does not fit together, one sentence each. */
  List<String> inconsistencies(State state) {
    List<String> found = new ArrayList<>();
    TreeSet<Long> open = new TreeSet<>();
    for (Connection connection : connections.values()) {
      String name = "connection " + connection.id();
      boolean waits = byNonce.get(connection.nonce()) == connection;
      if (connection.open()) {
        open.add(connection.id());
        check(connection, name, state, found);
      }
      if (waits == connection.open() || connection.ended()) {
        found.add(name + " is not open and does not wait for its session, or both");
      }
      connection.miscounts().forEach(what -> found.add(name + what));
    }
    if (byAttachment.size() != open.size() || byNonce.size() != connections.size() - open.size()) {
      found.add("a session, or an opening, has a connection that is not there");
    }
    found.addAll(watches.inconsistencies(open));
    return found;
  }

  private void check(Connection connection, String name, State state, List<String> found) {
    if (ofSession(connection.session()) != connection) {
      found.add(name + " is open, and not the connection of its session");
    }
    Session session = state.sessions().get(connection.session());
    if (session == null || session.attachment() != connection.attachment()) {
      found.add(name + " belongs to a session that has ended or moved");
    }
  }
}
