package dev.assay.cluster.endpoints;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.RealCluster;
import dev.assay.cluster.fault.Desk;
import dev.assay.cluster.fault.LinkFaults;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.proxy.Route;
import dev.assay.cluster.reaper.RunRecord;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Nodes {@code n1}, {@code n2}, ... that run already, one for each endpoint. */
public final class EndpointCluster implements RealCluster {
  /** What can be done to the links of clients. */
  public static final Set<String> ACTIONS = LinkFaults.KINDS;

  private static final String CLIENT_PORT = "client";
  private static final int CONNECT_MILLIS = 3_000;
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(8);
  private static final Duration STATUS_LIMIT = Duration.ofSeconds(2);

  private final SystemUnderTest system;
  private final Map<String, Endpoint> nodes;
  private final LinkProxy proxy;
  private final RunRecord run;
  private final Desk desk;

  private EndpointCluster(
      SystemUnderTest system, Map<String, Endpoint> nodes, LinkProxy proxy, RunRecord run) {
    this.system = system;
    this.nodes = nodes;
    this.proxy = proxy;
    this.run = run;
    this.desk = new Desk(List.of(new LinkFaults(proxy)));
  }

  /**
   * Puts the proxy before them, and writes down that the run lives; nothing is asked of the nodes
   * yet.
   *
   * @param folder of the run
   */
  public static EndpointCluster open(SystemUnderTest system, List<Endpoint> endpoints, Path folder)
      throws IOException {
    Map<String, Endpoint> nodes = new LinkedHashMap<>();
    List<Route> routes = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      String name = "n" + (nodes.size() + 1);
      nodes.put(name, endpoint);
      Link link = new Link(FaultAction.CLIENTS, name);
      routes.add(new Route(link, CLIENT_PORT, endpoint.host(), endpoint.port()));
    }
    LinkProxy proxy = LinkProxy.open(routes);
    try {
      return new EndpointCluster(system, nodes, proxy, RunRecord.open(folder));
    } catch (IOException e) {
      proxy.close();
      throw e;
    }
  }

  /**
   * Connects to each of them once, all at the same time.
   *
   * @throws EnvironmentException for the first that cannot be reached, within 8 s
   */
  public static void require(List<Endpoint> endpoints)
      throws EnvironmentException, InterruptedException {
    Deadline deadline = Deadline.in(LOOK_LIMIT);
    Map<Endpoint, CompletableFuture<String>> looks = new LinkedHashMap<>();
    endpoints.forEach(endpoint -> looks.put(endpoint, look(endpoint)));
    for (Map.Entry<Endpoint, CompletableFuture<String>> look : looks.entrySet()) {
      String wrong;
      try {
        wrong = look.getValue().get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        wrong = "no answer within " + LOOK_LIMIT.toSeconds() + " s";
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
      if (!wrong.isEmpty()) {
        throw new EnvironmentException(
            "the endpoint " + look.getKey() + " cannot be reached: " + wrong);
      }
    }
  }

  /** On a thread of its own that nobody waits for at the end: names are looked up without limit. */
  private static CompletableFuture<String> look(Endpoint endpoint) {
    CompletableFuture<String> found = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("look at " + endpoint)
        .start(() -> {
          try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.getByName(endpoint.host());
            socket.connect(new InetSocketAddress(address, endpoint.port()), CONNECT_MILLIS);
            found.complete("");
          } catch (UnknownHostException _) {
            found.complete("no such host");
          } catch (IOException | RuntimeException e) {
            found.complete(String.valueOf(e.getMessage()));
          }
        });
    return found;
  }

  @Override
  public String address(String node) {
    return "127.0.0.1:" + proxy.port(new Link(FaultAction.CLIENTS, node), CLIENT_PORT);
  }

  @Override
  public List<String> nodes() {
    return List.copyOf(nodes.keySet());
  }

  @Override
  public boolean ours() {
    return false;
  }

  @Override
  public boolean reachesPeers() {
    return false;
  }

  /** Nobody tells of them. */
  @Override
  public void listen(Consumer<NodeEvent> events) {}

  @Override
  public void start(Consumer<String> done) {
    done.accept("");
  }

  @Override
  public void status(String node, Consumer<NodeStatus> done) {
    Endpoint endpoint = nodes.get(node);
    if (endpoint == null) {
      throw new IllegalArgumentException("no such node: " + node);
    }
    CompletableFuture<NodeStatus> answer = new CompletableFuture<>();
    desk.execute(
        () -> answer.complete(system.statusOf(endpoint.host(), endpoint.port())),
        () -> answer.complete(silent(Desk.CLOSED)));
    var _ =
        answer
            .completeOnTimeout(silent("no status"), STATUS_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(done);
  }

  private static NodeStatus silent(String why) {
    return new NodeStatus(false, "", -1, why);
  }

  @Override
  public Set<String> supportedActions() {
    return desk.kinds();
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    desk.inject(action, done);
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    desk.heal(action, done);
  }

  /** The nodes go on. */
  @Override
  public void close() {
    desk.close();
    proxy.close();
    run.close();
  }
}
