package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.History;
import dev.assay.checker.history.Operations;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.HistoryWriter;
import dev.assay.core.run.RunSpec;
import dev.assay.core.runner.Parts;
import dev.assay.core.runner.RealTimeDriver;
import dev.assay.core.runner.RunEnd;
import dev.assay.core.runner.Runner;
import dev.assay.core.runner.RunnerSettings;
import dev.assay.core.runner.SessionClients;
import dev.assay.core.runner.VirtualTimeDriver;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Nemesis;
import dev.assay.core.spi.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same runner on a real clock, with replies from many threads. */
@Timeout(120)
class RealTimeRunTest {
  @TempDir private Path folder;

  private final Queue<Throwable> crashes = new ConcurrentLinkedQueue<>();

  /** A service whose replies come from a thread of their own each; its state has one lock. */
  private static final class ThreadedService implements Coordination.Factory {
    private final VirtualTimeDriver instant = new VirtualTimeDriver();
    private final FakeService service = new FakeService(instant, 1);

    @Override
    public synchronized Coordination open(String node) {
      Coordination session = service.open(node);
      return new Coordination() {
        @Override
        public void submit(Request request, Consumer<Reply> completion) {
          Thread.ofVirtual().start(() -> completion.accept(answer(session, request)));
        }

        @Override
        public String session() {
          return session.session();
        }

        @Override
        public void close() {}
      };
    }

    private synchronized Coordination.Reply answer(
        Coordination session, Coordination.Request request) {
      CompletableFuture<Coordination.Reply> reply = new CompletableFuture<>();
      session.submit(request, reply::complete);
      boolean _ = instant.runUntil(reply::isDone, Long.MAX_VALUE);
      return reply.join();
    }
  }

  private static final class CalmNemesis implements Nemesis {
    @Override
    public void begin(PlannedFault fault, Consumer<Map<String, Object>> done) {
      Thread.ofVirtual().start(() -> done.accept(Map.of("applied", true, "proven", true)));
    }

    @Override
    public void end(PlannedFault fault, Consumer<Map<String, Object>> done) {
      begin(fault, done);
    }
  }

  private CompletableFuture<RunEnd> start(
      RealTimeDriver driver, HistoryWriter writer, long millis) {
    Runner runner = runner(driver, writer, millis);
    return runner.start();
  }

  private static Runner runner(RealTimeDriver driver, HistoryWriter writer, long millis) {
    Workload workload = Workloads.named("register");
    RunSpec spec =
        new RunSpec(
            "fake", "sim", 3, "register", List.of("kill"), 10, 2_000, millis, 1, "", Map.of());
    List<PlannedFault> plan =
        List.of(new PlannedFault(0, "kill", 50_000_000, 50_000_000, Map.of()));
    return new Runner(
        new Parts(
            spec,
            plan,
            driver,
            new QuietCluster(driver),
            new CalmNemesis(),
            workload,
            new SessionClients(workload, new ThreadedService()),
            writer),
        RunnerSettings.of(millis, 5_000));
  }

  @Test
  void aRunInRealTimeIsValidAndItsFileCanBeJudged() throws Exception {
    Path file = folder.resolve("history.jsonl");
    try (RealTimeDriver driver = new RealTimeDriver(crashes::add);
        HistoryWriter writer = HistoryWriter.create(file)) {
      RunEnd end = start(driver, writer, 1_000).get(60, TimeUnit.SECONDS);
      assertThat(end).isEqualTo(new RunEnd.Completed());
    }
    History history = History.read(file);
    Judgement judgement =
        Judge.judge(
            history.entries(), WorkloadCheckers.of("register").orElseThrow(), Limits.DEFAULT);
    assertThat(judgement.verdict()).as(judgement.reason()).isEqualTo(Verdict.VALID);
    assertThat(judgement.operationsInAll().ok()).isGreaterThan(200);
    assertThat(crashes).isEmpty();
  }

  @Test
  void anInterruptInRealTimeLeavesAHistoryThatCanBeRead() throws Exception {
    Path file = folder.resolve("history.jsonl");
    try (RealTimeDriver driver = new RealTimeDriver(crashes::add);
        HistoryWriter writer = HistoryWriter.create(file)) {
      Runner runner = runner(driver, writer, 60_000);
      CompletableFuture<RunEnd> end = runner.start();
      driver.at(driver.now() + 500_000_000, runner::cancel);
      assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(new RunEnd.Interrupted());
    }
    History history = History.read(file);
    assertThat(Operations.pair(history.entries()))
        .isNotEmpty()
        .allMatch(operation -> operation.completion() != null);
    assertThat(history.entries().getLast().type()).isEqualTo(EntryType.EVENT);
    assertThat(Events.of(history.entries(), Events.END)).isEmpty();
  }

  @Test
  void aWriterThatIsClosedTooEarlyEndsTheRunExceptionally() throws IOException {
    try (RealTimeDriver driver = new RealTimeDriver(crashes::add)) {
      HistoryWriter writer = HistoryWriter.create(folder.resolve("history.jsonl"));
      writer.close();
      CompletableFuture<RunEnd> end = start(driver, writer, 1_000);
      assertThat(end).failsWithin(Duration.ofSeconds(30));
    }
  }
}
