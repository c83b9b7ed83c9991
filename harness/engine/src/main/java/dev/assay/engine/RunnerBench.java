package dev.assay.engine;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.History;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.core.run.HistoryWriter;
import dev.assay.core.run.RunSpec;
import dev.assay.core.runner.Parts;
import dev.assay.core.runner.RealTimeDriver;
import dev.assay.core.runner.RunEnd;
import dev.assay.core.runner.Runner;
import dev.assay.core.runner.RunnerSettings;
import dev.assay.core.spi.Workload;
import dev.assay.nemesis.PlannedNemesis;
import dev.assay.workloads.Workloads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How many operations a second the runner itself carries: a run of registers on real time, whose
 * servers are a map in this process that answers at once. The history is written, and judged.
 */
public final class RunnerBench {
  private static final long GRACE_MILLIS = 60_000;

  private RunnerBench() {}

  /**
   * What came of a round.
   *
   * @param operations of clients, while they worked
   * @param nanos from the first one's beginning to the last one's end
   * @param cpuNanos of this process, for the whole round
   */
  public record Round(long operations, long nanos, long cpuNanos, Judgement judgement) {
    public double perSecond() {
      return operations / (nanos / 1e9);
    }

    /** Microseconds of processor time for each operation. */
    public double cpuMicros() {
      return cpuNanos / 1e3 / operations;
    }
  }

  /**
   * One round.
   *
   * @param folder for the history, which is deleted
   */
  public static Round run(int concurrency, long millis, long seed, Path folder)
      throws IOException, InterruptedException {
    Path run = Files.createTempDirectory(Files.createDirectories(folder), "bench-");
    try {
      long before = cpu();
      Path file = run.resolve("history.jsonl");
      drive(
          new RunSpec(
              "memory",
              "process",
              MemoryCluster.NODES.size(),
              "register",
              List.of(),
              concurrency,
              0,
              millis,
              seed,
              "",
              Map.of()),
          file);
      long spent = cpu() - before;
      return round(History.read(file).entries(), spent);
    } finally {
      NodeData.delete(run);
    }
  }

  private static void drive(RunSpec spec, Path file) throws IOException, InterruptedException {
    Workload workload = Workloads.named(spec.workload(), "bench");
    CompletableFuture<RunEnd> crashed = new CompletableFuture<>();
    try (HistoryWriter writer = HistoryWriter.create(file);
        RealTimeDriver driver = new RealTimeDriver(crashed::completeExceptionally);
        MemoryCluster cluster = new MemoryCluster()) {
      Runner runner =
          new Runner(
              new Parts(
                  spec,
                  List.of(),
                  driver,
                  cluster,
                  new PlannedNemesis(cluster, driver),
                  workload,
                  cluster.clients(),
                  writer),
              RunnerSettings.of(spec.timeLimitMillis(), GRACE_MILLIS));
      RunEnd end =
          runner
              .start()
              .applyToEither(crashed, same -> same)
              .get(spec.timeLimitMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
      if (!(end instanceof RunEnd.Completed)) {
        throw new IllegalStateException("the run ended by " + end);
      }
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("the run failed: " + failed, failed);
    }
  }

  private static Round round(List<Entry> history, long cpuNanos) {
    long first = -1;
    long last = 0;
    long operations = 0;
    for (Entry entry : history) {
      if (entry.type() == EntryType.EVENT && entry.f().equals("healed")) {
        break;
      }
      if (entry.type() == EntryType.INVOKE && first < 0) {
        first = entry.time();
      }
      if (entry.type().completes()) {
        operations++;
        last = entry.time();
      }
    }
    Judgement judgement =
        Judge.judge(history, WorkloadCheckers.of("register").orElseThrow(), Limits.DEFAULT);
    return new Round(operations, Math.max(1, last - first), cpuNanos, judgement);
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
