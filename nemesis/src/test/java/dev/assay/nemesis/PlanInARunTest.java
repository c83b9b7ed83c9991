package dev.assay.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.exercise.FaultTally;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Seed;
import dev.assay.core.runner.Parts;
import dev.assay.core.runner.RunEnd;
import dev.assay.core.runner.Runner;
import dev.assay.core.runner.RunnerSettings;
import dev.assay.core.runner.VirtualTimeDriver;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import dev.assay.core.spi.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Plan, runner and nemesis together, on a cluster that takes its time. */
class PlanInARunTest {
  private static final List<String> MIXED = FaultKinds.expand(List.of("mixed"));
  private static final long SECOND = 1_000_000_000;
  private static final Operation PING = new Operation("read", null, null);

  private static final class Pings implements Workload {
    @Override
    public String name() {
      return "pings";
    }

    @Override
    public List<String> kinds() {
      return List.of("read");
    }

    @Override
    public Generator setUp() {
      return Generators.once(PING);
    }

    @Override
    public Generator main(Seed seed, int concurrency) {
      return Generators.rate(seed, 50, Generators.repeat(seed, _ -> PING));
    }

    @Override
    public Generator finalReads(List<String> keys) {
      return Generators.eachNode(Generators.once(PING));
    }

    @Override
    public Client client(Coordination session) {
      throw new UnsupportedOperationException();
    }
  }

  private record Echo(VirtualTimeDriver driver) implements Client {
    @Override
    public void invoke(Operation operation, Consumer<Outcome> completion) {
      driver.post(() -> completion.accept(new Outcome.Ok(null, null)));
    }

    @Override
    public String session() {
      return "";
    }

    @Override
    public void close() {}
  }

  private static List<Entry> run(List<String> kinds, Duration limit, long seed, long restart) {
    VirtualTimeDriver driver = new VirtualTimeDriver();
    FakeCluster cluster = new FakeCluster(driver);
    cluster.leads("n1", 1);
    cluster.injectMillis = 500;
    cluster.healMillis = 200;
    cluster.restartMillis = restart;
    List<Entry> history = new ArrayList<>();
    List<PlannedFault> plan = Schedule.draw(kinds, FakeCluster.NODES, limit, new Seed(seed));
    long millis = limit.toMillis();
    RunSpec spec = new RunSpec("fake", "sim", 3, "pings", kinds, 4, 0, millis, seed, "", Map.of());
    Parts parts =
        new Parts(
            spec,
            plan,
            driver,
            cluster,
            new PlannedNemesis(cluster, driver),
            new Pings(),
            (_, _) -> new Echo(driver),
            history::add);
    CompletableFuture<RunEnd> end = new Runner(parts, RunnerSettings.of(millis, 10_000)).start();
    assertThat(driver.runUntil(end::isDone, limit.toNanos() + 120 * SECOND)).isTrue();
    return history;
  }

  @Test
  void onAClusterThatRestartsSlowlyEveryKindIsStillProvenInHalfAMinute() {
    for (long seed = 0; seed < 30; seed++) {
      List<FaultTally> tallies = FaultTally.of(run(MIXED, Duration.ofSeconds(30), seed, 2_500));
      for (FaultTally tally : tallies) {
        assertThat(tally.proven()).as("seed %d: %s", seed, tally).isPositive();
        assertThat(tally.healed()).as("seed %d: %s", seed, tally).isEqualTo(tally.proven());
      }
      assertThat(tallies).as("seed %d", seed).hasSize(16);
    }
  }

  @Test
  void atAnyTimeAtMostOneFaultOfATrackIsInEffect() {
    for (long seed = 0; seed < 10; seed++) {
      Map<Object, Track> active = new HashMap<>();
      for (Entry entry : run(MIXED, Duration.ofSeconds(30), seed, 4_000)) {
        boolean completes = entry.type() == EntryType.INFO;
        if (entry.actor() instanceof Actor.Nemesis
            && completes
            && entry.value() instanceof Map<?, ?> value
            && value.get("fault") instanceof Long fault) {
          Track track = Kind.of(entry.f()).orElseThrow().track();
          if ("end".equals(value.get("phase"))) {
            active.remove(fault);
          } else if (Boolean.TRUE.equals(value.get("applied"))) {
            assertThat(active.values()).as("seed %d: %s", seed, entry).doesNotContain(track);
            active.put(fault, track);
          }
        }
      }
    }
  }
}
