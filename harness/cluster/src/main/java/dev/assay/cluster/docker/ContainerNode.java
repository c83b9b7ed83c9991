package dev.assay.cluster.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.WaitResponse;
import dev.assay.cluster.Ports;
import dev.assay.cluster.fault.FaultyNode;
import dev.assay.core.spi.Cluster.NodeEvent;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node: its container, once it has been made, and the process in it. */
final class ContainerNode implements FaultyNode {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerNode.class);

  private final Engine engine;
  private final NodePlan plan;

  /** As its next container is made. */
  private NodePlan version;

  private final int published;
  private final Ports ports;
  private final Recipe recipe;
  private final Consumer<NodeEvent> events;
  private final Set<Integer> excuses = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String container;

  /** Asked for by those who hold other locks: nobody waits for a start to know it. */
  private volatile @Nullable Life life;

  private boolean retired;

  /** One process in the container. */
  record Life(String container, long pid, CompletableFuture<Integer> end, AtomicBoolean provoked)
      implements FaultyNode.Life {
    @Override
    public boolean running() {
      return !end.isDone();
    }

    @Override
    public OptionalInt exit() {
      return running() ? OptionalInt.empty() : OptionalInt.of(end.join());
    }
  }

  /** Makes a node's container; answers its id. */
  interface Recipe {
    String make(NodePlan plan, int published) throws IOException;
  }

  /**
   * A node without a container.
   *
   * @param first its plan until it is upgraded
   */
  ContainerNode(
      Engine engine,
      NodePlan plan,
      NodePlan first,
      int published,
      Ports ports,
      Recipe recipe,
      Consumer<NodeEvent> events) {
    this.engine = engine;
    this.plan = plan;
    this.version = first;
    this.published = published;
    this.ports = ports;
    this.recipe = recipe;
    this.events = events;
  }

  @Override
  public String name() {
    return plan.name();
  }

  String address() {
    return String.valueOf(plan.hosts().get(plan.name()));
  }

  @Override
  public NodePlan statusPlan() {
    return plan.withClientPort(published);
  }

  @Override
  public Set<Integer> excuses() {
    return excuses;
  }

  @Override
  public Path log() {
    return plan.folder().resolve("server.log");
  }

  Optional<String> container() {
    return Optional.ofNullable(container);
  }

  @Override
  public Optional<Life> running() {
    return Optional.ofNullable(life).filter(Life::running);
  }

  /** It is never started again. */
  synchronized void retire() {
    retired = true;
  }

  @Override
  public String program() throws IOException {
    Optional<Life> now = running();
    if (now.isEmpty()) {
      return "";
    }
    ContainerConfig made =
        engine.ask(client -> client.inspectContainerCmd(now.get().container()).exec().getConfig());
    String[] words = Objects.requireNonNullElse(made.getCmd(), new String[0]);
    return made.getImage() + " " + String.join(" ", words);
  }

  @Override
  public synchronized void upgrade() throws IOException {
    if (!version.equals(plan)) {
      version = plan;
      renew();
    }
  }

  /** Its container goes, with the command in it; the next start makes another one. */
  @Override
  public synchronized void renew() throws IOException {
    if (running().isPresent()) {
      throw new IllegalStateException(name() + " still runs");
    }
    String old = container;
    if (old != null) {
      ContainerReaper.remove(engine, old);
      container = null;
    }
  }

  @Override
  public synchronized Life start() throws IOException {
    if (retired) {
      throw new IOException("the cluster is being closed");
    }
    if (running().isPresent()) {
      throw new IllegalStateException(name() + " runs already");
    }
    String id = container == null ? recipe.make(version, published) : container;
    container = id;
    ports.release(published);
    collect(id);
    var _ = engine.ask(client -> client.startContainerCmd(id).exec());
    ContainerState state = engine.ask(client -> client.inspectContainerCmd(id).exec().getState());
    Long pid = state.getPidLong();
    Life started =
        new Life(id, pid == null ? 0 : pid, new CompletableFuture<>(), new AtomicBoolean());
    life = started;
    watch(started);
    events.accept(new NodeEvent(name(), "started", true, "pid " + started.pid()));
    return started;
  }

  /** What it will write goes to its log on this machine, as it comes. */
  private void collect(String id) throws IOException {
    var _ =
        engine.ask(client ->
            client
                .attachContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new LogWriter(log())));
  }

  private void watch(Life started) throws IOException {
    ResultCallback.Adapter<WaitResponse> ended =
        new ResultCallback.Adapter<>() {
          @Override
          public void onNext(WaitResponse response) {
            died(started, response.getStatusCode());
          }
        };
    var _ = engine.ask(client -> client.waitContainerCmd(started.container()).exec(ended));
  }

  private void died(Life ended, int status) {
    if (ended.end().complete(status)) {
      String detail = "exit status " + status + ", pid " + ended.pid();
      events.accept(
          new NodeEvent(name(), "died", ended.provoked().get() || !excuses.isEmpty(), detail));
    }
  }

  /** Appends what a container prints to a file. */
  private static final class LogWriter extends ResultCallback.Adapter<Frame> {
    private final Path file;

    LogWriter(Path file) {
      this.file = file;
    }

    @Override
    public void onNext(Frame frame) {
      try {
        Files.write(file, frame.getPayload(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onError(Throwable wrong) {
      LOG.debug("the output of {} ended: {}", file, wrong.toString());
      super.onError(wrong);
    }
  }
}
