package dev.assay.server.runtime;

import dev.assay.server.broadcast.AtomicBroadcast.Status;
import dev.assay.server.env.Event;
import dev.assay.server.wire.FourLetterWord;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running server: its node, its loop, its files and its sockets. */
public final class ServerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
  private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(10);

  /** A leader sends a whole snapshot at once: a link must hold what the heap can. */
  private static final long MIN_UNSENT_BYTES = 64 << 20;

  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(30);

  private final DataDirectory data;
  private final Network peerNetwork;
  private final Network clientNetwork;
  private final NodeLoop loop;
  private final FileDisk disk;
  private final PeerLinks links;
  private final Datagrams datagrams;
  private final Clients clients;
  private final Node node;
  private final Consumer<Status> observer;
  private final List<Waiter> waiting = new ArrayList<>();
  private final CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
  private @Nullable Status seen;
  private volatile @Nullable String haltReason;
  private int clientPort;

  private ServerProcess(
      ServerConfig config, DataDirectory data, Consumer<Status> observer, Node.Factory factory) {
    SystemClock clock = new SystemClock();
    this.data = data;
    this.observer = observer;
    peerNetwork = new Network("peers-" + config.node());
    clientNetwork = new Network("clients-" + config.node());
    loop = new NodeLoop("node-" + config.node(), clock, new LoopListener());
    long backlogLimit = Runtime.getRuntime().maxMemory() / 4;
    disk = new FileDisk(data.state(), event -> loop.post(() -> deliver(event)), backlogLimit);
    links =
        new PeerLinks(
            config.node(),
            others(config, Peer::quorum),
            Math.max(MIN_UNSENT_BYTES, backlogLimit),
            peerNetwork,
            loop,
            this::deliver);
    datagrams =
        new Datagrams(
            config.node(), others(config, Peer::election), peerNetwork, loop, this::deliver);
    int connections = config.limits().clientConnections();
    clients = new Clients(connections, clientNetwork, loop, this::deliver, this::answer);
    node = factory.create(new RealEnv(clock, loop, disk, links, datagrams, clients, this::halt));
  }

  /** Starts a server that nobody observes. */
  public static ServerProcess start(ServerConfig config) {
    return start(config, _ -> {});
  }

  /**
   * Starts a server; it serves when {@link #awaitServing} says so.
   *
   * @param observer hears whenever the node's mode or epoch changes, on the node's own thread
   * @throws StartFailure when the data directory or a port cannot be had
   */
  public static ServerProcess start(ServerConfig config, Consumer<Status> observer) {
    return start(config, observer, env -> new CoreNode(env, config));
  }

  static ServerProcess start(ServerConfig config, Consumer<Status> observer, Node.Factory factory) {
    DataDirectory data = DataDirectory.open(config.dataDirectory());
    ServerProcess process = new ServerProcess(config, data, observer, factory);
    try {
      process.loop.post(process::begin);
      process.listen(config);
    } catch (StartFailure e) {
      process.release();
      throw e;
    }
    process.loop.start();
    return process;
  }

  /** The port that clients are taken on. */
  public int clientPort() {
    return clientPort;
  }

  /** Where the node stands; throws {@link IllegalStateException} when it does not answer. */
  public Status status() {
    CompletableFuture<Status> answer = new CompletableFuture<>();
    loop.post(() -> answer.complete(node.status()));
    return await(answer, ANSWER_DEADLINE)
        .orElseThrow(() -> new IllegalStateException("the node does not answer"));
  }

  /** Waits until the node serves clients; empty when it does not within the time. */
  public Optional<Status> awaitServing(Duration deadline) {
    return await(status -> !status.mode().equals("looking"), deadline);
  }

  /** Waits for a mode and an epoch; empty when they do not come within the time. */
  public Optional<Status> await(Predicate<Status> wanted, Duration deadline) {
    Waiter waiter = new Waiter(wanted, new CompletableFuture<>());
    loop.post(() -> {
      waiting.add(waiter);
      answer(node.status());
    });
    return await(waiter.answer(), deadline);
  }

  /**
   * Completes when the server has ended and given everything back: empty after {@link #close}, or
   * with what was wrong.
   */
  public CompletableFuture<Optional<String>> ended() {
    return ended.copy();
  }

  /** Ends the server; the same to others as a crash of its process. */
  @Override
  public void close() {
    loop.stop();
    try {
      if (!loop.join(CLOSE_DEADLINE)) {
        LOG.error("the node did not end within {}", CLOSE_DEADLINE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<Integer, Address> others(
      ServerConfig config, Function<Peer, Address> address) {
    Map<Integer, Address> others = new HashMap<>();
    config.peers().forEach((number, peer) -> others.put(number, address.apply(peer)));
    others.remove(config.node());
    return others;
  }

  private void listen(ServerConfig config) {
    Peer own = config.peers().get(config.node());
    if (own != null) {
      links.listen(config.quorumListen().orElse(own.quorum()));
      datagrams.listen(config.electionListen().orElse(own.election()));
    }
    Channel listening = clients.listen(config.client());
    clientPort = ((InetSocketAddress) listening.localAddress()).getPort();
  }

  private void begin() {
    node.start();
  }

  private void deliver(Event event) {
    node.on(event);
  }

  private void halt(String reason) {
    haltReason = reason;
    loop.stop();
  }

  private String answer(FourLetterWord word, int connections) {
    return word.answer(node.status(), node.nodeCount(), connections, node.featureLevel());
  }

  private void observe() {
    Status now = node.status();
    Status before = seen;
    if (before != null && before.mode().equals(now.mode()) && before.epoch() == now.epoch()) {
      return;
    }
    seen = now;
    LOG.debug("{}", now);
    observer.accept(now);
    answer(now);
  }

  private void answer(Status now) {
    waiting.removeIf(waiter -> waiter.answered(now));
  }

  private void release() {
    clientNetwork.close();
    peerNetwork.close();
    disk.close();
    data.close();
  }

  private static <T> Optional<T> await(CompletableFuture<T> answer, Duration deadline) {
    try {
      return Optional.of(answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the node failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private record Waiter(Predicate<Status> wanted, CompletableFuture<Status> answer) {
    boolean answered(Status now) {
      if (wanted.test(now)) {
        answer.complete(now);
      }
      return answer.isDone();
    }
  }

  private final class LoopListener implements NodeLoop.Listener {
    @Override
    public void timerFired(long token) {
      deliver(new Event.TimerFired(token));
    }

    @Override
    public void afterEach() {
      observe();
    }

    @Override
    public void ended(@Nullable Throwable crash) {
      if (crash != null) {
        LOG.error("the node failed", crash);
        haltReason = "a fault of the server itself: " + crash;
      }
      release();
      ended.complete(Optional.ofNullable(haltReason));
    }
  }
}
