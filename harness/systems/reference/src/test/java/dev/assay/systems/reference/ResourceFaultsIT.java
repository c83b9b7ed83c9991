package dev.assay.systems.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cluster.linux.Cgroup;
import dev.assay.cluster.process.ProcessCluster;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Cluster.NodeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real node that is short of processor time and memory, and one that is upgraded. */
@Timeout(180)
final class ResourceFaultsIT {
  private static final List<String> ONE = List.of("n1");

  @TempDir Path folder;
  private final Queue<NodeEvent> events = new ConcurrentLinkedQueue<>();

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static Evidence proven(String what, Evidence evidence) {
    System.out.println(what + ": " + evidence.proof());
    assertThat(evidence.proven()).as(what + ": " + evidence.proof()).isTrue();
    return evidence;
  }

  private ProcessCluster open(Set<String> planned) throws IOException {
    ProcessCluster cluster =
        ProcessCluster.open(
            new ReferenceSystem(), 1, folder, Map.of(), planned, OptionalInt.empty());
    cluster.listen(events::add);
    assertThat(ResourceFaultsIT.<String>await(cluster::start)).isEmpty();
    return cluster;
  }

  private static Evidence breakAndHeal(ProcessCluster cluster, FaultAction action) {
    Evidence begun = await(done -> cluster.inject(action, done));
    proven(action.kind(), begun);
    return proven(action.kind() + " healed", await(done -> cluster.heal(action, done)));
  }

  @Test
  void aNodeIsStarvedAndFedAgain() throws IOException {
    assumeTrue(Cgroup.lackToCreate().isEmpty(), Cgroup.lackToCreate());
    long pid;
    try (ProcessCluster cluster = open(Set.of("cpu", "memory"))) {
      pid = pid();
      assertThat(Cgroup.of(pid)).isPresent().get().asString().contains("assay-");
      breakAndHeal(cluster, new FaultAction(0, "cpu", ONE, List.of(), Map.of("cpuPercent", 2L)));
      breakAndHeal(
          cluster, new FaultAction(1, "memory", ONE, List.of(), Map.of("memoryPercent", 60L)));
    }
    assertThat(events).filteredOn(e -> e.kind().equals("died")).allMatch(NodeEvent::provoked);
    assertThat(groups()).as("the groups of this run").isEmpty();
  }

  private long pid() throws IOException {
    return Files.readAllLines(folder.resolve("run.pid")).stream()
        .filter(line -> line.startsWith("n1 "))
        .mapToLong(line -> Long.parseLong(line.split(" ", -1)[1]))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  /** What this process has left behind. */
  private List<String> groups() throws IOException {
    Path memory = Path.of("/sys/fs/cgroup/memory");
    try (var all = Files.list(Files.isDirectory(memory) ? memory : memory.getParent())) {
      return all.map(group -> String.valueOf(group.getFileName()))
          .filter(name -> name.startsWith("assay-" + ProcessHandle.current().pid() + "-"))
          .toList();
    }
  }

  @Test
  void aNodeIsUpgradedAndKeepsWhatItHad() throws IOException {
    try (ProcessCluster cluster = open(Set.of("upgrade"))) {
      FaultAction upgrade = new FaultAction(0, "upgrade", ONE, List.of(), Map.of());
      Evidence first = proven("upgrade", await(done -> cluster.inject(upgrade, done)));
      assertThat(first.proof()).contains("Feature level: 1 before, Feature level: 2 now");
      FaultAction again = new FaultAction(1, "upgrade", ONE, List.of(), Map.of());
      Evidence second = await(done -> cluster.inject(again, done));
      assertThat(second.proof()).contains("Feature level: 2 before, Feature level: 2 now");
      assertThat(second.proven()).as("there is no third version").isFalse();
    }
  }
}
