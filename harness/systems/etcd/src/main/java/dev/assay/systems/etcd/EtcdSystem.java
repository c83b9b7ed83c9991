package dev.assay.systems.etcd;

import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.SystemUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * etcd's released server. Its members announce one address each, to which the others connect by
 * {@code HTTP_PROXY}, so that every link can be broken.
 */
public final class EtcdSystem implements SystemUnderTest {
  private static final String PEER = "peer";
  private static final String LOOPBACK = "127.0.0.1";
  private static final long RECOVERY_MILLIS = 20_000;
  private static final String PROGRAM = "etcd";

  /** The setting that names an image that the engine has. */
  private static final String IMAGE = "image";

  /** The setting that names another program than that on the PATH. */
  private static final String BINARY = "program";

  private static final Pattern VERSION = Pattern.compile("etcd Version: *(\\S+)");

  /** Times as for the other systems; snapshots often enough to be met in a short run. */
  private static final Map<String, String> USUAL =
      Map.of(
          "heartbeat-interval", "50",
          "election-timeout", "500",
          "snapshot-count", "1000",
          "logger", "zap",
          "log-outputs", "stderr");

  /** For {@link java.util.ServiceLoader}. */
  public EtcdSystem() {}

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public List<String> peerPorts() {
    return List.of(PEER);
  }

  @Override
  public boolean announcesAddresses() {
    return true;
  }

  /** A program in Go asks the kernel for the time, and no library comes between. */
  @Override
  public Map<String, String> unsupportedActions() {
    Map<String, String> unsupported = new TreeMap<>(SystemUnderTest.super.unsupportedActions());
    unsupported.remove("membership");
    for (String clock : List.of("clock-jump", "clock-skew", "clock-drift")) {
      unsupported.put(
          clock, "etcd, written in Go, asks the kernel for the time, past every library");
    }
    return unsupported;
  }

  @Override
  public Optional<Membership> membership() {
    return Optional.of(new Members());
  }

  @Override
  public long recoveryMillis() {
    return RECOVERY_MILLIS;
  }

  @Override
  public String missing(Map<String, String> settings) {
    return settings.containsKey(BINARY) || onPath().isPresent()
        ? ""
        : "the program etcd is not on the PATH (install the package etcd-server, or name one by"
            + " --set program=PATH)";
  }

  /** What the program says of itself. */
  @Override
  public String version(Map<String, String> settings) {
    return program(settings).map(EtcdSystem::asked).map(EtcdSystem::version).orElse("");
  }

  private static String asked(Path program) {
    ProcessBuilder ask = new ProcessBuilder(program.toString(), "--version");
    try {
      Process process = ask.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        return said.lines().collect(Collectors.joining("\n"));
      }
    } catch (IOException | UncheckedIOException silent) {
      return "";
    }
  }

  /** Out of {@code etcd Version: 3.4.23}. */
  static String version(String said) {
    Matcher version = VERSION.matcher(said);
    return version.find() ? version.group(1) : "";
  }

  /**
   * The program that is set, or else that on the PATH.
   *
   * @throws IllegalArgumentException when what is set is no program
   */
  private static Optional<Path> program(Map<String, String> settings) {
    String named = settings.get(BINARY);
    if (named == null) {
      return onPath();
    }
    Path program = Path.of(named).toAbsolutePath().normalize();
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw new IllegalArgumentException("--set %s=%s names no program".formatted(BINARY, named));
    }
    return Optional.of(program);
  }

  private static Optional<Path> onPath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public Map<String, String> unsupportedWorkloads() {
    return Map.of(
        "replicas", "it compares what ZooKeeper's servers say of a node, and etcd keeps less");
  }

  @Override
  public Map<String, String> knownHoles() {
    return Map.of(
        "linearizable",
        "since 3.4.20 and 3.5.0 etcd may answer a linearizable read from what it has when a leader"
            + " is paused (issue 20418).");
  }

  /**
   * The one that the setting {@value #IMAGE} names, which has a program {@code etcd} on its path;
   * else the program of this machine, in an image of its own.
   */
  @Override
  public Optional<Image> image(Map<String, String> settings) {
    String named = settings.get(IMAGE);
    if (named != null) {
      return Optional.of(Image.existing(named));
    }
    return program(settings).map(program -> Image.ofProgram("assay-etcd", program));
  }

  /** In a network namespace of its own a node has its address, and needs no gateway. */
  @Override
  public Command commandInImage(NodePlan plan) {
    Map<String, String> settings = new TreeMap<>(plan.settings());
    boolean named = settings.remove(IMAGE) != null;
    Command command = command(plan.withSettings(settings));
    if (!named) {
      return command;
    }
    List<String> words = new ArrayList<>(command.words());
    words.set(0, PROGRAM);
    return new Command(words, command.environment());
  }

  @Override
  public Command command(NodePlan plan) {
    Map<String, String> flags = new LinkedHashMap<>();
    String own = plan.gateway() == 0 ? host(plan, plan.name()) : LOOPBACK;
    String clients = url(own, plan.clientPort());
    int port = peerPort(plan, plan.name());
    flags.put("name", plan.name());
    flags.put("data-dir", plan.folder().resolve("data").toString());
    flags.put("listen-client-urls", clients);
    flags.put("advertise-client-urls", clients);
    flags.put("listen-peer-urls", url(own, port));
    flags.put("initial-advertise-peer-urls", url(host(plan, plan.name()), port));
    flags.put("initial-cluster", members(plan));
    flags.put("initial-cluster-state", Members.initialState(plan));
    Map<String, String> settings = new TreeMap<>(plan.settings());
    settings.remove(BINARY);
    for (String name : settings.keySet()) {
      if (name.equals(IMAGE)) {
        throw new IllegalArgumentException("the setting image is for containers");
      }
      if (flags.containsKey(name) || !name.matches("[a-z-]+")) {
        throw new IllegalArgumentException(
            "etcd's flag " + name + " cannot be set: it is the cluster's, or there is none such");
      }
    }
    USUAL.forEach(flags::put);
    flags.putAll(settings);
    List<String> words = new ArrayList<>();
    words.add(program(plan.settings()).map(Path::toString).orElse(PROGRAM));
    flags.forEach((flag, value) -> words.add("--" + flag + "=" + value));
    if (plan.gateway() == 0) {
      return new Command(words, Map.of());
    }
    String gateway = "socks5://" + LOOPBACK + ":" + plan.gateway();
    return new Command(
        words,
        Map.of("HTTP_PROXY", gateway, "http_proxy", gateway, "NO_PROXY", "", "no_proxy", ""));
  }

  private static String members(NodePlan plan) {
    return plan.numbers().keySet().stream()
        .map(node -> node + "=" + peerUrl(plan, node))
        .collect(Collectors.joining(","));
  }

  /** Where a member says that the others reach it. */
  static String peerUrl(NodePlan plan, String node) {
    return url(host(plan, node), peerPort(plan, node));
  }

  private static int peerPort(NodePlan plan, String node) {
    return plan.peers().getOrDefault(node, plan.listen()).getOrDefault(PEER, 0);
  }

  private static String host(NodePlan plan, String node) {
    return plan.hosts().getOrDefault(node, LOOPBACK);
  }

  private static String url(String host, int port) {
    return "http://" + host + ":" + port;
  }

  /** A member takes clients once it has found the cluster's leader. */
  @Override
  public boolean answersAlone() {
    return false;
  }

  @Override
  public NodeStatus status(NodePlan plan) {
    return MemberStatus.ask(url(LOOPBACK, plan.clientPort()));
  }

  @Override
  public Coordination.Factory sessions(Function<String, String> address, long timeoutMillis) {
    return node -> EtcdSession.open(address, node, timeoutMillis);
  }
}
