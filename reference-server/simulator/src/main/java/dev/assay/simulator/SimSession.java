package dev.assay.simulator;

import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Coordination;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.client.WatchType;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.CreateMode;
import dev.assay.server.tree.Result;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's session in the world, as ZooKeeper's client library behaves: it reconnects to its one
 * node and takes its session up again, sends nothing twice, and does not know what became of
 * requests that were open when the connection was lost.
 */
final class SimSession implements Coordination {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final long PATIENCE = 1_000_000_000L;
  private static final long PAUSE = 100_000_000L;
  private final Ensemble ensemble;
  private final World world;
  private final int node;
  private final ArrayDeque<Open> waiting = new ArrayDeque<>();
  private final ArrayDeque<Open> sent = new ArrayDeque<>();
  private @Nullable Connection connection;
  private boolean connected;
  private boolean closed;
  private long attempt;
  private long session;
  private byte[] password = new byte[16];
  private long lastPosition;
  private int xid;
  private long lastSent;
  private Consumer<Notice> listener = notice -> {};

  private record Open(Request request, Consumer<Reply> completion) {}

  SimSession(Ensemble ensemble, int node) {
    this.ensemble = ensemble;
    this.world = ensemble.world();
    this.node = node;
    world.post(this::connect);
    world.after(TIMEOUT_MILLIS * 1_000_000L / 3, this::ping);
  }

  @Override
  public String session() {
    return session == 0 ? "" : name(session);
  }

  @Override
  public void listen(Consumer<Notice> someone) {
    listener = someone;
  }

  private void connect() {
    if (closed) {
      return;
    }
    long mine = ++attempt;
    connected = false;
    Connection next =
        ensemble.network().connect(FaultAction.CLIENTS, Ensemble.name(node), new Attempt(mine));
    connection = next;
    next.establish(() -> accepted(next, mine), () -> notConnected(mine));
    // A server may be there and say nothing.
    world.after(
        TIMEOUT_MILLIS * 1_000_000L / 2,
        () -> {
          if (!connected) {
            notConnected(mine);
          }
        });
  }

  /** What comes on one connection, as long as it is the present one. */
  private final class Attempt implements Network.Receiver {
    private final long mine;

    Attempt(long mine) {
      this.mine = mine;
    }

    @Override
    public void received(Object message) {
      if (mine == attempt) {
        heard((ClientReply) message);
      }
    }

    @Override
    public void closed() {
      if (mine == attempt) {
        lost("connection lost");
      }
    }
  }

  private boolean accepted(Connection next, long mine) {
    boolean accepted = ensemble.node(node).acceptClient(next);
    if (accepted && mine == attempt) {
      next.sendForth(new ClientRequest.Connect(lastPosition, TIMEOUT_MILLIS, session, password));
    }
    return accepted;
  }

  private void notConnected(long mine) {
    if (mine == attempt) {
      lost("not connected");
    }
  }

  private void lost(String why) {
    attempt++;
    connected = false;
    if (connection != null) {
      connection.closeBy(FaultAction.CLIENTS);
      connection = null;
    }
    while (!sent.isEmpty()) {
      sent.remove().completion().accept(new Reply.Unknown(why));
    }
    if (!closed) {
      world.after(PAUSE, this::connect);
    }
  }

  private void ping() {
    if (closed) {
      return;
    }
    world.after(TIMEOUT_MILLIS * 1_000_000L / 3, this::ping);
    if (connected && connection != null && world.now() - lastSent > PAUSE) {
      connection.sendForth(new ClientRequest.Ping());
    }
  }

  private void heard(ClientReply reply) {
    switch (reply) {
      case ClientReply.Connected open -> {
        session = open.session();
        password = open.password();
        connected = true;
        while (connected && !waiting.isEmpty()) {
          send(waiting.remove());
        }
      }
      case ClientReply.SessionExpired ignored -> {
        session = 0;
        password = new byte[16];
        lost("session expired");
      }
      case ClientReply.Pong pong -> lastPosition = Math.max(lastPosition, pong.position());
      case ClientReply.WatchFired fired -> {
        lastPosition = Math.max(lastPosition, fired.position());
        listener.accept(new Notice.Fired(change(fired.type()), fired.path()));
      }
      case ClientReply.Answer answer -> {
        lastPosition = Math.max(lastPosition, answer.position());
        Open open = sent.poll();
        if (open != null) {
          open.completion().accept(reply(answer));
        }
      }
    }
  }

  private static Change change(WatchType type) {
    return switch (type) {
      case NODE_CREATED -> Change.CREATED;
      case NODE_DELETED -> Change.DELETED;
      case NODE_DATA_CHANGED -> Change.DATA_CHANGED;
      case NODE_CHILDREN_CHANGED -> Change.CHILDREN_CHANGED;
    };
  }

  @Override
  public void submit(Request request, Consumer<Reply> completion) {
    Open open = new Open(request, completion);
    if (closed) {
      completion.accept(new Reply.NotDone("closed"));
    } else if (connected) {
      send(open);
    } else {
      waiting.add(open);
      world.after(
          PATIENCE,
          () -> {
            if (waiting.remove(open)) {
              completion.accept(new Reply.NotDone("not connected"));
            }
          });
    }
  }

  private void send(Open open) {
    Connection to = connection;
    if (to != null) {
      sent.add(open);
      lastSent = world.now();
      to.sendForth(wire(++xid, open.request()));
    }
  }

  private static ClientRequest wire(int xid, Request request) {
    return switch (request) {
      case Request.Single single -> new ClientRequest.Write(xid, single(single));
      case Request.Multi multi ->
          new ClientRequest.Write(
              xid,
              new dev.assay.server.tree.Request.Multi(
                  multi.requests().stream().map(SimSession::single).toList()));
      case Request.GetData get ->
          new ClientRequest.Read(xid, new ReadRequest.GetData(get.path(), get.watch()));
      case Request.Exists exists ->
          new ClientRequest.Read(xid, new ReadRequest.Exists(exists.path(), exists.watch()));
      case Request.GetChildren get ->
          new ClientRequest.Read(xid, new ReadRequest.GetChildren(get.path(), get.watch()));
      case Request.Sync sync -> new ClientRequest.Sync(xid, sync.path());
      case Request.Move move -> throw new UnsupportedOperationException(move.toString());
      case Request.End end -> throw new UnsupportedOperationException(end.toString());
    };
  }

  private static dev.assay.server.tree.Request.Single single(Request.Single request) {
    return switch (request) {
      case Request.Create create ->
          new dev.assay.server.tree.Request.Create(
              create.path(), create.data(), mode(create.mode()), true);
      case Request.Delete delete ->
          new dev.assay.server.tree.Request.Delete(delete.path(), delete.version());
      case Request.SetData set ->
          new dev.assay.server.tree.Request.SetData(set.path(), set.data(), set.version());
      case Request.Check check ->
          new dev.assay.server.tree.Request.Check(check.path(), check.version());
    };
  }

  private static CreateMode mode(Mode mode) {
    return switch (mode) {
      case PERSISTENT -> CreateMode.PERSISTENT;
      case EPHEMERAL -> CreateMode.EPHEMERAL;
      case PERSISTENT_SEQUENTIAL -> CreateMode.PERSISTENT_SEQUENTIAL;
      case EPHEMERAL_SEQUENTIAL -> CreateMode.EPHEMERAL_SEQUENTIAL;
    };
  }

  private static Reply reply(ClientReply.Answer answer) {
    String zxid = Long.toString(answer.position());
    return switch (answer.result()) {
      case Result.Failed failed -> failed(failed.code());
      case Result.Created created ->
          new Reply.Done(
              created.path(), stat(created.stat()), Long.toString(created.stat().czxid()));
      case Result.DataSet set ->
          new Reply.Done(null, stat(set.stat()), Long.toString(set.stat().mzxid()));
      case Result.Data data -> new Reply.Data(data.data(), stat(data.stat()));
      case Result.Existing existing ->
          new Reply.Done(null, stat(existing.stat()), Long.toString(existing.stat().mzxid()));
      case Result.Children children -> new Reply.Names(children.names(), stat(children.stat()));
      case Result.MultiFailed failed -> multiFailed(failed.codes());
      case Result.Deleted ignored -> new Reply.Done(null, null, zxid);
      case Result.Checked ignored -> new Reply.Done(null, null, zxid);
      case Result.MultiDone ignored -> new Reply.Done(null, null, zxid);
      case Result.Synced ignored -> new Reply.Done(null, null, zxid);
      case Result.WatchesSet ignored -> new Reply.Done(null, null, zxid);
      case Result.SessionCreated ignored -> new Reply.Done(null, null, zxid);
      case Result.SessionAttached ignored -> new Reply.Done(null, null, zxid);
      case Result.SessionClosed ignored -> new Reply.Done(null, null, zxid);
    };
  }

  private static Stat stat(dev.assay.server.tree.Stat stat) {
    return new Stat(
        stat.czxid(),
        stat.mzxid(),
        stat.pzxid(),
        stat.ctime(),
        stat.mtime(),
        stat.version(),
        stat.cversion(),
        stat.ephemeralOwner() == 0 ? "" : name(stat.ephemeralOwner()),
        stat.numChildren());
  }

  private static String name(long session) {
    return "0x" + Long.toHexString(session);
  }

  private static Reply multiFailed(List<Code> codes) {
    for (Code code : codes) {
      if (code != Code.OK) {
        return failed(code);
      }
    }
    return new Reply.Unknown("a multi failed without an error");
  }

  private static Reply failed(Code code) {
    return switch (code) {
      case NO_NODE -> new Reply.Refused(Refusal.NO_NODE);
      case NODE_EXISTS -> new Reply.Refused(Refusal.NODE_EXISTS);
      case BAD_VERSION -> new Reply.Refused(Refusal.BAD_VERSION);
      case NOT_EMPTY -> new Reply.Refused(Refusal.NOT_EMPTY);
      case NO_CHILDREN_FOR_EPHEMERALS, BAD_ARGUMENTS, INVALID_ACL, UNIMPLEMENTED ->
          new Reply.Refused(Refusal.OTHER);
      case SESSION_EXPIRED, SESSION_MOVED -> new Reply.NotDone(code.toString());
      case OK, SYSTEM_ERROR, RUNTIME_INCONSISTENCY, CONNECTION_LOSS ->
          new Reply.Unknown(code.toString());
    };
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Connection last = connection;
    if (connected && last != null) {
      last.sendForth(new ClientRequest.Close(++xid));
    }
    lost("closed");
    while (!waiting.isEmpty()) {
      waiting.remove().completion().accept(new Reply.NotDone("closed"));
    }
  }
}
