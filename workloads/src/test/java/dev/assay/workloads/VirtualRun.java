package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import dev.assay.core.runner.Parts;
import dev.assay.core.runner.RunEnd;
import dev.assay.core.runner.Runner;
import dev.assay.core.runner.RunnerSettings;
import dev.assay.core.runner.SessionClients;
import dev.assay.core.runner.VirtualTimeDriver;
import dev.assay.core.spi.Nemesis;
import dev.assay.core.spi.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Whole runs of 5 s of a workload on a {@link FakeService}, in virtual time. */
final class VirtualRun {
  private static final long MOST_NANOS = 60_000_000_000L;
  private static final long MAIN_MILLIS = 5_000;

  final List<Entry> history = new ArrayList<>();
  final FakeService service;
  private final VirtualTimeDriver driver = new VirtualTimeDriver();

  VirtualRun() {
    service = new FakeService(driver, 11);
  }

  private static final class NoNemesis implements Nemesis {
    @Override
    public void begin(PlannedFault fault, Consumer<Map<String, Object>> done) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void end(PlannedFault fault, Consumer<Map<String, Object>> done) {
      throw new UnsupportedOperationException();
    }
  }

  /** In a closed loop. */
  void run(String name, long seed) {
    run(name, 0, seed);
  }

  void run(String name, double rate, long seed) {
    Workload workload = Workloads.named(name);
    RunSpec spec =
        new RunSpec("fake", "sim", 3, name, List.of(), 10, rate, MAIN_MILLIS, seed, "", Map.of());
    Parts parts =
        new Parts(
            spec,
            List.of(),
            driver,
            new QuietCluster(driver),
            new NoNemesis(),
            workload,
            new SessionClients(workload, service),
            history::add);
    CompletableFuture<RunEnd> end =
        new Runner(parts, RunnerSettings.of(MAIN_MILLIS, 5_000)).start();
    assertThat(driver.runUntil(end::isDone, driver.now() + MOST_NANOS)).isTrue();
    assertThat(end.join()).isEqualTo(new RunEnd.Completed());
  }

  Judgement judge(String name) {
    return Judge.judge(history, WorkloadCheckers.of(name).orElseThrow(), Limits.DEFAULT);
  }

  long completed(String f, EntryType type) {
    return history.stream().filter(entry -> entry.f().equals(f) && entry.type() == type).count();
  }

  /** The history's file. */
  String text() {
    return String.join("\n", history.stream().map(EntryJson::toLine).toList());
  }
}
