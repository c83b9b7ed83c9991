package dev.assay.plugin;

import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** A server of the user's own, as a system under test. */
public final class OwnSystem implements SystemUnderTest {
  /** What a client of three methods can serve. */
  static final Set<String> SERVED = Set.of("register", "register-local");

  private static final String LOOPBACK = "127.0.0.1";
  private static final long READY_MILLIS = 1_000;

  private final OwnServer server;
  private final String name;

  /**
   * A system.
   *
   * @throws IllegalArgumentException when its name is none
   */
  public OwnSystem(OwnServer server) {
    this.server = server;
    this.name = server.name();
    if (!name.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException(
          "a system's name is of lower-case letters, digits and dashes, not " + name);
    }
  }

  /** The system of a cluster that runs already, and is known by a client's command line alone. */
  public static OwnSystem ofClient(String command) {
    return new OwnSystem(new ClientAlone(command));
  }

  /**
   * Starts a client's command line once.
   *
   * @return empty, or why it cannot be used: it ended at once
   */
  public static String tryClient(String command, String address)
      throws IOException, InterruptedException {
    return ProgramClient.trial(address, ClientAlone.words(command));
  }

  /** A server of which nobody knows more than how to speak to it. */
  private record ClientAlone(String command) implements OwnServer {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public List<String> command(Node node) {
      throw new UnsupportedOperationException("nobody has said how a node is started");
    }

    @Override
    public boolean ready(String address) {
      return true;
    }

    @Override
    public OwnClient open(String address) throws IOException {
      return ProgramClient.start(address, words(command));
    }

    private static List<String> words(String command) {
      return List.of("sh", "-c", command);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> peerPorts() {
    return server.peerPorts();
  }

  @Override
  public long recoveryMillis() {
    return server.recovery().toMillis();
  }

  @Override
  public Command command(NodePlan plan) {
    return said(() -> server.command(node(plan)));
  }

  @Override
  public Optional<Image> image(Map<String, String> settings) {
    return server.image(settings);
  }

  @Override
  public Command commandInImage(NodePlan plan) {
    return said(() -> server.commandInImage(node(plan)));
  }

  private static Node node(NodePlan plan) {
    return new Node(
        plan.name(),
        plan.number(),
        plan.hosts().getOrDefault(plan.name(), LOOPBACK),
        plan.clientPort(),
        plan.folder(),
        plan.listen(),
        plan.peers(),
        plan.hosts(),
        plan.settings());
  }

  private Command said(Callable<List<String>> words) {
    try {
      return new Command(words.call(), Map.of());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(name + " cannot say its command: " + Bounded.words(e), e);
    }
  }

  /** There is no word by which such a server tells its version: the program that runs does. */
  @Override
  public Map<String, String> olderVersion() {
    return server.olderVersion();
  }

  @Override
  public Map<String, String> unsupportedActions() {
    Map<String, String> unsupported = new TreeMap<>(SystemUnderTest.super.unsupportedActions());
    if (!server.olderVersion().isEmpty()) {
      unsupported.remove("upgrade");
    }
    return unsupported;
  }

  @Override
  public boolean saysWhoLeads() {
    return false;
  }

  @Override
  public NodeStatus status(NodePlan plan) {
    return statusOf(LOOPBACK, plan.clientPort());
  }

  @Override
  public NodeStatus statusOf(String host, int port) {
    String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    String wrong = notReady(server, address);
    return wrong.isEmpty()
        ? new NodeStatus(true, "serving", -1, "ready")
        : new NodeStatus(false, "", -1, wrong);
  }

  /** Empty, or why a node is not ready. */
  static String notReady(OwnServer server, String address) {
    try {
      return Bounded.call(() -> server.ready(address), READY_MILLIS) ? "" : "not ready";
    } catch (IOException e) {
      return "not ready: " + e.getMessage();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "not ready: interrupted";
    }
  }

  @Override
  public Map<String, String> unsupportedWorkloads() {
    Set<String> declared = new TreeSet<>(server.workloads());
    Map<String, String> unsupported = new TreeMap<>();
    for (String workload : WorkloadCheckers.names()) {
      if (!SERVED.contains(workload)) {
        unsupported.put(workload, "its client can read, write and cas registers, and no more");
      } else if (!declared.contains(workload)) {
        unsupported.put(workload, "it does not promise that");
      }
    }
    return unsupported;
  }

  @Override
  public Optional<Client.Factory> clients(
      Function<String, String> address, String scope, long timeoutMillis) {
    return Optional.of((_, node) -> new OwnCalls(server, address.apply(node), scope));
  }

  @Override
  public Coordination.Factory sessions(Function<String, String> address, long timeoutMillis) {
    throw new UnsupportedOperationException(name + " has no sessions");
  }
}
