package dev.assay.cluster.proxy;

import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All links of a cluster. Faults take effect at once, on live connections too. Every method may be
 * called from any thread and none blocks.
 */
public final class LinkProxy implements AutoCloseable {
  private final Map<Link, Gate> gates = new HashMap<>();
  private final Map<Route, Entrance> entrances = new LinkedHashMap<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private final Echo echo = new Echo();
  private final Lives lives = new Lives();

  /** Ports that connections of our own come from. */
  private final Set<Integer> probes = ConcurrentHashMap.newKeySet();

  private LinkProxy() throws IOException {}

  /** A socket pair of a connection: the proxy's end and the target's end. */
  public record Ends(int proxyPort, int targetPort) {}

  /** Listens for each route on a free port of 127.0.0.1. */
  public static LinkProxy open(Collection<Route> routes) throws IOException {
    LinkProxy proxy = new LinkProxy();
    try {
      for (Route route : routes) {
        proxy.gates.computeIfAbsent(route.link(), _ -> new Gate());
        proxy.gates.computeIfAbsent(route.back(), _ -> new Gate());
      }
      for (Route route : routes) {
        proxy.entrances.put(route, new Entrance(route, socket -> proxy.connect(route, socket)));
      }
      return proxy;
    } catch (IOException e) {
      proxy.close();
      throw e;
    }
  }

  private Connection connect(Route route, Socket socket) {
    boolean probe = probes.contains(socket.getPort());
    Route to = probe ? new Route(route.link(), route.port(), echo.port()) : route;
    Connection connection =
        new Connection(socket, gate(route.link()), gate(route.back()), to, probe);
    lives.begin(connection);
    return connection;
  }

  /** The port to connect to for a route. */
  public int port(Link link, String port) {
    for (Map.Entry<Route, Entrance> entry : entrances.entrySet()) {
      if (entry.getKey().link().equals(link) && entry.getKey().port().equals(port)) {
        return entry.getValue().port();
      }
    }
    throw new IllegalArgumentException("no such route: " + link + " " + port);
  }

  /**
   * A SOCKS5 proxy on a free port of 127.0.0.1 for one node: what it asks for by one of these
   * addresses ({@code host:port}) takes the route, and nothing else is reached. Not thread-safe.
   *
   * @return the port
   */
  public int openGateway(Map<String, Route> routes) throws IOException {
    Map<String, Entrance> byAddress = new HashMap<>();
    routes.forEach((address, route) -> byAddress.put(address, entrance(route)));
    Gateway gateway = new Gateway(byAddress);
    gateways.add(gateway);
    return gateway.port();
  }

  private Entrance entrance(Route route) {
    Entrance entrance = entrances.get(route);
    if (entrance == null) {
      throw new IllegalArgumentException("no such route: " + route);
    }
    return entrance;
  }

  /** The routes, in the order in which they were given. */
  public List<Route> routes() {
    return List.copyOf(entrances.keySet());
  }

  /** From now on nothing flows over these links; it is held back. */
  public void cut(int fault, Collection<Link> links) {
    links.forEach(link -> gate(link).cut(fault));
  }

  /** From now on what flows over these links comes late; its order is kept. */
  public void delay(int fault, Collection<Link> links, Delay delay) {
    links.forEach(link -> gate(link).delay(fault, delay));
  }

  /** From now on these links lose segments; connections live no longer than chance lets them. */
  public void lose(int fault, Collection<Link> links, Loss loss) {
    SplittableRandom random = new SplittableRandom(fault);
    links.forEach(link -> gate(link).lose(fault, loss, random.split()));
    Set<Connection> crossing = new LinkedHashSet<>(connections(links, false));
    crossing.addAll(connections(links, true));
    crossing.forEach(connection -> lives.end(connection, fault));
  }

  /** From now on no more than so much gets over each of these links; the rest waits. */
  public void narrow(int fault, Collection<Link> links, long bytesPerSecond) {
    links.forEach(link -> gate(link).narrow(fault, bytesPerSecond));
  }

  /** How many bytes a narrow link lets through at once. */
  public static int atOnce(long bytesPerSecond) {
    return Gate.slice(bytesPerSecond);
  }

  /** Whether a fault makes this link narrow now. */
  public boolean narrow(Link link) {
    return gate(link).narrow();
  }

  /** What a fault that loses segments has done so far. */
  public record Lost(long segments, long connections) {}

  /** Asked before the fault is mended. */
  public Lost lost(int fault) {
    long segments = gates.values().stream().mapToLong(gate -> gate.stalls(fault)).sum();
    return new Lost(segments, lives.ended(fault));
  }

  /** Whether a fault makes this link lossy now. */
  public boolean lossy(Link link) {
    return gate(link).lossy();
  }

  /** Takes all that a fault does to links away. What was held back is delivered. */
  public void mend(int fault) {
    gates.values().forEach(gate -> gate.mend(fault));
  }

  /**
   * Resets every connection of nodes and clients that flows over one of these links.
   *
   * @return those that had reached their target
   */
  public List<Ends> reset(Collection<Link> links) {
    List<Ends> ends = new ArrayList<>();
    for (Connection connection : connections(links, false)) {
      Connection.Ends pair = connection.ends();
      connection.reset();
      if (pair != null) {
        ends.add(new Ends(pair.proxyPort(), pair.targetPort()));
      }
    }
    return ends;
  }

  /** As {@link #reset}, for probes: so that they see what a server sees. */
  public void resetProbes(Collection<Link> links) {
    connections(links, true).forEach(Connection::reset);
  }

  /** The connections of nodes and clients that have reached their targets. */
  public Set<Ends> ends() {
    return entrances.values().stream()
        .flatMap(entrance -> entrance.connections().stream())
        .filter(connection -> !connection.isProbe())
        .map(Connection::ends)
        .filter(Objects::nonNull)
        .map(pair -> new Ends(pair.proxyPort(), pair.targetPort()))
        .collect(Collectors.toSet());
  }

  /** How many connections of nodes and clients reach their target over one of these links. */
  public long live(Collection<Link> links) {
    return connections(links, false).stream()
        .map(Connection::ends)
        .filter(Objects::nonNull)
        .count();
  }

  private List<Connection> connections(Collection<Link> links, boolean probe) {
    return entrances.values().stream()
        .filter(e -> links.contains(e.route().link()) || links.contains(e.route().back()))
        .flatMap(e -> e.connections().stream())
        .filter(connection -> connection.isProbe() == probe)
        .toList();
  }

  /** Whether no fault cuts this link now. */
  public boolean open(Link link) {
    return gate(link).open();
  }

  /** The most that bytes are delayed on this link now. */
  public long mostDelayNanos(Link link) {
    return gate(link).mostDelayNanos();
  }

  /** The least that bytes are delayed on this link now. */
  public long leastDelayNanos(Link link) {
    return gate(link).leastDelayNanos();
  }

  /** The most that bytes are held on this link now, for delays and losses. */
  public long mostHoldNanos(Link link) {
    return gate(link).mostHoldNanos();
  }

  /** The bytes of nodes and clients that have passed over this link since the start. */
  public long bytes(Link link) {
    return gate(link).bytes();
  }

  /** Opens a probe through a route; close it after use. */
  public Probe probe(Route route) throws IOException {
    return Probe.open(entrance(route).port(), echo, probes);
  }

  private Gate gate(Link link) {
    Gate gate = gates.get(link);
    if (gate == null) {
      throw new IllegalArgumentException("no such link: " + link);
    }
    return gate;
  }

  /** Resets all connections and frees all ports. */
  @Override
  public void close() {
    gateways.forEach(Gateway::close);
    entrances.values().forEach(Entrance::close);
    echo.close();
    lives.close();
  }
}
