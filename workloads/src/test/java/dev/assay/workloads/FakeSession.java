package dev.assay.workloads;

import dev.assay.core.spi.Coordination;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's session with a {@link FakeService}. What it tells its client comes in one order, each
 * in a turn of its own.
 */
final class FakeSession implements Coordination {
  private final FakeService service;
  private final Queue<Open> waiting = new ArrayDeque<>();
  private final Queue<Open> sent = new ArrayDeque<>();
  private final List<Notice> missed = new ArrayList<>();
  private Consumer<Notice> listener = _ -> {};
  private @Nullable Open moving;
  private State state = State.OFFLINE;
  private String node;
  private String id;
  private long connection;
  private long lastArrival;
  private long lastTold;

  private enum State {
    ONLINE,
    OFFLINE,
    /** The session is over; the next request opens another one. */
    OVER,
    CLOSED
  }

  private record Open(Request request, Consumer<Reply> completion) {}

  FakeSession(FakeService service, String node) {
    this.service = service;
    this.node = node;
    this.id = service.begin();
    connect();
  }

  @Override
  public void listen(Consumer<Notice> someone) {
    listener = someone;
  }

  @Override
  public String session() {
    return id;
  }

  @Override
  public void submit(Request request, Consumer<Reply> completion) {
    service.requests.add(request);
    Open open = new Open(request, completion);
    if (state == State.CLOSED || service.hits(service.refuseEvery)) {
      answer(open, new Reply.NotDone("not connected"));
      return;
    }
    if (state == State.OVER) {
      id = service.begin();
      connect();
    }
    switch (request) {
      case Request.Move(String target) -> move(target, open);
      case Request.End(boolean clean) when !clean -> abandon(open);
      default -> {
        if (state == State.ONLINE) {
          send(open);
        } else {
          waiting.add(open);
        }
      }
    }
  }

  private void send(Open open) {
    sent.add(open);
    long mine = connection;
    if (open.request() instanceof Request.End) {
      // What follows is part of another session.
      state = State.OFFLINE;
    }
    lastArrival = service.soon(lastArrival + 1);
    service.at(
        lastArrival,
        () -> {
          if (mine == connection) {
            arrived(open);
          }
        });
  }

  private void arrived(Open open) {
    boolean lost = service.hits(service.loseEvery);
    if (lost && service.hits(2)) {
      lose();
      return;
    }
    boolean last = open.request() instanceof Request.End;
    Reply reply = last ? end() : service.apply(this, id, open.request());
    if (lost) {
      lose();
      return;
    }
    sent.remove(open);
    answer(open, reply);
    if (last) {
      over();
    }
  }

  private Reply end() {
    service.end(id);
    return new Reply.Done(null, null, null);
  }

  /** The next request opens another session; those that wait already do. */
  private void over() {
    state = State.OVER;
    service.unwatch(this);
    missed.clear();
    if (!waiting.isEmpty()) {
      id = service.begin();
      connect();
    }
  }

  private void abandon(Open open) {
    connection++;
    service.abandon(id);
    moved(new Reply.Unknown("the session was left"));
    failSent();
    failWaiting("the session was left");
    over();
    answer(open, new Reply.Done(null, null, null));
  }

  private void move(String target, Open open) {
    node = target;
    disconnect();
    failWaiting("the session moved");
    moving = open;
    connect();
  }

  private void moved(Reply reply) {
    @Nullable Open move = moving;
    moving = null;
    if (move != null) {
      answer(move, reply);
    }
  }

  private void lose() {
    boolean ending = sent.stream().anyMatch(open -> open.request() instanceof Request.End);
    disconnect();
    if (ending) {
      service.abandon(id);
      over();
      return;
    }
    if (service.hits(service.expireEvery)) {
      service.end(id);
    }
    connect();
  }

  private void disconnect() {
    String left = id;
    connection++;
    state = State.OFFLINE;
    moved(new Reply.Unknown("moved on"));
    failSent();
    tell(() -> listener.accept(new Notice.Disconnected(left)));
  }

  private void connect() {
    state = State.OFFLINE;
    long mine = ++connection;
    service.whenBack(() -> {
      if (mine != connection) {
        return;
      }
      if (service.isLive(id)) {
        state = State.ONLINE;
        Notice connected = new Notice.Connected(id, FakeService.TIMEOUT_MILLIS, node);
        tell(() -> listener.accept(connected));
        moved(new Reply.Done(null, null, null));
        missed.forEach(notice -> tell(() -> listener.accept(notice)));
        missed.clear();
        sendWaiting();
      } else {
        String lost = id;
        moved(new Reply.Unknown("session expired"));
        failWaiting("session expired");
        tell(() -> listener.accept(new Notice.Expired(lost)));
        over();
      }
    });
  }

  private void sendWaiting() {
    while (state == State.ONLINE && !waiting.isEmpty()) {
      send(waiting.remove());
    }
  }

  private void failSent() {
    while (!sent.isEmpty()) {
      answer(sent.remove(), new Reply.Unknown("connection lost"));
    }
  }

  private void failWaiting(String why) {
    while (!waiting.isEmpty()) {
      answer(waiting.remove(), new Reply.NotDone(why));
    }
  }

  private void answer(Open open, Reply reply) {
    tell(() -> open.completion().accept(reply));
  }

  /** A watch fired; a client without a connection hears of it when it has one again. */
  void fired(Notice notice) {
    if (state == State.ONLINE) {
      tell(() -> listener.accept(notice));
    } else {
      missed.add(notice);
    }
  }

  private void tell(Runnable what) {
    lastTold = service.soon(lastTold + 1);
    service.at(lastTold, what);
  }

  @Override
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    String mine = id;
    state = State.CLOSED;
    connection++;
    service.unwatch(this);
    moved(new Reply.Unknown("closed"));
    failSent();
    failWaiting("closed");
    service.at(service.soon(lastArrival + 1), () -> service.end(mine));
  }
}
