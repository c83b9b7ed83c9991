package dev.assay.cluster.process;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.Ports;
import dev.assay.cluster.fault.FaultyNode;
import dev.assay.cluster.linux.ProcessState;
import dev.assay.cluster.linux.ProcessTable;
import dev.assay.cluster.reaper.RunRecord;
import dev.assay.cluster.resource.Groups;
import dev.assay.core.spi.Cluster.NodeEvent;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One node: its plan, its process if it has one. */
final class NodeProcess implements FaultyNode {
  private static final Duration LAUNCH_LIMIT = Duration.ofSeconds(5);
  private static final String LAUNCHER = "setsid";

  private final SystemUnderTest system;
  private final NodePlan plan;

  /** As it is started next. */
  private NodePlan version;

  /** What its process finds besides what the system asks for. */
  private final Map<String, String> environment;

  private final Groups groups;
  private final Ports ports;
  private final RunRecord run;
  private final Consumer<NodeEvent> events;
  private final Set<Integer> excuses = ConcurrentHashMap.newKeySet();
  private @Nullable Life life;
  private boolean retired;

  /** One process of the node, from its start to its end. */
  record Life(Process process, AtomicBoolean provoked) implements FaultyNode.Life {
    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public boolean running() {
      return process.isAlive();
    }

    @Override
    public OptionalInt exit() {
      return running() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }
  }

  /**
   * A node without a process.
   *
   * @param first its plan until it is upgraded
   */
  NodeProcess(
      SystemUnderTest system,
      NodePlan plan,
      NodePlan first,
      Map<String, String> environment,
      Groups groups,
      Ports ports,
      RunRecord run,
      Consumer<NodeEvent> events) {
    this.system = system;
    this.plan = plan;
    this.version = first;
    this.environment = environment;
    this.groups = groups;
    this.ports = ports;
    this.run = run;
    this.events = events;
  }

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public NodePlan statusPlan() {
    return plan;
  }

  @Override
  public Set<Integer> excuses() {
    return excuses;
  }

  @Override
  public Path log() {
    return plan.folder().resolve("server.log");
  }

  /** Its latest process. */
  synchronized Optional<Life> life() {
    return Optional.ofNullable(life);
  }

  @Override
  public synchronized Optional<Life> running() {
    return life().filter(Life::running);
  }

  /** It is never started again. */
  synchronized void retire() {
    retired = true;
  }

  @Override
  public String program() {
    return running().map(life -> String.join(" ", ProcessTable.command(life.pid()))).orElse("");
  }

  @Override
  public synchronized void upgrade() {
    version = plan;
  }

  /** Every start is like that. */
  @Override
  public void renew() {}

  @Override
  public synchronized Life start() throws IOException, InterruptedException {
    if (retired) {
      throw new IOException("the cluster is being closed");
    }
    if (life != null && life.running()) {
      throw new IllegalStateException(name() + " runs already");
    }
    SystemUnderTest.Command command = system.command(version);
    for (int port : plan.listen().values()) {
      ports.release(port);
    }
    ports.release(plan.clientPort());
    Life started = new Life(launch(command), new AtomicBoolean());
    life = started;
    var _ = started.process().onExit().thenAccept(_ -> died(started));
    awaitSession(started);
    events.accept(new NodeEvent(name(), "started", true, "pid " + started.pid()));
    return started;
  }

  private Process launch(SystemUnderTest.Command command) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(LAUNCHER);
    words.addAll(groups.inside(name(), command.words()));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(command.environment());
    builder.environment().putAll(environment);
    builder.environment().put(RunRecord.MARK_VARIABLE, run.mark());
    builder
        .directory(plan.folder().toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EnvironmentException("cannot start " + name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * setsid makes a session and then becomes the server, in the same process, since a fresh child
   * does not lead a group. Before that, a signal to the group would miss it.
   */
  private void awaitSession(Life started) throws IOException, InterruptedException {
    long pid = started.pid();
    boolean own =
        Deadline.in(LAUNCH_LIMIT)
            .poll(() ->
                !started.running()
                    || (ProcessTable.find(pid).filter(p -> p.session() == pid).isPresent()
                        && isServer(ProcessTable.command(pid))));
    Optional<ProcessState> state = ProcessTable.find(pid);
    if (state.isPresent()) {
      run.child(name(), state.get());
    }
    if (!own) {
      throw new IOException(name() + " (pid " + pid + ") got no session of its own");
    }
  }

  private static boolean isServer(List<String> command) {
    return !command.isEmpty()
        && !command.getFirst().endsWith(LAUNCHER)
        && !Groups.entering(command);
  }

  private void died(Life ended) {
    events.accept(
        new NodeEvent(
            name(),
            "died",
            ended.provoked().get() || !excuses.isEmpty(),
            "exit status " + ended.process().exitValue() + ", pid " + ended.pid()));
  }
}
