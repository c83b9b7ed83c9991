package dev.assay.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The network: directed pairs of hosts that may be cut, slow or lossy, and connections between
 * them. A connection is FIFO in each direction. A cut holds what is sent on it; when the cut is
 * healed, a connection that held something delivers it all, or is lost as a whole.
 */
final class Network {
  private static final long CONNECT_TIMEOUT = 1_000_000_000L;
  private final World world;
  private final RandomGenerator random;
  private final Set<Pair> cuts = new TreeSet<>();
  private final TreeMap<Pair, Long> delays = new TreeMap<>();
  private final List<Connection> connections = new ArrayList<>();
  private long meanLatency = 200_000;
  private double datagramLoss = 0.01;

  record Pair(String from, String to) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byFrom = from.compareTo(other.from);
      return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
  }

  /** One end's view of what comes out of a connection. */
  interface Receiver {
    void received(Object message);

    void closed();
  }

  Network(World world) {
    this.world = world;
    this.random = world.seed().fork("network").random();
  }

  void meanLatency(long nanos) {
    meanLatency = nanos;
  }

  private long latency(Pair pair) {
    long extra = delays.getOrDefault(pair, 0L);
    long base = (long) (meanLatency * (0.3 + -Math.log(1 - random.nextDouble())));
    return base + (extra == 0 ? 0 : extra / 2 + random.nextLong(extra));
  }

  void delay(Pair pair, long nanos) {
    delays.put(pair, nanos);
  }

  void undelay(Pair pair) {
    delays.remove(pair);
  }

  void cut(Pair pair) {
    cuts.add(pair);
  }

  boolean isCut(Pair pair) {
    return cuts.contains(pair);
  }

  void heal(Pair pair) {
    if (cuts.remove(pair)) {
      for (Connection connection : List.copyOf(connections)) {
        connection.healed(pair);
      }
    }
  }

  /** Sends a datagram: lost, doubled or overtaken as it happens. */
  void datagram(Pair pair, Runnable delivery) {
    int copies = random.nextDouble() < datagramLoss ? 0 : random.nextInt(50) == 0 ? 2 : 1;
    for (int i = 0; i < copies && !isCut(pair); i++) {
      world.after(latency(pair), delivery);
    }
  }

  /** Begins a connection; {@link Connection#establish} tries to reach the other end. */
  Connection connect(String from, String to, Receiver atFrom) {
    Connection connection = new Connection(from, to, atFrom);
    connections.add(connection);
    return connection;
  }

  /** Resets the connections that cross a pair, in either direction; says how many. */
  int reset(Pair pair) {
    int count = 0;
    for (Connection connection : List.copyOf(connections)) {
      if (connection.crosses(pair)) {
        connection.fail();
        count++;
      }
    }
    return count;
  }

  /** A host is gone: the other ends of its connections notice. */
  void hostDown(String host) {
    for (Connection connection : List.copyOf(connections)) {
      if (connection.from.equals(host) || connection.to.equals(host)) {
        connection.abandon(host);
      }
    }
  }

  /** What the other end hears when one end closes. */
  private enum Close {
    CLOSE
  }

  /** A connection between two hosts. */
  final class Connection {
    private final String from;
    private final String to;
    private final Lane forth;
    private final Lane back;
    private boolean open = true;

    private Connection(String from, String to, Receiver atFrom) {
      this.from = from;
      this.to = to;
      this.forth = new Lane(new Pair(from, to));
      this.back = new Lane(new Pair(to, from));
      this.back.receiver = atFrom;
    }

    /** Tries to reach the other end; then one of both is run. */
    void establish(BooleanSupplier accepted, Runnable failed) {
      boolean blocked = isCut(forth.pair) || isCut(back.pair);
      long delay = blocked ? CONNECT_TIMEOUT : latency(forth.pair);
      world.after(
          delay,
          () -> {
            if (open && (blocked || !accepted.getAsBoolean())) {
              drop();
              world.after(latency(back.pair), failed);
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

    /** One end closes: the other one hears of it behind what was sent. */
    void closeBy(String host) {
      abandon(host);
    }

    private boolean crosses(Pair pair) {
      return forth.pair.equals(pair) || back.pair.equals(pair);
    }

    private void abandon(String host) {
      if (open) {
        Lane towardsOther = host.equals(from) ? forth : back;
        Lane towardsHost = host.equals(from) ? back : forth;
        towardsHost.receiver = null;
        towardsHost.held.clear();
        towardsOther.send(Close.CLOSE);
      }
    }

    /** Both ends learn that it is lost; nothing in flight arrives. */
    private void fail() {
      if (open) {
        drop();
        forth.lose();
        back.lose();
      }
    }

    private void drop() {
      open = false;
      connections.remove(this);
    }

    private void healed(Pair pair) {
      Lane lane = forth.pair.equals(pair) ? forth : back.pair.equals(pair) ? back : null;
      if (lane == null || lane.held.isEmpty()) {
        return;
      }
      if (random.nextBoolean()) {
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
      private long lastArrival;

      Lane(Pair pair) {
        this.pair = pair;
      }

      void send(Object message) {
        if (!open) {
          return;
        }
        lastArrival = Math.max(lastArrival + 1, world.now() + latency(pair));
        world.at(lastArrival, () -> arrive(message));
      }

      private void arrive(Object message) {
        if (!open) {
          return;
        }
        if (isCut(pair)) {
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
        } else if (to != null) {
          to.received(message);
        }
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
          world.after(latency(pair), to::closed);
        }
      }
    }
  }
}
