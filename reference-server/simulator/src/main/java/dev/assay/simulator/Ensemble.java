package dev.assay.simulator;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.client.ClientReply;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The nodes of one world, what is done to them, and who watches. */
public final class Ensemble {
  private final World world;
  private final Network network;
  private final Program.Factory factory;
  private final List<SimNode> nodes = new ArrayList<>();
  private final TreeMap<String, Long> moments = new TreeMap<>();
  private final List<Observer> observers = new ArrayList<>();
  private Traffic traffic = Traffic.unheard();

  /** Hears of everything that happens inside. */
  public interface Observer {
    /** A protocol moment at a node. */
    default void traced(String node, String moment, long value) {}

    /**
     * A node has ended itself.
     *
     * @param provoked whether its disk had let it down
     */
    default void halted(String node, String reason, boolean provoked) {}

    /** A node sends to a client. */
    default void replied(String node, ClientReply reply) {}

    /** Some node has handled an event. */
    default void stepped() {}
  }

  public Ensemble(World world, int size, Program.Factory factory) {
    this.world = world;
    this.network = new Network(world);
    this.factory = factory;
    for (int number = 1; number <= size; number++) {
      nodes.add(new SimNode(world, network, this, number));
    }
  }

  public static String name(int number) {
    return "n" + number;
  }

  /** The number behind a node's name. */
  public static int number(String name) {
    return Integer.parseInt(name.substring(1));
  }

  /** Has somebody more watch. */
  public void observe(Observer someone) {
    observers.add(someone);
  }

  /** Has it keep messages between nodes. */
  public void listen(Traffic ear) {
    traffic = ear;
  }

  Traffic traffic() {
    return traffic;
  }

  public World world() {
    return world;
  }

  public int size() {
    return nodes.size();
  }

  /** The nodes' names, in order. */
  public List<String> names() {
    return nodes.stream().map(SimNode::name).toList();
  }

  Network network() {
    return network;
  }

  SimNode node(int number) {
    return nodes.get(number - 1);
  }

  /** Boots a node that is down. */
  public void boot(int number) {
    if (!node(number).up()) {
      node(number).boot(factory);
    }
  }

  /** Makes all nodes, from their next boot on, be of the oldest version of the server. */
  public void beOld() {
    nodes.forEach(node -> node.level(1));
  }

  public boolean up(int number) {
    return node(number).up();
  }

  /** Ends a node's process; with a power loss, what was not synced is gone in part. */
  public void crash(int number, boolean powerLoss) {
    node(number).crash(powerLoss);
  }

  /**
   * Stops a node's process from running.
   *
   * @param holder who does; the node goes on when everybody who paused it has let it
   */
  public void pause(int number, long holder) {
    node(number).pause(holder);
  }

  public void resume(int number, long holder) {
    node(number).resume(holder);
  }

  /** Cuts one direction between two hosts. */
  public void cut(String from, String to) {
    network.cut(new Network.Pair(from, to));
  }

  public void heal(String from, String to) {
    network.heal(new Network.Pair(from, to));
  }

  /** What a node says of itself; null while it is down or paused. */
  public AtomicBroadcast.@Nullable Status status(int number) {
    return node(number).status();
  }

  /** How often each protocol moment was seen. */
  public SortedMap<String, Long> moments() {
    return moments;
  }

  void traced(String node, String moment, long value) {
    moments.merge(moment, 1L, Long::sum);
    observers.forEach(observer -> observer.traced(node, moment, value));
  }

  void halted(String node, String reason, boolean provoked) {
    moments.merge("halted", 1L, Long::sum);
    observers.forEach(observer -> observer.halted(node, reason, provoked));
  }

  void replied(String node, ClientReply reply) {
    observers.forEach(observer -> observer.replied(node, reply));
  }

  void stepped() {
    observers.forEach(observer -> observer.stepped());
  }
}
