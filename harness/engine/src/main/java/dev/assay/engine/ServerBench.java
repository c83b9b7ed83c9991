package dev.assay.engine;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.process.ProcessCluster;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests a second a system carries, as local processes and through the harness's proxy,
 * as in runs. Sessions are spread over the nodes; each keeps some requests open.
 */
public final class ServerBench {
  private static final long SESSION_MILLIS = 10_000;
  private static final Duration START = Duration.ofSeconds(90);
  private static final int BYTES = 100;

  /** Below the folder of the runs. */
  private static final String FOLDER = "bench";

  /** Latencies of one session that are kept. */
  private static final int MOST_KEPT = 1 << 20;

  private final SystemUnderTest system;
  private final Settings settings;

  private ServerBench(SystemUnderTest system, Settings settings) {
    this.system = system;
    this.settings = settings;
  }

  /** What sessions ask for. */
  public enum Work {
    /** A node's data are set, 100 bytes. */
    WRITES,
    /** A node's data are read. */
    READS,
    /** The same, each after a sync. */
    SYNC_READS;

    /** Its name in figures. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * How much.
   *
   * @param inFlight requests of a session that are open at once
   * @param millis for each kind of work, after as long again for warm-up
   */
  public record Settings(int nodes, int sessions, int inFlight, long millis) {
    public Settings {
      if (nodes < 1 || sessions < 1 || inFlight < 1 || millis < 1) {
        throw new IllegalArgumentException("all sizes must be positive");
      }
    }
  }

  /**
   * What came of one kind of work.
   *
   * @param p50 the median of the latencies, in milliseconds
   * @param p99 in milliseconds
   */
  public record Measured(Work work, double perSecond, double p50, double p99) {}

  /**
   * Starts a system's nodes, measures each kind of work, and stops them, also when it is
   * interrupted. What is left when it is killed is cleaned away as that of a run is.
   *
   * @param name the system's
   * @param out the folder of the runs; nothing stays there
   * @throws IOException when the nodes do not serve
   * @throws InterruptedRunException at Ctrl-C and SIGTERM
   */
  public static List<Measured> run(String name, Settings settings, Path out) throws IOException {
    try (Interruption interruption = Interruption.watch()) {
      interruption.then(Thread.currentThread()::interrupt);
      Path run = Files.createTempDirectory(Files.createDirectories(out.resolve(FOLDER)), "run-");
      try {
        return new ServerBench(Systems.named(name), settings).run(run);
      } finally {
        NodeData.delete(run);
      }
    } catch (InterruptedException _) {
      throw new InterruptedRunException();
    }
  }

  private List<Measured> run(Path folder) throws IOException, InterruptedException {
    try (ProcessCluster cluster =
        ProcessCluster.open(
            system, settings.nodes(), folder, Map.of(), Set.of(), OptionalInt.empty())) {
      CompletableFuture<String> started = new CompletableFuture<>();
      cluster.start(started::complete);
      String wrong = await(started);
      if (!wrong.isEmpty()) {
        throw new IOException("the cluster did not start: " + wrong);
      }
      Coordination.Factory sessions = system.sessions(cluster::address, SESSION_MILLIS);
      List<Lane> lanes = new ArrayList<>();
      try {
        for (int i = 0; i < settings.sessions(); i++) {
          String node = cluster.nodes().get(i % cluster.nodes().size());
          lanes.add(new Lane(sessions.open(node), "/bench-" + i));
        }
        for (Lane lane : lanes) {
          lane.prepare();
        }
        List<Measured> measured = new ArrayList<>();
        for (Work work : Work.values()) {
          measure(lanes, work);
          measured.add(measure(lanes, work));
        }
        return measured;
      } finally {
        lanes.forEach(lane -> lane.session.close());
      }
    }
  }

  private Measured measure(List<Lane> lanes, Work work) throws IOException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    CountDownLatch open = new CountDownLatch(lanes.size() * settings.inFlight());
    long end = settings.millis() * 1_000_000;
    lanes.forEach(lane -> lane.begin(settings.inFlight(), work, watch, end, open));
    if (!open.await(settings.millis() + 2 * SESSION_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new IOException("requests were not answered");
    }
    double seconds = watch.seconds();
    long[] all =
        lanes.stream().flatMapToLong(lane -> Arrays.stream(lane.nanos, 0, lane.kept())).toArray();
    long done = lanes.stream().mapToLong(lane -> lane.done.get()).sum();
    for (Lane lane : lanes) {
      if (!lane.wrong.isEmpty()) {
        throw new IOException("a request was not carried out: " + lane.wrong);
      }
    }
    Arrays.sort(all);
    return new Measured(work, done / seconds, quantile(all, 0.5), quantile(all, 0.99));
  }

  private static double quantile(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * part)] / 1e6;
  }

  private static <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
    try {
      return answer.get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no answer: " + e, e);
    }
  }

  /** One session, and what it measures. Completions come one at a time. */
  private static final class Lane {
    private final Coordination session;
    private final String path;
    private final AtomicInteger done = new AtomicInteger();
    private final long[] nanos = new long[MOST_KEPT];
    private volatile String wrong = "";

    Lane(Coordination session, String path) {
      this.session = session;
      this.path = path;
    }

    int kept() {
      return Math.min(done.get(), MOST_KEPT);
    }

    /** Its node is there afterwards. */
    void prepare() throws IOException, InterruptedException {
      boolean there =
          Deadline.in(START)
              .poll(() -> {
                CompletableFuture<Reply> reply = new CompletableFuture<>();
                Request create = new Request.Create(path, new byte[BYTES], Mode.PERSISTENT);
                session.submit(create, reply::complete);
                Reply last = await(reply);
                return last instanceof Reply.Done || last instanceof Reply.Refused;
              });
      if (!there) {
        throw new IOException("no session was served for " + path);
      }
    }

    /** Each of so many requests is followed by the next one when it is answered. */
    void begin(int inFlight, Work work, Stopwatch watch, long endNanos, CountDownLatch open) {
      done.set(0);
      for (int i = 0; i < inFlight; i++) {
        next(work, watch, endNanos, open);
      }
    }

    private void next(Work work, Stopwatch watch, long endNanos, CountDownLatch open) {
      long sent = watch.nanos();
      if (sent >= endNanos || !wrong.isEmpty()) {
        open.countDown();
        return;
      }
      if (work == Work.SYNC_READS) {
        session.submit(new Request.Sync(path), _ -> {});
      }
      Request request =
          work == Work.WRITES
              ? new Request.SetData(path, new byte[BYTES], -1)
              : new Request.GetData(path);
      session.submit(
          request,
          reply -> {
            if (reply instanceof Reply.Done || reply instanceof Reply.Data) {
              int number = done.getAndIncrement();
              if (number < MOST_KEPT) {
                nanos[number] = watch.nanos() - sent;
              }
            } else {
              wrong = reply.toString();
            }
            next(work, watch, endNanos, open);
          });
    }
  }
}
