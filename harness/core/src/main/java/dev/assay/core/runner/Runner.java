package dev.assay.core.runner;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Events;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One run, from the start of the cluster to the final reads:
 *
 * <ol>
 *   <li>event {@code run}; the cluster starts and serves; the workload's set-up succeeds on every
 *       node (it is no part of the history);
 *   <li>event {@code phase main}; the clients work, and the faults begin, counted from the first
 *       operation;
 *   <li>after the time limit nothing new is asked; what is open completes or is given up;
 *   <li>the faults that are still active end; event {@code healed};
 *   <li>the nodes are asked until all serve, one leads and all follow the same epoch, and until an
 *       operation succeeds on every node; event {@code serving}, which is missing when the time in
 *       which the system promised to recover passes before;
 *   <li>event {@code phase final}; every node is read by new processes; event {@code end}.
 * </ol>
 *
 * Everything that somebody else must answer has a deadline.
 */
public final class Runner {
  /** How often it is looked at whether a main phase that goes on has shown what it has to. */
  private static final long LOOK_NANOS = 50_000_000;

  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  /** So many keys are read on each node in the final phase. */
  private static final int MOST_FINAL_KEYS = 500;

  private final Parts parts;
  private final RunnerSettings settings;
  private final Seed seed;
  private final Turns turns;
  private final Journal journal;
  private final StatusWatch watch;
  private final Exercise exercise;
  private final FaultTrack faults;
  private final KeysSeen keys = new KeysSeen();
  private final CompletableFuture<RunEnd> ended = new CompletableFuture<>();
  private Stage stage = Stage.WAITING;
  private @Nullable ClientStage clients;

  private enum Stage {
    WAITING,
    STARTING,
    SETTING_UP,
    MAIN,
    HEALING,
    RECOVERING,
    READING,
    INTERRUPTED,
    OVER
  }

  public Runner(Parts parts, RunnerSettings settings) {
    this.parts = parts;
    this.settings = settings;
    this.seed = new Seed(parts.spec().seed());
    this.turns = new Turns(parts.driver(), this::crashed);
    this.journal = new Journal(parts.driver(), parts.sink());
    this.watch = new StatusWatch(turns, parts.cluster(), journal);
    this.exercise =
        new Exercise(parts.workload().kinds(), parts.workload().showing(), parts.plan());
    this.faults =
        new FaultTrack(turns, parts.nemesis(), journal, settings.nemesisNanos(), exercise::begun);
  }

  /**
   * Begins the run, once.
   *
   * @return how it ends; exceptionally for a bug of the harness, or with an {@code OutputException}
   *     when the history cannot be written
   */
  public CompletableFuture<RunEnd> start() {
    turns.soon(this::begin);
    return ended;
  }

  /**
   * Ends the run early: what is open is written down as unknown, active faults are healed, and the
   * history is complete as far as it goes. A second call does not wait for the healing. Callable
   * from any thread.
   */
  public void cancel() {
    turns.soon(this::interrupt);
  }

  /**
   * Clients stop now, if they work; then all goes on as when their time is up. Callable from any
   * thread.
   */
  public void enough() {
    turns.soon(this::stopMain);
  }

  private void begin() {
    stage = Stage.STARTING;
    journal.event("run", description());
    parts.cluster().listen(event -> turns.soon(() -> nodeEvent(event)));
    parts.cluster().start(problem -> turns.soon(() -> started(problem)));
    turns.after(settings.startNanos(), () -> tooLate(Stage.STARTING, "the cluster did not start"));
  }

  private Map<String, Object> description() {
    RunSpec spec = parts.spec();
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("workload", spec.workload());
    value.put("kinds", parts.workload().kinds());
    value.put("faults", spec.faults());
    value.put("nodes", parts.cluster().nodes());
    value.put("concurrency", spec.concurrency());
    value.put("timeLimitMillis", spec.timeLimitMillis());
    value.put("seed", spec.seed());
    value.put("system", spec.system());
    value.put("cluster", spec.cluster());
    value.put("bug", spec.bug());
    if (!parts.cluster().ours()) {
      value.put(Events.OURS, false);
    }
    return value;
  }

  private void nodeEvent(Cluster.NodeEvent event) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("provoked", event.provoked());
    value.put("detail", event.detail());
    journal.event(new Actor.Node(event.node()), event.kind(), value);
  }

  private void started(String problem) {
    if (stage != Stage.STARTING) {
      return;
    }
    if (!problem.isEmpty()) {
      end(new RunEnd.NotStarted(problem));
      return;
    }
    stage = Stage.SETTING_UP;
    journal.event("phase", "set-up");
    watch.awaitHealth(this::setUp);
    watch.start();
    turns.after(settings.startNanos(), () -> tooLate(Stage.SETTING_UP, "it did not serve"));
  }

  private void setUp() {
    Generator once = Generators.phases(untilOk(), Generators.eachNode(untilOk()));
    clients = unrecorded(once, () -> enterMain());
    clients.start();
  }

  private Generator untilOk() {
    return Generators.untilOk(parts.workload().setUp(), FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS);
  }

  private void tooLate(Stage waitingIn, String what) {
    if (stage == waitingIn) {
      @Nullable ClientStage current = clients;
      String last = current == null ? "" : "; last error: " + current.lastError();
      String nodes = watch.summary().isEmpty() ? "" : " (" + watch.summary() + ")";
      long seconds = settings.startNanos() / 1_000_000_000;
      end(new RunEnd.NotStarted(what + " within " + seconds + " s" + nodes + last));
    }
  }

  private void enterMain() {
    stage = Stage.MAIN;
    journal.event("phase", "main");
    int concurrency = parts.spec().concurrency();
    Generator work = parts.workload().main(seed.fork("workload"), concurrency);
    if (parts.spec().rate() > 0) {
      work = Generators.rate(seed.fork("rate"), parts.spec().rate(), work);
    }
    ClientStage main =
        recorded(
            new Scheduler.Settings(concurrency, 0, nodes(), settings.operationNanos()),
            Generators.timeLimit(settings.timeLimitNanos() + settings.graceNanos(), work),
            this::mainBegun,
            this::enterHealing);
    clients = main;
    main.start();
    // The limit counts from the first operation. If that never comes, the phase ends all the same.
    turns.after(
        settings.timeLimitNanos() + settings.graceNanos() + settings.operationNanos(),
        this::stopMain);
  }

  private void mainBegun() {
    faults.start(parts.plan());
    if (settings.graceNanos() > 0) {
      turns.after(settings.timeLimitNanos(), this::stopWhenExercised);
    }
  }

  private void stopWhenExercised() {
    if (exercise.complete()) {
      stopMain();
    } else if (stage == Stage.MAIN) {
      turns.after(LOOK_NANOS, this::stopWhenExercised);
    }
  }

  private void stopMain() {
    @Nullable ClientStage main = clients;
    if (stage == Stage.MAIN && main != null) {
      main.stop();
    }
  }

  private void enterHealing() {
    stage = Stage.HEALING;
    faults.healAll(this::enterRecovery);
  }

  private void enterRecovery() {
    if (stage != Stage.HEALING) {
      return;
    }
    stage = Stage.RECOVERING;
    long healedAt = turns.now();
    int firstProcess = firstFinalProcess();
    journal.event("healed", Map.of("deadlineMillis", settings.recoveryNanos() / 1_000_000));
    watch.awaitHealth(() -> {
      clients =
          unrecorded(
              Generators.eachNode(untilOk()),
              () -> {
                long millis = (turns.now() - healedAt) / 1_000_000;
                journal.event("serving", Map.of("millis", millis));
                enterReading(firstProcess);
              });
      clients.start();
    });
    turns.after(
        settings.recoveryNanos(),
        () -> {
          if (stage == Stage.RECOVERING) {
            watch.giveUpWaiting();
            closeClients();
            enterReading(firstProcess);
          }
        });
  }

  /** Above all processes of the main phase, and slot 0 again. */
  private int firstFinalProcess() {
    @Nullable ClientStage main = clients;
    int unused = main == null ? 0 : main.unusedProcess();
    int slots = nodes().size();
    return Math.ceilDiv(unused, slots) * slots;
  }

  private void enterReading(int firstProcess) {
    stage = Stage.READING;
    journal.event("phase", "final");
    ClientStage reads =
        recorded(
            new Scheduler.Settings(
                nodes().size(), firstProcess, nodes(), settings.operationNanos()),
            parts.workload().finalReads(keys.sample(MOST_FINAL_KEYS)),
            () -> {},
            () -> end(new RunEnd.Completed()));
    clients = reads;
    reads.start();
    turns.after(
        settings.finalNanos(),
        () -> {
          if (stage == Stage.READING) {
            reads.stop();
          }
        });
  }

  private List<String> nodes() {
    return parts.cluster().nodes();
  }

  private ClientStage recorded(
      Scheduler.Settings schedule, Generator generator, Runnable begun, Runnable done) {
    ClientStage.Log log =
        new ClientStage.Log() {
          @Override
          public long nextOperation() {
            return journal.nextOperation();
          }

          @Override
          public Entry invoked(OpenOperation open, String session) {
            keys.note(open.operation().key());
            return journal.invoked(open, session);
          }

          @Override
          public Entry completed(OpenOperation open, Outcome outcome, String session) {
            Entry entry = journal.completed(open, outcome, session);
            exercise.completed(entry);
            return entry;
          }

          @Override
          public Entry noticed(int process, String node, String session, Client.Notice notice) {
            return journal.noticed(process, node, session, notice);
          }
        };
    return new ClientStage(turns, parts.clients(), schedule, generator, log, begun, done);
  }

  /** One slot for each node; what it does is not part of the history. */
  private ClientStage unrecorded(Generator generator, Runnable done) {
    Scheduler.Settings schedule =
        new Scheduler.Settings(nodes().size(), 0, nodes(), settings.operationNanos());
    return new ClientStage(
        turns, parts.clients(), schedule, generator, new NoLog(), () -> {}, done);
  }

  private void interrupt() {
    if (stage == Stage.INTERRUPTED || stage == Stage.WAITING) {
      end(new RunEnd.Interrupted());
      return;
    }
    stage = Stage.INTERRUPTED;
    watch.stop();
    @Nullable ClientStage current = clients;
    if (current != null) {
      current.abandon("interrupted");
    }
    journal.event("interrupted", Map.of());
    turns.after(settings.interruptNanos(), () -> end(new RunEnd.Interrupted()));
    faults.healAll(() -> end(new RunEnd.Interrupted()));
  }

  private void end(RunEnd end) {
    stage = Stage.OVER;
    if (end instanceof RunEnd.Completed) {
      // Its absence says that the history was cut off, and that nobody may conclude from the end.
      journal.event("end", Map.of("entries", journal.entries()));
    }
    closeAll();
    ended.complete(end);
  }

  private void crashed(Throwable e) {
    stage = Stage.OVER;
    try {
      closeAll();
    } finally {
      ended.completeExceptionally(e);
    }
  }

  private void closeAll() {
    turns.end();
    watch.stop();
    closeClients();
  }

  private void closeClients() {
    @Nullable ClientStage current = clients;
    if (current != null) {
      current.closeQuietly();
    }
  }
}
