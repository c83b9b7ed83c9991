package dev.assay.core.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A system that can be judged: how one of its nodes is started, as a local process or in a
 * container, asked how it is, and spoken to. Found by {@link java.util.ServiceLoader} on a class
 * path of its own.
 */
public interface SystemUnderTest {
  /** The name on the command line. */
  String name();

  /**
   * The version of the server that nodes with these settings run, in its own words; empty when
   * nobody knows. May block for some seconds.
   *
   * @throws IllegalArgumentException for a setting that leads to no server
   */
  default String version(Map<String, String> settings) {
    return "";
  }

  /** The names of the ports that nodes reach each other by ({@code quorum}, {@code election}). */
  List<String> peerPorts();

  /** How long after healing the system may take to serve again, in milliseconds. */
  long recoveryMillis();

  /** Writes a node's configuration and says how to start it. Called again before each restart. */
  Command command(NodePlan plan);

  /**
   * What a node is a container of; empty when it runs as a local process alone.
   *
   * @param settings those of the node: an {@link #olderVersion} may be another image
   */
  default Optional<Image> image(Map<String, String> settings) {
    return Optional.empty();
  }

  /** As {@link #command}, for a container of {@link #image}, which sees the node's folder too. */
  default Command commandInImage(NodePlan plan) {
    throw new UnsupportedOperationException(name() + " has no image");
  }

  /** Asks a node how it is, on its own client port (no fault between). May block for 1 s. */
  Cluster.NodeStatus status(NodePlan plan);

  /**
   * As {@link #status}, for a node that somebody else has started; what it says is told, and proves
   * nothing. Not reachable when it says nothing, which is no fault of the node's.
   */
  default Cluster.NodeStatus statusOf(String host, int port) {
    return new Cluster.NodeStatus(false, "", -1, name() + " is not asked for its state");
  }

  /** Whether {@link #status} says which node leads; else a node that serves is {@code serving}. */
  default boolean saysWhoLeads() {
    return true;
  }

  /** Whether a node that was started answers {@link #status} also while no majority runs. */
  default boolean answersAlone() {
    return true;
  }

  /** The workloads that cannot be run on it: by their names, why. */
  default Map<String, String> unsupportedWorkloads() {
    return Map.of();
  }

  /**
   * Which files of a node that does not run hold what must not be lost, such that the node must
   * notice a damage to them when it starts.
   *
   * @param names all files below {@code data} in the node's folder, with slashes
   */
  default DurableFiles durableFiles(List<String> names) {
    return new DurableFiles(List.of(), List.of());
  }

  /**
   * Files that a node reads when it starts.
   *
   * @param log those of its log, from the oldest one on; the newest one may end torn
   * @param snapshot those of the snapshot that it begins with
   */
  record DurableFiles(List<String> log, List<String> snapshot) {
    public DurableFiles {
      log = List.copyOf(log);
      snapshot = List.copyOf(snapshot);
    }
  }

  /** What cannot be done to its nodes, whatever the machine allows: by the kind of action, why. */
  default Map<String, String> unsupportedActions() {
    String files = "it is not known in which of its files " + name() + " must notice a damage";
    return Map.of(
        "bit-flip",
        files,
        "truncate",
        files,
        "upgrade",
        "there is one version of "
            + name()
            + " here; --set older.KEY=VALUE says what makes another",
        "membership",
        "nobody has said how a member of " + name() + " leaves and joins");
  }

  /**
   * The settings that make a node one of an older version, from which nodes can be upgraded while
   * the others work; empty when there is none but what the user names.
   */
  default Map<String, String> olderVersion() {
    return Map.of();
  }

  /**
   * How the line of {@link Cluster.NodeStatus#detail} begins that tells a node's version; empty
   * when none does, and the program that runs tells it.
   */
  default String versionLine() {
    return "";
  }

  /** How a member leaves the running cluster and joins it; empty when the members are fixed. */
  default Optional<Membership> membership() {
    return Optional.empty();
  }

  /** Changes of the members. Each call may block for some seconds, and asks one node. */
  interface Membership {
    /** The names of those nodes that are members, by all that was agreed on before it is asked. */
    List<String> members(NodePlan asked) throws IOException, InterruptedException;

    /** Takes a member out; nothing when it is none. Before it joins again it loses its data. */
    void leave(NodePlan member, NodePlan asked) throws IOException, InterruptedException;

    /**
     * Adds a member, which is started afterwards; nothing when it is one. From then on its command
     * must be that of a newcomer.
     */
    void join(NodePlan member, NodePlan asked) throws IOException, InterruptedException;
  }

  /**
   * Where the system is known not to keep a promise: what its authors know of it, by the name of
   * the guarantee. It stands beside the verdict when that is invalid, and does not change it.
   */
  default Map<String, String> knownHoles() {
    return Map.of();
  }

  /**
   * What this machine lacks to start a node with these settings, and how to get it; empty when
   * nothing is missing.
   */
  default String missing(Map<String, String> settings) {
    return "";
  }

  /**
   * Whether its nodes announce one address each, the same for all others, and reach it through a
   * SOCKS5 proxy. With local processes the cluster then offers {@link NodePlan#gateway} and makes
   * up {@link NodePlan#hosts}, so that the others cannot be reached in any other way.
   */
  default boolean announcesAddresses() {
    return false;
  }

  /**
   * Clients that carry a workload's operations out themselves, for a system that has no sessions;
   * empty when the workloads shall do it on {@link #sessions}.
   *
   * @param address as for {@link #sessions}
   * @param scope a name that no other run on the same cluster uses; letters, digits, dashes
   * @param timeoutMillis after that they give an operation up
   */
  default Optional<Client.Factory> clients(
      Function<String, String> address, String scope, long timeoutMillis) {
    return Optional.empty();
  }

  /**
   * Opens sessions through the given addresses.
   *
   * @param address where clients reach a node, {@code host:port}, through the fault proxy
   */
  Coordination.Factory sessions(Function<String, String> address, long timeoutMillis);

  /**
   * One node, as the cluster has laid it out.
   *
   * @param name the node's name, {@code n1}, ...
   * @param number from 1
   * @param folder the node's own folder, which exists; its data go to {@code data} below it
   * @param clientPort where it shall listen for clients
   * @param listen where it shall listen for peers: port by the names of {@link #peerPorts}
   * @param peers how it reaches the others: for each node name, port by port name, at the host of
   *     that node
   * @param numbers the number of each node
   * @param hosts the address of each node, its own too: where it listens, and is reached; with a
   *     gateway, where it says that it is reached
   * @param gateway the port of the SOCKS5 proxy on 127.0.0.1 through which the node reaches the
   *     others at these {@code hosts} and {@code peers}; 0 when it needs none
   * @param settings settings of the server given by the user, and {@code bug}
   */
  record NodePlan(
      String name,
      int number,
      Path folder,
      int clientPort,
      Map<String, Integer> listen,
      Map<String, Map<String, Integer>> peers,
      Map<String, Integer> numbers,
      Map<String, String> hosts,
      int gateway,
      Map<String, String> settings) {
    /** The same node with other settings. */
    public NodePlan withSettings(Map<String, String> changed) {
      return new NodePlan(
          name, number, folder, clientPort, listen, peers, numbers, hosts, gateway, changed);
    }

    /** The same node, reached by clients at another port. */
    public NodePlan withClientPort(int port) {
      return new NodePlan(
          name, number, folder, port, listen, peers, numbers, hosts, gateway, settings);
    }
  }

  /**
   * An image: one that the engine has already, or what one that is made holds beside the C library,
   * a Java runtime at {@link #JAVA}, and the server's jars in {@link #LIBRARY}; or programs of this
   * machine, where they are here.
   *
   * @param name the image's name; of one that is there already, with its tag
   * @param there whether the engine has it already; nothing else is said of it then
   * @param modules the modules of Java that the server needs; without any there is no Java
   * @param jars jar files, or folders of classes
   * @param rehearsal a command that is run in the image once, when it is made, and leaves something
   *     there that makes the server start faster; empty for none
   */
  record Image(
      String name,
      boolean there,
      List<String> modules,
      List<Path> jars,
      List<Path> programs,
      List<String> rehearsal) {
    public static final String JAVA = "/opt/java";
    public static final String LIBRARY = "/opt/assay/lib";

    public Image {
      modules = List.copyOf(modules);
      jars = List.copyOf(jars);
      programs = List.copyOf(programs);
      rehearsal = List.copyOf(rehearsal);
    }

    /** An image that the engine has: it was built there, loaded or pulled. */
    public static Image existing(String name) {
      return new Image(name, true, List.of(), List.of(), List.of(), List.of());
    }

    /** An image of a server in Java. */
    public static Image ofJava(String name, List<String> modules, List<Path> jars) {
      return new Image(name, false, modules, jars, List.of(), List.of());
    }

    /** An image of a server that is a program of this machine. */
    public static Image ofProgram(String name, Path program) {
      return new Image(name, false, List.of(), List.of(), List.of(program), List.of());
    }

    /** The same with a rehearsal. */
    public Image rehearsed(List<String> command) {
      return new Image(name, there, modules, jars, programs, command);
    }

    /** The class path inside; its order is that of the jars, and always the same. */
    public String classPath() {
      return IntStream.range(0, jars.size()).mapToObj(this::place).collect(Collectors.joining(":"));
    }

    /** Where a jar or a folder of classes is inside, by its place among {@link #jars}. */
    public String place(int index) {
      String name = String.valueOf(jars.get(index).getFileName());
      return LIBRARY + "/" + (name.endsWith(".jar") ? name : index);
    }

    /** Without anything to run there is nothing to build. */
    public boolean empty() {
      return jars.isEmpty() && programs.isEmpty();
    }
  }

  /** A program and its arguments; its working folder is the node's. */
  record Command(List<String> words, Map<String, String> environment) {}
}
