package dev.assay.simulator;

import dev.assay.core.spi.Coordination;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's session in the world, as ZooKeeper's client library behaves: it reconnects to its node
 * and takes its session up again, with the watches that have not fired, sends nothing twice, and
 * does not know what became of requests that were open when the connection was lost.
 *
 * <p>One thing it does not do as the library does: the library hides an event that no watch asked
 * for. Here it is told, since a server that sends one breaks its promise.
 */
final class SimSession implements Coordination {
  private static final int TIMEOUT_MILLIS = 2_000;

  /** How long a request waits for a connection. */
  private static final long PATIENCE = 1_000_000_000L;

  private static final long PAUSE = 100_000_000L;
  private static final byte[] NO_PASSWORD = new byte[16];
  private final Ensemble ensemble;
  private final World world;
  private final ArrayDeque<Open> waiting = new ArrayDeque<>();
  private final ArrayDeque<Open> sent = new ArrayDeque<>();
  private final SimWatches watches = new SimWatches();
  private int node;
  private State state = State.CONNECTING;
  private @Nullable SimConnection connection;
  private @Nullable Open move;
  private long attempt;
  private String id = "";
  private long session;
  private byte[] password = NO_PASSWORD;
  private long lastPosition;
  private long lastAnswered;
  private int xid;
  private Consumer<Notice> listener = _ -> {};

  private enum State {
    /** Not served, and trying. */
    CONNECTING,
    SERVED,
    /** The server was asked to end the session. */
    ENDING,
    /** There is no session; the next request opens one. */
    OVER,
    CLOSED
  }

  private record Open(Request request, Consumer<Reply> completion) {}

  SimSession(Ensemble ensemble, int node) {
    this.ensemble = ensemble;
    this.world = ensemble.world();
    this.node = node;
    world.post(this::reconnect);
  }

  @Override
  public String session() {
    return id;
  }

  @Override
  public void listen(Consumer<Notice> someone) {
    listener = someone;
  }

  private void connect() {
    if (state != State.CONNECTING) {
      return;
    }
    long mine = ++attempt;
    ClientRequest.Connect hello =
        new ClientRequest.Connect(lastPosition, TIMEOUT_MILLIS, session, password);
    connection =
        new SimConnection(
            ensemble,
            node,
            hello,
            new SimConnection.Owner() {
              @Override
              public void heard(ClientReply reply) {
                SimSession.this.heard(reply);
              }

              @Override
              public void lost(String why) {
                if (mine == attempt) {
                  SimSession.this.lost(why);
                }
              }
            });
  }

  /** Gives up the connection, if there is one, and what was sent on it. */
  private void disconnect(State next, String why) {
    boolean wasServed = state == State.SERVED || state == State.ENDING;
    state = next;
    attempt++;
    if (connection != null) {
      connection.close();
      connection = null;
    }
    answer(take(sent), new Reply.Unknown(why));
    if (wasServed && next == State.CONNECTING) {
      listener.accept(new Notice.Disconnected(id));
    }
  }

  private void lost(String why) {
    if (state == State.ENDING) {
      end(why);
      return;
    }
    disconnect(State.CONNECTING, why);
    world.after(PAUSE, this::reconnect);
  }

  private void reconnect() {
    if (connection == null) {
      connect();
    }
  }

  /** Takes them out first: who hears of a failure may ask for something else at once. */
  private static List<Open> take(ArrayDeque<Open> requests) {
    List<Open> taken = new ArrayList<>(requests);
    requests.clear();
    return taken;
  }

  private static void answer(List<Open> requests, Reply reply) {
    requests.forEach(open -> open.completion().accept(reply));
  }

  private void heard(ClientReply reply) {
    switch (reply) {
      case ClientReply.Connected served -> served(served);
      case ClientReply.SessionExpired _ -> expired();
      case ClientReply.Pong pong -> answeredAt(pong.position());
      case ClientReply.WatchFired fired -> {
        lastPosition = Math.max(lastPosition, fired.position());
        Change change = Wire.change(fired.type());
        watches.fired(change, fired.path());
        listener.accept(new Notice.Fired(change, fired.path()));
      }
      case ClientReply.Answer answer -> {
        answeredAt(answer.position());
        Open open = sent.poll();
        if (open != null) {
          answered(open, answer);
        }
      }
    }
  }

  /**
   * Watches are set again from the last position that was answered: of two events of one position
   * the first may come and the second get lost, but all events of a position come before an answer.
   */
  private void answeredAt(long position) {
    lastAnswered = Math.max(lastAnswered, position);
    lastPosition = Math.max(lastPosition, position);
  }

  private void served(ClientReply.Connected served) {
    session = served.session();
    password = served.password();
    id = Wire.name(session);
    state = State.SERVED;
    if (!watches.isEmpty()) {
      sent.add(new Open(new Request.Sync(""), _ -> {}));
      put(watches.setAgain(++xid, lastAnswered));
    }
    sendWaiting();
    listener.accept(new Notice.Connected(id, served.timeoutMillis(), Ensemble.name(node)));
    moved(new Reply.Done(null, null, null));
  }

  private void expired() {
    String gone = id;
    List<Open> unsent = take(waiting);
    forget();
    disconnect(State.OVER, "session expired");
    listener.accept(new Notice.Expired(gone));
    moved(new Reply.Unknown("session expired"));
    answer(unsent, new Reply.NotDone("session expired"));
  }

  private void forget() {
    session = 0;
    password = NO_PASSWORD;
    lastPosition = 0;
    lastAnswered = 0;
    watches.clear();
  }

  private void answered(Open open, ClientReply.Answer answer) {
    Reply reply = Wire.reply(answer);
    if (open.request() instanceof Request.End) {
      boolean confirmed = reply instanceof Reply.Done;
      end("not confirmed");
      open.completion()
          .accept(confirmed ? reply : new Reply.Unknown("answered by " + answer.result()));
    } else {
      watches.answered(open.request(), reply);
      open.completion().accept(reply);
    }
  }

  @Override
  public void submit(Request request, Consumer<Reply> completion) {
    Open open = new Open(request, completion);
    if (state == State.CLOSED) {
      completion.accept(new Reply.NotDone("closed"));
      return;
    }
    if (state == State.OVER) {
      state = State.CONNECTING;
      connect();
    }
    switch (request) {
      case Request.Move(String target) -> move(Ensemble.number(target), open);
      case Request.End(boolean clean) when !clean -> leave(open);
      case Request.Single _,
          Request.Multi _,
          Request.GetData _,
          Request.Exists _,
          Request.GetChildren _,
          Request.Sync _,
          Request.End _ -> {
        waiting.add(open);
        sendWaiting();
        world.after(PATIENCE, () -> giveUp(open));
      }
    }
  }

  private void giveUp(Open open) {
    if (waiting.remove(open)) {
      open.completion().accept(new Reply.NotDone("not connected"));
    }
  }

  private void sendWaiting() {
    while (state == State.SERVED && !waiting.isEmpty()) {
      Open open = waiting.remove();
      sent.add(open);
      put(Wire.request(++xid, open.request()));
      if (open.request() instanceof Request.End) {
        state = State.ENDING;
      }
    }
  }

  private void put(ClientRequest request) {
    SimConnection to = connection;
    if (to != null) {
      to.send(request);
    }
  }

  private void move(int target, Open open) {
    node = target;
    if (state == State.ENDING) {
      forget();
    }
    List<Open> unsent = take(waiting);
    Open earlier = move;
    move = open;
    disconnect(State.CONNECTING, "the session moves");
    connect();
    if (earlier != null) {
      earlier.completion().accept(new Reply.Unknown("the session moves on"));
    }
    answer(unsent, new Reply.NotDone("the session moves"));
    world.after(
        PATIENCE,
        () -> {
          if (open.equals(move)) {
            moved(new Reply.Unknown("not served in time"));
          }
        });
  }

  private void moved(Reply reply) {
    Open done = move;
    move = null;
    if (done != null) {
      done.completion().accept(reply);
    }
  }

  /** Falls silent: the connection ends, and the session is left to expire. */
  private void leave(Open open) {
    if (session == 0) {
      open.completion().accept(new Reply.NotDone("there is no session"));
      return;
    }
    List<Open> unsent = take(waiting);
    end("the session was left");
    answer(unsent, new Reply.NotDone("the session was left"));
    open.completion().accept(new Reply.Done(null, null, null));
  }

  /** The session is over for this client; what waits is part of the next one. */
  private void end(String why) {
    forget();
    disconnect(State.OVER, why);
    moved(new Reply.Unknown(why));
    if (state == State.OVER && !waiting.isEmpty()) {
      state = State.CONNECTING;
      connect();
    }
  }

  @Override
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    if (state == State.SERVED) {
      put(new ClientRequest.Close(++xid));
    }
    List<Open> unsent = take(waiting);
    disconnect(State.CLOSED, "closed");
    moved(new Reply.Unknown("closed"));
    answer(unsent, new Reply.NotDone("closed"));
  }
}
