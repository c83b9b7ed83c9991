package dev.assay.simulator;

import dev.assay.core.fault.FaultAction;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;

/**
 * One connection of a session to one node, from the attempt to its end: it keeps the session alive
 * while nothing else is sent, and gives up a server that says nothing for too long, as ZooKeeper's
 * client does.
 */
final class SimConnection implements Network.Receiver {
  private final Ensemble ensemble;
  private final World world;
  private final long timeoutNanos;
  private final Owner owner;
  private final Connection link;
  private boolean served;
  private boolean over;
  private long lastHeard;
  private long lastSent;

  /** Hears of everything, until the connection is over. */
  interface Owner {
    void heard(ClientReply reply);

    /** The connection is over, and not by {@link #close}. */
    void lost(String why);
  }

  /**
   * Begins to connect.
   *
   * @param hello what is sent first
   */
  SimConnection(Ensemble ensemble, int node, ClientRequest.Connect hello, Owner owner) {
    this.ensemble = ensemble;
    this.world = ensemble.world();
    this.timeoutNanos = hello.timeoutMillis() * 1_000_000L;
    this.owner = owner;
    this.lastHeard = world.now();
    this.link = ensemble.network().connect(FaultAction.CLIENTS, Ensemble.name(node), this);
    link.establish(() -> accepted(node, hello), () -> lose("not connected"));
    world.after(timeoutNanos / 6, this::beat);
  }

  private boolean accepted(int node, ClientRequest.Connect hello) {
    boolean accepted = !over && ensemble.node(node).acceptClient(link);
    if (accepted) {
      send(hello);
    }
    return accepted;
  }

  void send(ClientRequest request) {
    if (!over) {
      lastSent = world.now();
      link.sendForth(request);
    }
  }

  /** Ends it from this side, behind what was sent; nothing more is heard. */
  void close() {
    if (!over) {
      over = true;
      link.closeBy(FaultAction.CLIENTS);
    }
  }

  private void lose(String why) {
    if (!over) {
      close();
      owner.lost(why);
    }
  }

  private void beat() {
    if (over) {
      return;
    }
    long silent = world.now() - lastHeard;
    if (silent >= (served ? timeoutNanos * 2 / 3 : timeoutNanos / 2)) {
      lose("no answer");
      return;
    }
    if (served && world.now() - lastSent >= timeoutNanos / 3) {
      send(new ClientRequest.Ping());
    }
    world.after(timeoutNanos / 6, this::beat);
  }

  @Override
  public void received(Object message) {
    if (!over) {
      served = true;
      lastHeard = world.now();
      owner.heard((ClientReply) message);
    }
  }

  @Override
  public void closed() {
    lose("connection lost");
  }
}
