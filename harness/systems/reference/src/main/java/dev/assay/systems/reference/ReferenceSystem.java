package dev.assay.systems.reference;

import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.systems.zookeeper.client.ServerWord;
import dev.assay.systems.zookeeper.client.ZooCfg;
import dev.assay.systems.zookeeper.client.ZooKeeperSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The reference server, one JVM for each node. */
public final class ReferenceSystem implements SystemUnderTest {
  /**
   * The system property that names the server's class path; set by whoever launches the harness.
   */
  public static final String CLASS_PATH_PROPERTY = "assay.server.classpath";

  private static final String MAIN = "dev.assay.server.runtime.Main";
  private static final String QUORUM = "quorum";
  private static final String ELECTION = "election";
  private static final String LOOPBACK = "127.0.0.1";
  private static final long RECOVERY_MILLIS = 20_000;

  /** A follower that its leader has not heard of for a second is lost, and the other way round. */
  private static final Map<String, String> TIMES =
      Map.of("tickTime", "200", "initLimit", "15", "syncLimit", "5");

  /** Small and quick to start: several of these share a machine with the harness. */
  private static final List<String> VIRTUAL_MACHINE =
      List.of(
          "-Xms64m",
          "-Xmx256m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** For {@link java.util.ServiceLoader}. */
  public ReferenceSystem() {}

  @Override
  public String name() {
    return "reference";
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
  public Command command(NodePlan plan) {
    Path configuration = ZooCfg.write(plan.folder(), configuration(plan));
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(VIRTUAL_MACHINE);
    words.add("-cp");
    words.add(System.getProperty(CLASS_PATH_PROPERTY, System.getProperty("java.class.path", "")));
    words.add(MAIN);
    words.add(configuration.toString());
    return new Command(words, Map.of());
  }

  /**
   * What the user sets replaces what is usual here.
   *
   * @throws IllegalArgumentException for a setting that only the cluster can make
   */
  static Map<String, String> configuration(NodePlan plan) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("myid", Integer.toString(plan.number()));
    keys.put("dataDir", plan.folder().resolve("data").toString());
    keys.put("clientPortAddress", LOOPBACK);
    keys.put("clientPort", Integer.toString(plan.clientPort()));
    keys.put("quorumListen", address(ZooCfg.port(plan.listen(), QUORUM)));
    keys.put("electionListen", address(ZooCfg.port(plan.listen(), ELECTION)));
    plan.numbers().forEach((node, number) -> keys.put("server." + number, peer(plan, node)));
    return ZooCfg.merged(keys, TIMES, plan.settings());
  }

  private static String peer(NodePlan plan, String node) {
    Map<String, Integer> ports = plan.peers().getOrDefault(node, plan.listen());
    return address(ZooCfg.port(ports, QUORUM)) + ":" + ZooCfg.port(ports, ELECTION);
  }

  private static String address(int port) {
    return LOOPBACK + ":" + port;
  }

  @Override
  public NodeStatus status(NodePlan plan) {
    return ServerWord.ask(LOOPBACK, plan.clientPort());
  }

  @Override
  public Coordination.Factory sessions(Function<String, String> address, long timeoutMillis) {
    int timeout = Math.toIntExact(timeoutMillis);
    return node -> ZooKeeperSession.open(address, node, timeout);
  }
}
