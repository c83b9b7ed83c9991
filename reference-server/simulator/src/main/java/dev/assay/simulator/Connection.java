package dev.assay.simulator;

import dev.assay.simulator.Network.Pair;
import dev.assay.simulator.Network.Receiver;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection between two hosts, FIFO in each direction. A cut holds what is sent on it; when the
 * cut is healed, a connection that held something delivers it all, or is lost as a whole. When one
 * end's process dies or closes, the other end hears of it behind what was sent; when one end's host
 * loses its power, the other end hears nothing, until the host is back and refuses what still comes
 * for it. What is in flight on a lost connection never arrives.
 */
final class Connection {
  private static final long CONNECT_TIMEOUT = 1_000_000_000L;
  private final Network network;
  private final World world;
  private final String from;
  private final String to;
  private final Lane forth;
  private final Lane back;
  private boolean open = true;

  /** What the other end hears when one end closes. */
  private enum Close {
    CLOSE
  }

  Connection(Network network, String from, String to, Receiver atFrom) {
    this.network = network;
    this.world = network.world();
    this.from = from;
    this.to = to;
    this.forth = new Lane(new Pair(from, to));
    this.back = new Lane(new Pair(to, from));
    this.back.receiver = atFrom;
  }

  boolean open() {
    return open;
  }

  /** Tries to reach the other end; then one of both is run. */
  void establish(BooleanSupplier accepted, Runnable failed) {
    if (unreachable()) {
      timeOut(failed);
    } else {
      world.after(network.latency(forth.pair), () -> arrive(accepted, failed));
    }
  }

  private void arrive(BooleanSupplier accepted, Runnable failed) {
    if (!open) {
      return;
    }
    if (unreachable()) {
      timeOut(failed);
    } else if (!accepted.getAsBoolean()) {
      drop();
      world.after(network.latency(back.pair), failed);
    }
  }

  private boolean unreachable() {
    return network.isCut(forth.pair) || network.isCut(back.pair) || network.isDark(to);
  }

  private void timeOut(Runnable failed) {
    world.after(
        CONNECT_TIMEOUT,
        () -> {
          if (open) {
            drop();
            failed.run();
          }
        });
  }

  void receiverAtTo(Receiver receiver) {
    forth.receiver = receiver;
  }

  void sendForth(Object message) {
    forth.send(message);
  }

  void sendBack(Object message) {
    back.send(message);
  }

  boolean crosses(Pair pair) {
    return forth.pair.equals(pair) || back.pair.equals(pair);
  }

  boolean touches(String host) {
    return from.equals(host) || to.equals(host);
  }

  String otherEnd(String host) {
    return host.equals(from) ? to : from;
  }

  private Lane towards(String host) {
    return host.equals(from) ? back : forth;
  }

  private Lane awayFrom(String host) {
    return host.equals(from) ? forth : back;
  }

  /** One end closes, or its process dies: the other one hears of it behind what was sent. */
  void closeBy(String host) {
    if (open) {
      towards(host).end();
      awayFrom(host).send(Close.CLOSE);
    }
  }

  /** One end's host loses its power. */
  void powerLost(String host) {
    towards(host).end();
    towards(host).dead = true;
    if (awayFrom(host).dead) {
      drop();
    }
  }

  /** It is lost: both ends learn it; nothing in flight arrives. */
  void fail() {
    if (open) {
      drop();
      forth.lose();
      back.lose();
    }
  }

  private void drop() {
    open = false;
    network.forget(this);
  }

  /** A cut of one of its directions is over. */
  void healed(Pair pair) {
    Lane lane = forth.pair.equals(pair) ? forth : back.pair.equals(pair) ? back : null;
    if (lane == null || lane.held.isEmpty()) {
      return;
    }
    if (network.coin()) {
      fail();
    } else {
      lane.release();
    }
  }

  /** One direction. */
  private final class Lane {
    private final Pair pair;
    private final ArrayDeque<Object> held = new ArrayDeque<>();
    private @Nullable Receiver receiver;

    /** Whether the host at its end knows nothing of it any more. */
    private boolean dead;

    private long lastArrival;

    Lane(Pair pair) {
      this.pair = pair;
    }

    void send(Object message) {
      if (!open) {
        return;
      }
      lastArrival = Math.max(lastArrival + 1, world.now() + network.latency(pair));
      world.at(lastArrival, () -> arrive(message));
    }

    private void arrive(Object message) {
      if (!open) {
        return;
      }
      if (network.isCut(pair)) {
        held.add(message);
      } else {
        deliver(message);
      }
    }

    private void deliver(Object message) {
      Receiver to = receiver;
      if (message instanceof Close) {
        drop();
        if (to != null) {
          to.closed();
        }
      } else if (dead && !network.isDark(pair.to())) {
        fail();
      } else if (to != null) {
        to.received(message);
      }
    }

    /** Nobody listens at its end any more. */
    void end() {
      receiver = null;
      held.clear();
    }

    /** Hands over what was held, at once: nothing that was sent later may overtake it. */
    void release() {
      while (open && !held.isEmpty()) {
        deliver(held.remove());
      }
    }

    void lose() {
      Receiver to = receiver;
      if (to != null) {
        world.after(network.latency(pair), to::closed);
      }
    }
  }
}
