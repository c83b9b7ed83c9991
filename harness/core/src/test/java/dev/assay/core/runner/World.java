package dev.assay.core.runner;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.HistorySink;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Nemesis;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import dev.assay.core.spi.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A service of one register, its clients, its nodes and its nemesis, in virtual time: replies take
 * a random time, and some are lost. What goes wrong beyond that is set by the test.
 */
final class World {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;
  static final List<String> NODES = List.of("n1", "n2", "n3");

  final VirtualTimeDriver driver = new VirtualTimeDriver();
  final List<Entry> history = new ArrayList<>();
  final FakeCluster cluster = new FakeCluster();
  final FakeNemesis nemesis = new FakeNemesis();
  private final RandomGenerator random;
  private final long seed;
  private Object register = Nil.NIL;

  double lost = 0.02;
  double silentlyLost = 0.5;
  boolean clientsHang;
  boolean clientsThrow;
  boolean factoryThrows;
  int opened;
  int closed;
  double rate;
  List<PlannedFault> plan = List.of();

  World(long seed) {
    this.seed = seed;
    this.random = new Seed(seed).fork("world").random();
  }

  /** The nodes. */
  final class FakeCluster implements Cluster {
    String problem = "";
    boolean startHangs;
    boolean statusHangs;
    String leader = "n1";
    long epoch = 1;
    private @Nullable Consumer<NodeEvent> listener;

    @Override
    public List<String> nodes() {
      return NODES;
    }

    @Override
    public void start(Consumer<String> done) {
      if (!startHangs) {
        driver.at(driver.now() + 100 * MILLI, () -> done.accept(problem));
      }
    }

    @Override
    public void status(String node, Consumer<NodeStatus> done) {
      if (!statusHangs) {
        String mode = node.equals(leader) ? "leader" : "follower";
        driver.at(driver.now() + MILLI, () -> done.accept(new NodeStatus(true, mode, epoch, mode)));
      }
    }

    void tell(NodeEvent event) {
      if (listener != null) {
        listener.accept(event);
      }
    }

    @Override
    public Set<String> supportedActions() {
      return Set.of();
    }

    @Override
    public void inject(FaultAction action, Consumer<Evidence> done) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void heal(FaultAction action, Consumer<Evidence> done) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void listen(Consumer<NodeEvent> told) {
      listener = told;
    }

    @Override
    public void close() {}
  }

  /** Changes the leader at every fault. */
  final class FakeNemesis implements Nemesis {
    boolean hangs;
    boolean throwsAtBegin;
    final List<String> calls = new ArrayList<>();

    @Override
    public void begin(PlannedFault fault, Consumer<Map<String, Object>> done) {
      calls.add("begin " + fault.id());
      if (throwsAtBegin) {
        throw new IllegalStateException("no such thing");
      }
      cluster.leader = NODES.get(fault.id() % NODES.size());
      cluster.epoch++;
      answer(done);
    }

    @Override
    public void end(PlannedFault fault, Consumer<Map<String, Object>> done) {
      calls.add("end " + fault.id());
      answer(done);
    }

    private void answer(Consumer<Map<String, Object>> done) {
      if (!hangs) {
        Map<String, Object> value =
            Map.of("applied", true, "proven", true, "proof", "seen", "n", 3);
        driver.at(driver.now() + 50 * MILLI, () -> done.accept(value));
      }
    }
  }

  private final class FakeClient implements Client {
    private final int process;

    private FakeClient(int process) {
      this.process = process;
    }

    @Override
    public void invoke(Operation operation, Consumer<Outcome> completion) {
      boolean setUp = operation.f().equals("set-up");
      if (clientsThrow && !setUp) {
        throw new AssertionError("a bug of the client");
      }
      if (clientsHang && !setUp) {
        return;
      }
      long there = driver.now() + random.nextLong(2 * MILLI);
      driver.at(
          there,
          () -> {
            Object seen = apply(operation);
            long back = driver.now() + random.nextLong(2 * MILLI);
            if (setUp || random.nextDouble() >= lost) {
              driver.at(back, () -> completion.accept(new Outcome.Ok(seen, null)));
            } else if (random.nextDouble() >= silentlyLost) {
              driver.at(back, () -> completion.accept(new Outcome.Info("connection lost")));
            }
          });
    }

    private @Nullable Object apply(Operation operation) {
      switch (operation.f()) {
        case "read" -> {
          return register;
        }
        case "write" -> register = Objects.requireNonNull(operation.value());
        default -> {}
      }
      return null;
    }

    @Override
    public String session() {
      return "s" + process;
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private static final class RegisterWork implements Workload {
    @Override
    public String name() {
      return "register";
    }

    @Override
    public List<String> kinds() {
      return List.of("read", "write");
    }

    @Override
    public Generator setUp() {
      return Generators.once(new Operation("set-up", null, null));
    }

    @Override
    public Generator main(Seed seed, int concurrency) {
      return Generators.repeat(
          seed,
          random ->
              random.nextBoolean()
                  ? new Operation("read", "k", null)
                  : new Operation("write", "k", random.nextLong(1_000_000)));
    }

    @Override
    public Generator finalReads(List<String> keys) {
      Operation read = new Operation("read", keys.getFirst(), null);
      return Generators.eachNode(Generators.untilOk(Generators.once(read), MILLI, SECOND));
    }

    @Override
    public Client client(Coordination session) {
      throw new UnsupportedOperationException("the factory makes them");
    }
  }

  Runner runner(RunnerSettings settings) {
    return runner(settings, history::add);
  }

  Runner runner(RunnerSettings settings, HistorySink sink) {
    long limit = settings.timeLimitNanos() / MILLI;
    RunSpec spec =
        new RunSpec(
            "fake", "sim", 3, "register", List.of("kill"), 10, rate, limit, seed, "", Map.of());
    Client.Factory factory =
        (process, _) -> {
          if (factoryThrows) {
            throw new IllegalStateException("no connection");
          }
          opened++;
          return new FakeClient(process);
        };
    return new Runner(
        new Parts(spec, plan, driver, cluster, nemesis, new RegisterWork(), factory, sink),
        settings);
  }

  /** Runs to the end, or fails after so much virtual time. */
  RunEnd run(RunnerSettings settings, long limitNanos) {
    CompletableFuture<RunEnd> end = runner(settings).start();
    if (!driver.runUntil(end::isDone, limitNanos)) {
      throw new AssertionError("still running at " + driver.now() / SECOND + " s");
    }
    return end.join();
  }

  static List<PlannedFault> faults(int count) {
    List<PlannedFault> plan = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      plan.add(new PlannedFault(id, "kill", (id + 1) * SECOND, SECOND / 2, Map.of("size", 1)));
    }
    return plan;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    history.forEach(entry -> text.append(EntryJson.toLine(entry)).append('\n'));
    return text.toString();
  }

  List<String> events() {
    return history.stream()
        .filter(entry -> entry.type() == EntryType.EVENT)
        .map(entry -> entry.f().equals("phase") ? "phase " + entry.value() : entry.f())
        .toList();
  }

  Map<EntryType, Long> counts() {
    Map<EntryType, Long> counts = new HashMap<>();
    history.forEach(entry -> counts.merge(entry.type(), 1L, Long::sum));
    return counts;
  }
}
