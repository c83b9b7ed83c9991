package dev.assay.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * The network: directed pairs of hosts that may be cut, slow or lossy, and the connections between
 * them. Datagrams are lost, doubled and overtaken; on a connection nothing is, but any loss is its
 * end.
 */
final class Network {
  private final World world;
  private final RandomGenerator random;
  private final Set<Pair> cuts = new TreeSet<>();
  private final TreeMap<Pair, Long> delays = new TreeMap<>();
  private final TreeMap<Pair, Loss> losses = new TreeMap<>();

  /** Hosts without power: nobody there refuses anything, or says that he is gone. */
  private final Set<String> dark = new TreeSet<>();

  private final List<Connection> connections = new ArrayList<>();
  private long meanLatency = 200_000;
  private Datagrams datagrams = new Datagrams(0.01, 0.02, 0);
  private long connectionsLost;
  private long datagramsLost;

  record Pair(String from, String to) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byFrom = from.compareTo(other.from);
      return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
  }

  /**
   * How election messages fare.
   *
   * @param loss how many are lost, 0 to 1
   * @param copies how many come twice, 0 to 1
   * @param meanDelayNanos by how much each is late, for itself
   */
  record Datagrams(double loss, double copies, long meanDelayNanos) {}

  /**
   * What a lossy link does.
   *
   * @param datagrams how many datagrams it loses, 0 to 1
   * @param meanLifeNanos how long a connection lives until it loses something, which is its end
   */
  record Loss(double datagrams, long meanLifeNanos) {}

  /** One end's view of what comes out of a connection. */
  interface Receiver {
    void received(Object message);

    void closed();
  }

  Network(World world) {
    this.world = world;
    this.random = world.seed().fork("network").random();
  }

  World world() {
    return world;
  }

  boolean coin() {
    return random.nextBoolean();
  }

  void meanLatency(long nanos) {
    meanLatency = nanos;
  }

  void datagrams(Datagrams fate) {
    datagrams = fate;
  }

  long latency(Pair pair) {
    long extra = delays.getOrDefault(pair, 0L);
    long base = (long) (meanLatency * (0.3 + exponential()));
    return base + (extra == 0 ? 0 : extra / 2 + random.nextLong(extra));
  }

  /** Random, 1 on average. */
  private double exponential() {
    return -Math.log(1 - random.nextDouble());
  }

  void delay(Pair pair, long nanos) {
    delays.put(pair, nanos);
  }

  void undelay(Pair pair) {
    delays.remove(pair);
  }

  boolean delayed(Pair pair) {
    return delays.containsKey(pair);
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

  /** From now on this link loses now and then what is sent on it. */
  void lose(Pair pair, Loss loss) {
    losses.put(pair, loss);
    for (Connection connection : connections) {
      if (connection.crosses(pair)) {
        doom(connection, pair, loss);
      }
    }
  }

  void loseNoMore(Pair pair) {
    losses.remove(pair);
  }

  boolean lossy(Pair pair) {
    return losses.containsKey(pair);
  }

  /** Connections that lossy links have ended so far. */
  long connectionsLost() {
    return connectionsLost;
  }

  /** Datagrams that lossy links have lost so far. */
  long datagramsLost() {
    return datagramsLost;
  }

  private void doom(Connection connection, Pair pair, Loss loss) {
    world.after(
        (long) (loss.meanLifeNanos() * exponential()),
        () -> {
          if (loss.equals(losses.get(pair)) && connection.open()) {
            connectionsLost++;
            connection.fail();
          }
        });
  }

  /** Sends a datagram: lost, doubled or overtaken as it happens. */
  void datagram(Pair pair, Runnable delivery) {
    Loss loss = losses.get(pair);
    boolean lost = random.nextDouble() < datagrams.loss();
    if (loss != null && random.nextDouble() < loss.datagrams()) {
      datagramsLost++;
      lost = true;
    }
    int copies = lost ? 0 : random.nextDouble() < datagrams.copies() ? 2 : 1;
    for (int i = 0; i < copies && !isCut(pair); i++) {
      long lateness = (long) (datagrams.meanDelayNanos() * exponential());
      world.after(latency(pair) + lateness, delivery);
    }
  }

  /** Begins a connection; {@link Connection#establish} tries to reach the other end. */
  Connection connect(String from, String to, Receiver atFrom) {
    Connection connection = new Connection(this, from, to, atFrom);
    connections.add(connection);
    losses.forEach((pair, loss) -> {
      if (connection.crosses(pair)) {
        doom(connection, pair, loss);
      }
    });
    return connection;
  }

  void forget(Connection connection) {
    connections.remove(connection);
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

  /** A host's process is gone: the other ends of its connections notice. */
  void hostDown(String host) {
    for (Connection connection : List.copyOf(connections)) {
      if (connection.touches(host)) {
        connection.closeBy(host);
      }
    }
  }

  /** A host has no power: nobody tells the other ends of its connections. */
  void powerOff(String host) {
    dark.add(host);
    for (Connection connection : List.copyOf(connections)) {
      if (connection.touches(host)) {
        connection.powerLost(host);
      }
    }
  }

  /** A host has power again, and resets what it knows nothing of. */
  void powerOn(String host) {
    dark.remove(host);
  }

  boolean isDark(String host) {
    return dark.contains(host);
  }
}
