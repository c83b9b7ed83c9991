package dev.assay.checker.watch;

import dev.assay.checker.history.Nil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A tiny replicated store of two nodes that keeps its promises: one log of changes, three servers
 * that have each applied a prefix of it, and each server's one-shot watches.
 */
final class ModelStore {
  static final List<String> KEYS = List.of("x", "y");
  private static final int SERVERS = 3;

  private final Random random;
  private final List<Change> log = new ArrayList<>();
  private final List<Server> servers = new ArrayList<>();
  private long nextValue = 1;

  /** A change that somebody asked for. Writing creates what is absent. */
  record Change(String f, String key, long value) {}

  /** The state of a node. */
  record Node(
      Object value, long version, List<Long> children, long childVersion, long mzxid, long pzxid) {
    static final Node ABSENT = new Node(Nil.NIL, -1, List.of(), -1, -1, -1);

    boolean exists() {
      return version >= 0;
    }
  }

  /** What a server tells a client: the answer to its request, or that a watch fired. */
  sealed interface Message {
    record Answer(boolean ok, Object value, boolean exists, long position) implements Message {}

    record Fired(String key, String change) implements Message {}
  }

  /** What a connection asked to be told of. */
  private record Watch(Connection connection, Kind kind, String key) {}

  /** A client's connection to a server, and what is on its way to the client. */
  static final class Connection {
    private final Server server;
    private final ArrayDeque<Message> toClient = new ArrayDeque<>();

    private Connection(Server server) {
      this.server = server;
    }

    ArrayDeque<Message> toClient() {
      return toClient;
    }
  }

  private static final class Server {
    private int applied;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<Watch> watches = new LinkedHashSet<>();

    private Server() {
      KEYS.forEach(key -> nodes.put(key, Node.ABSENT));
    }

    private Node node(String key) {
      return nodes.getOrDefault(key, Node.ABSENT);
    }
  }

  ModelStore(Random random) {
    this.random = random;
    for (int i = 0; i < SERVERS; i++) {
      servers.add(new Server());
    }
  }

  long nextValue() {
    return nextValue++;
  }

  /** Connects to some server, which first catches up with what the client has seen. */
  Connection connect(long seen) {
    Server server = servers.get(random.nextInt(SERVERS));
    catchUp(server, seen);
    return new Connection(server);
  }

  void disconnect(Connection connection) {
    connection.server.watches.removeIf(watch -> watch.connection() == connection);
    connection.toClient.clear();
  }

  void applySomewhere() {
    Server server = servers.get(random.nextInt(SERVERS));
    catchUp(server, random.nextInt(log.size() + 1));
  }

  private void catchUp(Server server, long position) {
    while (server.applied < position) {
      apply(server, log.get(server.applied));
    }
  }

  /** Carries out a request, and puts the answer on its way. */
  void serve(Connection connection, Change request) {
    Server server = connection.server;
    switch (request.f()) {
      case "observe" -> {
        Node node = server.node(request.key());
        server.watches.add(new Watch(connection, Kind.DATA, request.key()));
        answer(connection, true, Map.of("value", node.value(), "version", node.version()));
      }
      case "list" -> {
        Node node = server.node(request.key());
        if (node.exists()) {
          server.watches.add(new Watch(connection, Kind.CHILDREN, request.key()));
        }
        answer(
            connection,
            node.exists(),
            Map.of("children", node.children(), "version", node.childVersion()));
      }
      default -> {
        log.add(request);
        catchUp(server, log.size());
        long version = server.node(request.key()).version();
        boolean write = request.f().equals("write");
        answer(
            connection, true, write ? List.of(request.value(), version) : (Object) request.value());
      }
    }
  }

  private static void answer(Connection connection, boolean ok, Object value) {
    boolean exists =
        value instanceof Map<?, ?> fields && fields.get("version") instanceof Long v && v >= 0;
    connection.toClient.add(new Message.Answer(ok, value, exists, connection.server.applied));
  }

  private static void apply(Server server, Change change) {
    server.applied++;
    String key = change.key();
    Node node = server.node(key);
    Node next =
        switch (change.f()) {
          case "write" ->
              new Node(
                  change.value(),
                  node.version() + 1,
                  node.children(),
                  Math.max(0, node.childVersion()),
                  server.applied,
                  node.exists() ? node.pzxid() : server.applied);
          case "add" -> node.exists() ? withChild(node, change.value(), server.applied) : node;
          default -> Node.ABSENT;
        };
    server.nodes.put(key, next);
    if (change.f().equals("write")) {
      fire(server, key, node.exists() ? "data-changed" : "created");
    } else if (change.f().equals("add") && node.exists()) {
      fire(server, key, "children-changed");
    } else if (change.f().equals("delete") && node.exists()) {
      fire(server, key, "deleted");
    }
  }

  private static Node withChild(Node node, long child, long position) {
    List<Long> children = new ArrayList<>(node.children());
    children.add(child);
    return new Node(
        node.value(), node.version(), children, node.childVersion() + 1, node.mzxid(), position);
  }

  private static void fire(Server server, String key, String change) {
    Set<Connection> told = new LinkedHashSet<>();
    for (Watch watch : List.copyOf(server.watches)) {
      if (watch.key().equals(key) && Kind.of(change).contains(watch.kind())) {
        server.watches.remove(watch);
        if (told.add(watch.connection())) {
          watch.connection().toClient.add(new Message.Fired(key, change));
        }
      }
    }
  }

  /** Sets a watch again that was set when the client had seen so much. */
  void setAgain(
      Connection connection, ModelClient.Waiting waiting, long seen, Set<String> deleted) {
    Node node = connection.server.node(waiting.key());
    String change =
        switch (waiting.how()) {
          case ABSENT -> node.exists() ? "created" : "";
          case DATA -> !node.exists() ? "deleted" : node.mzxid() > seen ? "data-changed" : "";
          case CHILDREN ->
              !node.exists() ? "deleted" : node.pzxid() > seen ? "children-changed" : "";
        };
    if (change.isEmpty()) {
      Kind kind = waiting.how() == ModelClient.How.CHILDREN ? Kind.CHILDREN : Kind.DATA;
      connection.server.watches.add(new Watch(connection, kind, waiting.key()));
    } else if (!change.equals("deleted") || deleted.add(waiting.key())) {
      connection.toClient.add(new Message.Fired(waiting.key(), change));
    }
  }
}
