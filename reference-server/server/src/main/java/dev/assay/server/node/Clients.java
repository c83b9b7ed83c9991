package dev.assay.server.node;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.bug.SeededBug;
import dev.assay.server.bytes.ByteWriter;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.env.Env;
import dev.assay.server.tree.Applied;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.Envelope;
import dev.assay.server.tree.EnvelopeCodec;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Result;
import dev.assay.server.tree.StateMachine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clients of this node: opens, moves and ends their connections. */
final class Clients {
  /** Ours have 16; what is much longer is nobody's. */
  private static final int MAX_PASSWORD_BYTES = 64;

  private final Env env;
  private final ServerSettings settings;
  private final StateMachine machine;
  private final AtomicBroadcast broadcast;
  private final Touches touches;
  private final WatchTable watchTable = new WatchTable();
  private final Watches watches;
  private final ConnectionTable table;
  private final Pipeline pipeline;

  /** Only for a seeded bug: sessions whose connection to this node is gone. */
  private final Expiry departed;

  private boolean active;

  Clients(
      Env env,
      ServerSettings settings,
      StateMachine machine,
      AtomicBroadcast broadcast,
      Touches touches) {
    this.env = env;
    this.settings = settings;
    this.machine = machine;
    this.broadcast = broadcast;
    this.touches = touches;
    watches = new Watches(env, machine, watchTable, settings.bugs());
    table = new ConnectionTable(env, watchTable);
    pipeline = new Pipeline(env, settings, machine, broadcast, table, watches);
    departed = new Expiry(settings);
  }

  int size() {
    return table.size();
  }

  void on(long id, ClientRequest request) {
    Connection connection = table.find(id);
    if (connection == null) {
      connect(id, request);
    } else if (connection.open()) {
      touches.add(connection.session());
      pipeline.accept(connection, request);
    } else {
      connection.early().add(request);
      if (connection.early().size() > settings.limits().pendingPerConnection()) {
        table.end(connection);
      }
    }
  }

  void gone(long id) {
    Connection connection = table.find(id);
    if (connection != null) {
      if (settings.bugs().contains(SeededBug.EXPIRY_NOT_REPLICATED)) {
        departed.alive(machine.state().sessions().get(connection.session()), env.nanos());
      }
      table.forget(connection);
    }
  }

  /** Half a tick has gone by. */
  void beat() {
    pipeline.beat();
    for (long session : departed.expired(env.nanos())) {
      departed.ended(session);
      watches.fire(machine.endAlone(session).changes());
    }
  }

  void delivered(Envelope envelope, Applied applied) {
    watches.fire(applied.changes());
    switch (envelope.request()) {
      case Request.CreateSession request -> opened(request.nonce(), envelope, applied.result());
      case Request.AttachSession request -> opened(request.nonce(), envelope, applied.result());
      case Request.CloseSession _ when envelope.attachment() == 0 ->
          expired(envelope.session(), applied.result());
      case Request.CloseSession _ -> pipeline.decided(envelope, applied.result());
      case Request.Single _ -> pipeline.decided(envelope, applied.result());
      case Request.Multi _ -> pipeline.decided(envelope, applied.result());
    }
  }

  void barrierReached(long token) {
    pipeline.barrierReached(token);
  }

  void activate() {
    active = true;
    departed.lead(List.of(), env.nanos());
  }

  /** Ends all connections: what they wait for may never come. */
  void deactivate() {
    active = false;
    table.endAll();
    pipeline.clear();
    watchTable.clear();
    departed.follow();
  }

  /** What does not fit together, one sentence each. */
  List<String> inconsistencies() {
    return table.inconsistencies(machine.state());
  }

  private void connect(long id, ClientRequest request) {
    if (!active
        || !(request instanceof ClientRequest.Connect connect)
        || table.size() >= settings.limits().connections()) {
      env.closeClient(id);
    } else if (connect.lastPositionSeen() > machine.position()
        && !settings.bugs().contains(SeededBug.SESSION_GOES_BACK)) {
      env.trace("refused-behind", connect.lastPositionSeen());
      env.closeClient(id);
    } else if (connect.password().length > MAX_PASSWORD_BYTES) {
      env.reply(id, new ClientReply.SessionExpired());
      env.closeClient(id);
    } else {
      open(id, connect);
    }
  }

  private void open(long id, ClientRequest.Connect connect) {
    boolean fresh = connect.session() == 0;
    long nonce = env.random();
    byte[] password =
        fresh
            ? new ByteWriter().int64(env.random()).int64(env.random()).toBytes()
            : connect.password();
    int timeout =
        Math.clamp(
            connect.timeoutMillis(),
            settings.minSessionTimeoutMillis(),
            settings.maxSessionTimeoutMillis());
    Request request =
        fresh
            ? new Request.CreateSession(nonce, timeout, password)
            : new Request.AttachSession(nonce, password);
    table.add(new Connection(id, nonce, password));
    broadcast.submit(
        EnvelopeCodec.encode(new Envelope(connect.session(), 0, 0, List.of(), 0, 0, request)));
  }

  /** The opening with that nonce was delivered; it may be another node's. */
  private void opened(long nonce, Envelope envelope, Result result) {
    @Nullable Connection connection = table.takeOpening(nonce);
    if (result instanceof Result.SessionCreated(long session, int timeout, long attachment)) {
      serve(connection, session, timeout, attachment);
    } else if (result instanceof Result.SessionAttached(int timeout, long attachment)) {
      moved(envelope.session());
      serve(connection, envelope.session(), timeout, attachment);
    } else if (connection != null) {
      env.reply(connection.id(), new ClientReply.SessionExpired());
      table.end(connection);
    }
  }

  /**
   * A session went to another connection, here or elsewhere. What the one here still waits for
   * stands behind that in the order, and will be refused when it is delivered: say so at once.
   */
  private void moved(long session) {
    Connection older = table.ofSession(session);
    if (older != null && !settings.bugs().contains(SeededBug.MOVED_SESSION_ACCEPTED)) {
      env.trace("session-moved", session);
      pipeline.refuse(older, Code.SESSION_MOVED);
    }
  }

  private void serve(
      @Nullable Connection connection, long session, int timeoutMillis, long attachment) {
    if (connection == null) {
      return;
    }
    table.open(connection, session, attachment);
    departed.ended(session);
    env.trace("session-served", session);
    env.reply(
        connection.id(), new ClientReply.Connected(session, timeoutMillis, connection.password()));
    touches.add(session);
    touches.flush();
    while (connection.open() && !connection.early().isEmpty()) {
      pipeline.accept(connection, connection.early().remove());
    }
  }

  private void expired(long session, Result result) {
    if (!(result instanceof Result.SessionClosed)) {
      return;
    }
    for (Connection connection = table.ofSession(session);
        connection != null;
        connection = table.ofSession(session)) {
      env.trace("session-expired", session);
      pipeline.refuse(connection, Code.SESSION_EXPIRED);
    }
  }
}
