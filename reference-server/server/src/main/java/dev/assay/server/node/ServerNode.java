package dev.assay.server.node;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import dev.assay.server.tree.Applied;
import dev.assay.server.tree.Envelope;
import dev.assay.server.tree.EnvelopeCodec;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Result;
import dev.assay.server.tree.Session;
import dev.assay.server.tree.State;
import dev.assay.server.tree.StateMachine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node of the server, serial and pure: all that happens to it comes through {@link #on}, all
 * that it does goes through its {@link Env}.
 */
public final class ServerNode {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NO_TIMER = Long.MIN_VALUE;

  private final Env env;
  private final Set<SeededBug> bugs;
  private final StateMachine machine;
  private final AtomicBroadcast broadcast;
  private final Clients clients;
  private final Touches touches;
  private final Expiry expiry;
  private final long beatNanos;
  private final int level;
  private long timer = NO_TIMER;
  private long lastSealMillis;
  private boolean halted;

  /**
   * A node that does nothing yet.
   *
   * @param factory makes the broadcast below this node; called once, here
   */
  public ServerNode(Env env, ServerSettings settings, BroadcastFactory factory) {
    this.env = env;
    bugs = settings.bugs();
    level = settings.featureLevel();
    machine = new StateMachine(settings.bugs());
    broadcast = factory.create(new Upcalls());
    touches = new Touches(broadcast);
    expiry = new Expiry(settings);
    clients = new Clients(env, settings, machine, broadcast, touches);
    beatNanos = settings.tickMillis() * NANOS_PER_MILLI / 2;
  }

  /** Recovers, and joins the ensemble. Called once, before any event. */
  public void start() {
    broadcast.start();
  }

  /** Hands in what happened. */
  public void on(Event event) {
    switch (event) {
      case Event.FromClient(var connection, var request) -> clients.on(connection, request);
      case Event.ClientGone(var connection) -> clients.gone(connection);
      case Event.TimerFired(var token) when timer != NO_TIMER && token == timer -> beat();
      case Event.TimerFired _,
          Event.LinkUp _,
          Event.LinkAccepted _,
          Event.LinkDown _,
          Event.LinkMessage _,
          Event.Datagram _,
          Event.Synced _,
          Event.DiskFailed _ ->
          broadcast.on(event);
    }
  }

  /** What the four-letter word {@code srvr} shows. */
  public NodeStatus status() {
    return new NodeStatus(
        broadcast.status(),
        machine.state().nodes(),
        clients.size(),
        machine.state().sessions().size());
  }

  /** The state that this node has applied; immutable. */
  public State state() {
    return machine.state();
  }

  /** The position of {@link #state}. */
  public long position() {
    return machine.position();
  }

  /** A hash of {@link #state}, equal on nodes of equal state. Walks over all of it. */
  public long digest() {
    return machine.digest();
  }

  /**
   * What does not fit together inside this node, one sentence each; empty when all is well. Must be
   * empty between any two events. Walks over all nodes, sessions, connections and watches.
   */
  public List<String> inconsistencies() {
    List<String> found = new ArrayList<>(machine.state().inconsistencies(machine.position()));
    found.addAll(clients.inconsistencies());
    found.addAll(expiry.inconsistencies(machine.state()));
    return found;
  }

  /** Twice in a tick: the leader hears of signs of life, and ends the sessions that gave none. */
  private void beat() {
    timer = env.timer(beatNanos);
    touches.flush();
    clients.beat();
    for (long session : expiry.expired(sessionNanos())) {
      broadcast.submit(
          EnvelopeCodec.encode(
              new Envelope(session, 0, 0, List.of(), 0, 0, new Request.CloseSession())));
    }
  }

  private void stopBeat() {
    if (timer != NO_TIMER) {
      env.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  /** The envelope of an entry; null when the node must stop there, and apply nothing behind it. */
  private @Nullable Envelope understood(long position, byte[] entry) {
    String where = "the entry at position " + position;
    try {
      int needed = EnvelopeCodec.level(entry);
      if (needed > level) {
        halt(
            "%s is of feature level %d, this server knows %d: upgrade it"
                .formatted(where, needed, level));
        return null;
      }
      return EnvelopeCodec.decode(entry);
    } catch (IllegalArgumentException senseless) {
      halt(where + " makes no sense: " + senseless.getMessage());
      return null;
    }
  }

  private void halt(String reason) {
    halted = true;
    env.halt(reason);
  }

  /** What an applied request says about the life of its session. */
  private void watchLife(Envelope envelope, Result result) {
    if (result instanceof Result.SessionCreated(long session, int _, long _)) {
      alive(session);
    } else if (result instanceof Result.SessionAttached) {
      alive(envelope.session());
    } else if (!machine.state().sessions().containsKey(envelope.session())) {
      expiry.ended(envelope.session());
    }
  }

  private void alive(long session) {
    if (expiry.leading()) {
      Session open = machine.state().sessions().get(session);
      expiry.alive(open, sessionNanos());
    }
  }

  /** The clock of the deadlines of sessions. */
  private long sessionNanos() {
    return bugs.contains(SeededBug.EXPIRY_BY_WALL_CLOCK)
        ? env.wallMillis() * NANOS_PER_MILLI
        : env.nanos();
  }

  /** What the broadcast calls. */
  private final class Upcalls implements AtomicBroadcast.Application {
    @Override
    public int level() {
      return level;
    }

    @Override
    public byte[] seal(byte[] request, int common) {
      // A request that gets its place in the order is a sign of life: what its server says of the
      // session beside it may be lost.
      alive(EnvelopeCodec.client(request));
      long last = Math.max(lastSealMillis, machine.state().lastTimeMillis());
      lastSealMillis = Math.max(last, env.wallMillis());
      return EnvelopeCodec.sealed(request, lastSealMillis, Math.min(common, level));
    }

    @Override
    public void deliver(long position, byte[] entry) {
      Envelope envelope = halted ? null : understood(position, entry);
      if (envelope == null) {
        return;
      }
      if (bugs.contains(SeededBug.TIME_IN_APPLY)) {
        envelope = envelope.at(env.wallMillis());
      }
      Applied applied = machine.apply(position, envelope);
      watchLife(envelope, applied.result());
      clients.delivered(envelope, applied);
    }

    @Override
    public Iterator<byte[]> snapshot() {
      return machine.snapshot();
    }

    @Override
    public void restore(long position, Iterator<byte[]> chunks) {
      machine.restore(position, chunks);
    }

    @Override
    public void active(boolean leader, long epoch) {
      clients.activate();
      if (leader) {
        expiry.lead(machine.state().sessions().values(), sessionNanos());
      } else {
        expiry.follow();
      }
      stopBeat();
      timer = env.timer(beatNanos);
    }

    @Override
    public void inactive() {
      stopBeat();
      expiry.follow();
      touches.clear();
      clients.deactivate();
    }

    @Override
    public void barrierReached(long token) {
      clients.barrierReached(token);
    }

    @Override
    public void fromNode(int node, byte[] message) {
      Touches.read(message).forEach(ServerNode.this::alive);
    }
  }
}
