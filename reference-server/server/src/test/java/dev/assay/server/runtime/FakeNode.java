package dev.assay.server.runtime;

import dev.assay.server.broadcast.AtomicBroadcast.Status;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import dev.assay.server.tree.Result;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps all events, and answers what a test asks: connect, sync, ping and close. */
final class FakeNode implements Node {
  static final long POSITION = 17;

  final BlockingQueue<Event> events;
  private final Env env;
  private final Runnable first;
  private Status status = new Status("looking", 3, 0);
  private long timer;

  /**
   * A node that begins to serve soon.
   *
   * @param first done just before
   */
  FakeNode(Env env, BlockingQueue<Event> events, Runnable first) {
    this.env = env;
    this.events = events;
    this.first = first;
  }

  static Factory serving() {
    return env -> new FakeNode(env, new LinkedBlockingQueue<>(), () -> {});
  }

  @Override
  public void start() {
    timer = env.timer(TimeUnit.MILLISECONDS.toNanos(100));
  }

  @Override
  public void on(Event event) {
    events.add(event);
    if (event.equals(new Event.TimerFired(timer))) {
      first.run();
      status = new Status("standalone", 4, POSITION);
    }
    if (event instanceof Event.FromClient(long connection, ClientRequest request)) {
      answer(connection, request);
    }
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public int featureLevel() {
    return 1;
  }

  @Override
  public int nodeCount() {
    return 5;
  }

  private void answer(long connection, ClientRequest request) {
    switch (request) {
      case ClientRequest.Connect connect ->
          env.reply(connection, new ClientReply.Connected(9, 4000, connect.password()));
      case ClientRequest.Sync sync -> answer(connection, sync.xid(), new Result.Synced("/"));
      case ClientRequest.Close close -> {
        answer(connection, close.xid(), new Result.SessionClosed());
        env.closeClient(connection);
      }
      case ClientRequest.Ping _ -> env.reply(connection, new ClientReply.Pong(POSITION));
      case ClientRequest.Write _,
          ClientRequest.Read _,
          ClientRequest.SetWatches _,
          ClientRequest.Rejected _ -> {}
    }
  }

  private void answer(long connection, int xid, Result result) {
    env.reply(connection, new ClientReply.Answer(xid, POSITION, result));
  }
}
