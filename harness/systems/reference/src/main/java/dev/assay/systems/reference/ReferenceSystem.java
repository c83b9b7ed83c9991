package dev.assay.systems.reference;

import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.systems.zookeeper.client.ServerWord;
import dev.assay.systems.zookeeper.client.ZooCfg;
import dev.assay.systems.zookeeper.client.ZooKeeperSession;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The reference server, one JVM for each node, as a local process or in a container. */
public final class ReferenceSystem implements SystemUnderTest {
  /**
   * The system property that names the server's class path; set by whoever launches the harness.
   */
  public static final String CLASS_PATH_PROPERTY = "assay.server.classpath";

  private static final String MAIN = "dev.assay.server.runtime.Main";

  /** It makes the archive of classes, which halves the time that a server takes to start. */
  private static final String REHEARSAL = "dev.assay.server.runtime.Rehearsal";

  private static final String CLASSES = "/opt/assay/server.aot";
  private static final String QUORUM = "quorum";
  private static final String ELECTION = "election";
  private static final String LOOPBACK = "127.0.0.1";
  private static final Pattern SEGMENT = Pattern.compile("state/log\\.(\\d{10})");
  private static final Pattern SNAPSHOT = Pattern.compile("state/snapshot\\.[0-9a-f]{16}");
  private static final long RECOVERY_MILLIS = 20_000;

  /**
   * A follower that its leader has not heard of for a second is lost, and the other way round. So
   * few entries and such a short log that a run has snapshots, and files of the log that are full.
   */
  private static final Map<String, String> SMALL =
      Map.of(
          "tickTime", "200",
          "initLimit", "15",
          "syncLimit", "5",
          "snapCount", "1000",
          "txnLogSizeLimitInKb", "32");

  /** Small and quick to start: several of these share a machine with the harness. */
  private static final List<String> VIRTUAL_MACHINE =
      List.of(
          "-Xms64m",
          "-Xmx256m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "--sun-misc-unsafe-memory-access=allow");

  /** What the server and its libraries use of Java, as jdeps lists it. */
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.xml",
          "jdk.jfr",
          "jdk.unsupported");

  /** Whoever looks for another system at the same time sets another one. */
  private final String classPath =
      System.getProperty(CLASS_PATH_PROPERTY, System.getProperty("java.class.path", ""));

  /** For {@link java.util.ServiceLoader}. */
  public ReferenceSystem() {}

  @Override
  public String name() {
    return "reference";
  }

  /** It is built together with this module. */
  @Override
  public String version(Map<String, String> settings) {
    String version = ReferenceSystem.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public List<String> peerPorts() {
    return List.of(QUORUM, ELECTION);
  }

  @Override
  public Map<String, String> unsupportedActions() {
    return Map.of("membership", "the members of the reference server are fixed");
  }

  /** One that understands the first level of the language of requests, and no other. */
  @Override
  public Map<String, String> olderVersion() {
    return Map.of("featureLevel", "1");
  }

  @Override
  public String versionLine() {
    return "Feature level: ";
  }

  /** The segments that recovery reads, and the newest snapshot. */
  @Override
  public DurableFiles durableFiles(List<String> names) {
    List<String> log = new ArrayList<>();
    List<String> snapshot = List.of();
    long before = -1;
    for (String name : names.stream().sorted().toList()) {
      Matcher segment = SEGMENT.matcher(name);
      if (segment.matches()) {
        long number = Long.parseLong(segment.group(1));
        if (number != before + 1) {
          log.clear();
        }
        before = number;
        log.add(name);
      } else if (SNAPSHOT.matcher(name).matches()) {
        snapshot = List.of(name);
      }
    }
    return new DurableFiles(log, snapshot);
  }

  @Override
  public long recoveryMillis() {
    return RECOVERY_MILLIS;
  }

  @Override
  public Command command(NodePlan plan) {
    return command(plan, System.getProperty("java.home"), List.of(), classPath);
  }

  /** Nothing but jars: a folder of classes is for tests that start local processes. */
  @Override
  public Optional<Image> image(Map<String, String> settings) {
    Image image = imageOfJars();
    List<String> rehearsal = new ArrayList<>();
    rehearsal.add(java(Image.JAVA));
    rehearsal.addAll(VIRTUAL_MACHINE);
    rehearsal.addAll(
        List.of(
            "-XX:AOTCacheOutput=" + CLASSES,
            "-cp",
            image.classPath(),
            REHEARSAL,
            "/tmp/rehearsal"));
    return Optional.of(image.rehearsed(rehearsal));
  }

  private Image imageOfJars() {
    List<Path> jars =
        Stream.of(classPath.split(File.pathSeparator, -1))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .sorted(Comparator.comparing(Path::getFileName))
            .toList();
    return Image.ofJava("assay-reference", MODULES, jars);
  }

  @Override
  public Command commandInImage(NodePlan plan) {
    List<String> fast = List.of("-XX:AOTCache=" + CLASSES);
    return command(plan, Image.JAVA, fast, imageOfJars().classPath());
  }

  private static String java(String home) {
    return Path.of(home, "bin", "java").toString();
  }

  private static Command command(
      NodePlan plan, String home, List<String> options, String classPath) {
    Path configuration = ZooCfg.write(plan.folder(), configuration(plan));
    List<String> words = new ArrayList<>();
    words.add(java(home));
    words.addAll(VIRTUAL_MACHINE);
    words.addAll(options);
    words.add("-cp");
    words.add(classPath);
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
    keys.put("clientPortAddress", host(plan, plan.name()));
    keys.put("clientPort", Integer.toString(plan.clientPort()));
    keys.put("quorumListen", address(plan, plan.name(), ZooCfg.port(plan.listen(), QUORUM)));
    keys.put("electionListen", address(plan, plan.name(), ZooCfg.port(plan.listen(), ELECTION)));
    plan.numbers().forEach((node, number) -> keys.put("server." + number, peer(plan, node)));
    return ZooCfg.merged(keys, SMALL, plan.settings());
  }

  private static String peer(NodePlan plan, String node) {
    Map<String, Integer> ports = plan.peers().getOrDefault(node, plan.listen());
    return address(plan, node, ZooCfg.port(ports, QUORUM)) + ":" + ZooCfg.port(ports, ELECTION);
  }

  private static String address(NodePlan plan, String node, int port) {
    return host(plan, node) + ":" + port;
  }

  private static String host(NodePlan plan, String node) {
    String host = plan.hosts().get(node);
    if (host == null) {
      throw new IllegalArgumentException("no address of " + node + " among " + plan.hosts());
    }
    return host;
  }

  @Override
  public NodeStatus status(NodePlan plan) {
    return ServerWord.ask(LOOPBACK, plan.clientPort());
  }

  @Override
  public NodeStatus statusOf(String host, int port) {
    return ServerWord.ask(host, port);
  }

  @Override
  public Coordination.Factory sessions(Function<String, String> address, long timeoutMillis) {
    int timeout = Math.toIntExact(timeoutMillis);
    return node -> ZooKeeperSession.open(address, node, timeout);
  }
}
