package dev.assay.systems.zookeeper;

import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.systems.zookeeper.client.ServerWord;
import dev.assay.systems.zookeeper.client.ZooCfg;
import dev.assay.systems.zookeeper.client.ZooKeeperSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** ZooKeeper's released server, one JVM for each node. */
public final class ZooKeeperSystem implements SystemUnderTest {
  private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
  private static final String QUORUM = "quorum";
  private static final String ELECTION = "election";
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * A server announces to its peers, when it connects to them, the very election address that it
   * listens on, and one of a higher number hangs up and calls back there: past the proxy. An
   * announced wildcard is ignored (QuorumCnxManager.InitialMessage), and the caller looks into its
   * own configuration, which names the proxy's port. So a server lists itself by the wildcard.
   */
  private static final String ANYWHERE = "0.0.0.0";

  private static final long RECOVERY_MILLIS = 20_000;

  /** Times as for the reference server; sessions of any time that a test may want. */
  private static final Map<String, String> USUAL =
      Map.of(
          "tickTime", "200",
          "initLimit", "15",
          "syncLimit", "5",
          "minSessionTimeout", "400",
          "maxSessionTimeout", "60000",
          "maxClientCnxns", "0",
          "autopurge.purgeInterval", "0");

  /** Small and quick to start: several of these share a machine with the harness. */
  private static final List<String> VIRTUAL_MACHINE =
      List.of(
          "-Xms64m",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
          "--sun-misc-unsafe-memory-access=allow");

  /** What the server and its libraries use of Java, as jdeps lists it. */
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.security.jgss",
          "java.security.sasl",
          "java.xml",
          "jdk.jfr",
          "jdk.unsupported");

  /** Whoever looks for another system at the same time sets another class path. */
  private final ServerJars supplied = ServerJars.supplied();

  /** For {@link java.util.ServiceLoader}. */
  public ZooKeeperSystem() {}

  @Override
  public String name() {
    return "zookeeper";
  }

  @Override
  public List<String> peerPorts() {
    return List.of(QUORUM, ELECTION);
  }

  @Override
  public long recoveryMillis() {
    return RECOVERY_MILLIS;
  }

  @Override
  public Map<String, String> knownHoles() {
    String unsynced =
        "ZooKeeper does not sync the snapshot that it writes when it begins to serve. After a loss"
            + " of power it may have entries in its log and an empty snapshot, and then it does not"
            + " start: No snapshot found, but there are log entries (see ZOOKEEPER-3056). After a"
            + " disk that was read-only it may not start either: it had accepted an epoch and could"
            + " not write it (The current epoch is older than the last zxid). After a write that"
            + " failed its log may have a gap: Committed proposal cached out of order.";
    return Map.of(
        "survives",
        unsynced,
        "recovers",
        unsynced,
        "linearizable",
        "ZooKeeper's sync is no quorum operation (ZOOKEEPER-1675): a leader that was replaced and"
            + " has not noticed answers it from what it has, so that sync + read may be stale.");
  }

  @Override
  public Command command(NodePlan plan) {
    ServerJars jars = supplied.or(plan.settings());
    return command(plan, jars, System.getProperty("java.home"), jars.classPath());
  }

  /** That of the server's jar, by its name. */
  @Override
  public String version(Map<String, String> settings) {
    return supplied.or(settings).version().orElse("");
  }

  /** As {@code srvr} begins. */
  @Override
  public String versionLine() {
    return "Zookeeper version: ";
  }

  @Override
  public Optional<Image> image(Map<String, String> settings) {
    return Optional.of(Image.ofJava("assay-zookeeper", MODULES, supplied.or(settings).all()));
  }

  @Override
  public Command commandInImage(NodePlan plan) {
    return command(plan, supplied.or(plan.settings()), Image.JAVA, Image.LIBRARY + "/*");
  }

  private static Command command(NodePlan plan, ServerJars jars, String java, String classPath) {
    Path configuration = ZooCfg.write(plan.folder(), configuration(plan));
    try {
      Files.createDirectories(data(plan));
      Files.writeString(data(plan).resolve("myid"), plan.number() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> words = new ArrayList<>();
    words.add(Path.of(java, "bin", "java").toString());
    words.addAll(VIRTUAL_MACHINE);
    words.addAll(jars.logging(plan.folder()));
    words.add("-cp");
    words.add(classPath);
    words.add(MAIN);
    words.add(configuration.toString());
    return new Command(words, Map.of());
  }

  private static Path data(NodePlan plan) {
    return plan.folder().resolve("data");
  }

  /**
   * What the user sets replaces what is usual here.
   *
   * @throws IllegalArgumentException for a setting that only the cluster can make
   */
  static Map<String, String> configuration(NodePlan plan) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("dataDir", data(plan).toString());
    keys.put("clientPortAddress", host(plan, plan.name()));
    keys.put("clientPort", Integer.toString(plan.clientPort()));
    keys.put("standaloneEnabled", "false");
    keys.put("reconfigEnabled", "false");
    keys.put("admin.enableServer", "false");
    keys.put("4lw.commands.whitelist", "srvr,ruok,mntr");
    plan.numbers().forEach((node, number) -> keys.put("server." + number, address(plan, node)));
    Map<String, String> settings = new TreeMap<>(plan.settings());
    settings.remove(ServerJars.SETTING);
    return ZooCfg.merged(keys, USUAL, settings);
  }

  private static String address(NodePlan plan, String node) {
    Map<String, Integer> ports = plan.peers().get(node);
    return ports == null ? address(ANYWHERE, plan.listen()) : address(host(plan, node), ports);
  }

  private static String host(NodePlan plan, String node) {
    return plan.hosts().getOrDefault(node, LOOPBACK);
  }

  private static String address(String host, Map<String, Integer> ports) {
    return host + ":" + ZooCfg.port(ports, QUORUM) + ":" + ZooCfg.port(ports, ELECTION);
  }

  /**
   * What the word {@code srvr} says, but for the epoch: the zxid there is that of the last change,
   * and an idle ensemble has changed nothing since its leader was elected.
   */
  @Override
  public NodeStatus status(NodePlan plan) {
    NodeStatus said = ServerWord.ask(LOOPBACK, plan.clientPort());
    long epoch = said.serves() ? epoch(plan, said.epoch()) : said.epoch();
    return new NodeStatus(said.reachable(), said.mode(), epoch, said.detail());
  }

  /** The epoch that the node has followed last, from the file that ZooKeeper keeps it in. */
  static long epoch(NodePlan plan, long otherwise) {
    Path file = data(plan).resolve("version-2").resolve("currentEpoch");
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException | NumberFormatException _) {
      return otherwise;
    }
  }

  /** Without an epoch: what {@code srvr} says of it may be that of the last change. */
  @Override
  public NodeStatus statusOf(String host, int port) {
    NodeStatus said = ServerWord.ask(host, port);
    return new NodeStatus(said.reachable(), said.mode(), -1, said.detail());
  }

  @Override
  public Coordination.Factory sessions(Function<String, String> address, long timeoutMillis) {
    int timeout = Math.toIntExact(timeoutMillis);
    return node -> ZooKeeperSession.open(address, node, timeout);
  }
}
