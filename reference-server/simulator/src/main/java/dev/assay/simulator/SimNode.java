package dev.assay.simulator;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.env.Disk;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import dev.assay.server.tree.StateMachine;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One simulated node: a program, its disk, its clock, and what it is connected to. */
final class SimNode implements Env {
  private final World world;
  private final Network network;
  private final Ensemble ensemble;
  private final int number;
  private final String name;
  private final SimDisk disk;
  private final RandomGenerator random;
  private final SimClock clock;
  private final Timers timers;
  private final Held held = new Held(this::handle);
  private final TreeMap<Long, Connection> links = new TreeMap<>();
  private final TreeSet<Long> inbound = new TreeSet<>();
  private final TreeMap<Long, Connection> clients = new TreeMap<>();
  private @Nullable Program program;
  private int level = StateMachine.FEATURE_LEVEL;
  private long incarnation;
  private long nextId;

  SimNode(World world, Network network, Ensemble ensemble, int number) {
    this.world = world;
    this.network = network;
    this.ensemble = ensemble;
    this.number = number;
    this.name = Ensemble.name(number);
    this.disk = new SimDisk(world, world.seed().fork("disk-" + number).random());
    this.random = world.seed().fork("node-" + number).random();
    this.clock = new SimClock(world);
    this.timers = new Timers(world, clock, token -> held.offer(new Event.TimerFired(token)));
  }

  String name() {
    return name;
  }

  boolean up() {
    return program != null;
  }

  /** The newest feature level that its program understands, or will when it is booted again. */
  int level() {
    return level;
  }

  void level(int newest) {
    level = newest;
  }

  boolean paused() {
    return held.paused();
  }

  SimDisk simDisk() {
    return disk;
  }

  SimClock clock() {
    return clock;
  }

  void timersFirst(boolean first) {
    held.timersFirst(first);
  }

  void clockRate(double rate) {
    clock.rate(rate);
    timers.clockChanged();
  }

  /** The clock runs so many times as fast as it does by nature. */
  void clockDrift(double factor) {
    clock.drift(factor);
    timers.clockChanged();
  }

  AtomicBroadcast.@Nullable Status status() {
    return program == null || paused() ? null : program.status();
  }

  void boot(Program.Factory factory) {
    incarnation++;
    long mine = incarnation;
    network.powerOn(name);
    disk.serve(
        new SimDisk.Listener() {
          @Override
          public void synced(long token) {
            later(mine, new Event.Synced(token));
          }

          @Override
          public void failed(String reason) {
            later(mine, new Event.DiskFailed(reason));
          }
        });
    Program booted = factory.create(number, level, this);
    program = booted;
    world.witness(name, "boots", incarnation);
    booted.start();
  }

  /**
   * The process ends. What it had sent goes on its way.
   *
   * @param powerLoss whether the host loses its power: then nobody hears that the process is gone,
   *     and what was not synced is lost in part, also what a process wrote that ended before
   */
  void crash(boolean powerLoss) {
    if (program == null && !powerLoss) {
      return;
    }
    program = null;
    incarnation++;
    world.witness(name, powerLoss ? "loses power" : "crashes", incarnation);
    held.clear();
    links.clear();
    inbound.clear();
    clients.clear();
    timers.cancelAll();
    if (powerLoss) {
      network.powerOff(name);
      disk.losePower();
    } else {
      network.hostDown(name);
      disk.loseProcess();
    }
  }

  /**
   * The process stops to run, until whoever stopped it says {@link #resume}.
   *
   * @param holder who pauses it; it stays paused as long as anybody does
   */
  void pause(long holder) {
    if (up()) {
      held.pause(holder);
      world.witness(name, "pauses", incarnation);
    }
  }

  boolean pausedBy(long holder) {
    return held.pausedBy(holder);
  }

  void resume(long holder) {
    world.witness(name, "resumes", incarnation);
    held.resume(holder);
  }

  /** Hands an event to the incarnation that it belongs to. */
  private void later(long mine, Event event) {
    if (mine == incarnation && program != null) {
      held.offer(event);
    }
  }

  private void handle(Event event) {
    Program running = program;
    if (running == null || !valid(event)) {
      return;
    }
    witness(event);
    running.on(event);
    ensemble.stepped();
  }

  /** A timer that was cancelled, or a link that was closed, while the event was held. */
  private boolean valid(Event event) {
    return switch (event) {
      case Event.TimerFired fired -> timers.take(fired.token());
      case Event.LinkUp up -> links.containsKey(up.link());
      case Event.LinkAccepted accepted -> links.containsKey(accepted.link());
      case Event.LinkMessage message -> links.containsKey(message.link());
      case Event.LinkDown down -> links.remove(down.link()) != null;
      case Event.FromClient from -> clients.containsKey(from.connection());
      case Event.ClientGone gone -> clients.remove(gone.connection()) != null;
      case Event.Datagram ignored -> true;
      case Event.Synced ignored -> true;
      case Event.DiskFailed ignored -> true;
    };
  }

  private void witness(Event event) {
    switch (event) {
      case Event.TimerFired fired -> world.witness(name, "timer", fired.token());
      case Event.LinkUp up -> world.witness(name, "link up", up.link());
      case Event.LinkAccepted accepted -> world.witness(name, "link accepted", accepted.link());
      case Event.LinkMessage m -> world.witness(name, "message", World.hashOf(m.message()));
      case Event.LinkDown down -> world.witness(name, "link down", down.link());
      case Event.FromClient from -> world.witness(name, "client", from.connection());
      case Event.ClientGone gone -> world.witness(name, "client gone", gone.connection());
      case Event.Datagram m -> world.witness(name, "datagram", World.hashOf(m.message()));
      case Event.Synced synced -> world.witness(name, "synced", synced.token());
      case Event.DiskFailed _ -> world.witness(name, "disk failed", 0);
    }
  }

  // Links between nodes.

  private Network.Receiver linkReceiver(long mine, long link) {
    return new Network.Receiver() {
      @Override
      public void received(Object message) {
        later(mine, new Event.LinkMessage(link, arrived((Traffic.Parcel) message)));
      }

      @Override
      public void closed() {
        later(mine, new Event.LinkDown(link));
      }
    };
  }

  @Override
  public long connect(int peer) {
    long link = ++nextId;
    long mine = incarnation;
    Connection connection = network.connect(name, Ensemble.name(peer), linkReceiver(mine, link));
    links.put(link, connection);
    connection.establish(
        () -> ensemble.node(peer).accept(connection, () -> later(mine, new Event.LinkUp(link))),
        () -> later(mine, new Event.LinkDown(link)));
    return link;
  }

  private boolean accept(Connection connection, Runnable up) {
    if (program == null) {
      return false;
    }
    long link = ++nextId;
    connection.receiverAtTo(linkReceiver(incarnation, link));
    links.put(link, connection);
    inbound.add(link);
    later(incarnation, new Event.LinkAccepted(link));
    up.run();
    return true;
  }

  @Override
  public void send(long link, byte[] message) {
    Connection connection = links.get(link);
    if (connection == null) {
      return;
    }
    Traffic.Parcel parcel =
        ensemble.traffic().link(name, connection.otherEnd(name), world.now(), message);
    if (inbound.contains(link)) {
      connection.sendBack(parcel);
    } else {
      connection.sendForth(parcel);
    }
  }

  private byte[] arrived(Traffic.Parcel parcel) {
    Traffic.arrived(parcel, world.now());
    return parcel.bytes();
  }

  @Override
  public void closeLink(long link) {
    Connection connection = links.remove(link);
    if (connection != null) {
      connection.closeBy(name);
    }
  }

  @Override
  public void datagram(int peer, byte[] message) {
    String other = Ensemble.name(peer);
    Traffic.Parcel parcel = ensemble.traffic().datagram(name, other, world.now(), message);
    network.datagram(new Network.Pair(name, other), () -> ensemble.node(peer).notified(parcel));
  }

  private void notified(Traffic.Parcel parcel) {
    later(incarnation, new Event.Datagram(arrived(parcel)));
  }

  // Clients.

  /** A client's connection has arrived; its requests follow. */
  boolean acceptClient(Connection connection) {
    if (program == null) {
      return false;
    }
    long id = ++nextId;
    long mine = incarnation;
    clients.put(id, connection);
    connection.receiverAtTo(
        new Network.Receiver() {
          @Override
          public void received(Object message) {
            later(mine, new Event.FromClient(id, (ClientRequest) message));
          }

          @Override
          public void closed() {
            later(mine, new Event.ClientGone(id));
          }
        });
    return true;
  }

  @Override
  public void reply(long connection, ClientReply reply) {
    ensemble.replied(name, reply);
    Connection client = clients.get(connection);
    if (client != null) {
      client.sendBack(reply);
    }
  }

  @Override
  public void closeClient(long connection) {
    Connection client = clients.remove(connection);
    if (client != null) {
      client.closeBy(name);
    }
  }

  // Time, chance, the disk.

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public long wallMillis() {
    return clock.wallMillis();
  }

  @Override
  public long random() {
    return random.nextLong();
  }

  @Override
  public Disk disk() {
    return disk;
  }

  @Override
  public long timer(long delayNanos) {
    long token = ++nextId;
    timers.set(token, delayNanos);
    return token;
  }

  @Override
  public void cancelTimer(long token) {
    timers.cancel(token);
  }

  @Override
  public void halt(String reason) {
    ensemble.halted(name, reason, disk.faulty());
    crash(false);
  }

  @Override
  public void trace(String moment, long value) {
    ensemble.traced(name, moment, value);
  }
}
