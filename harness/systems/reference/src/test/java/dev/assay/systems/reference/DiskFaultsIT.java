package dev.assay.systems.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.disk.Disks;
import dev.assay.cluster.disk.NodeDisk;
import dev.assay.cluster.process.ProcessCluster;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Cluster.NodeEvent;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes on disks that fail. Skipped where there can be none, but in CI. */
@Timeout(240)
final class DiskFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int WRITES = 40;

  @TempDir Path folder;
  private final Queue<NodeEvent> events = new ConcurrentLinkedQueue<>();
  private int fault;

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static void proven(String what, Evidence evidence) {
    System.out.println(what + ": " + evidence.proof());
    assertThat(evidence.proven()).as(what + ": " + evidence.proof()).isTrue();
  }

  private interface Writes {
    void run() throws IOException, InterruptedException;
  }

  private static void under(ProcessCluster cluster, FaultAction action, Writes writes)
      throws IOException, InterruptedException {
    proven(action.kind(), await(done -> cluster.inject(action, done)));
    writes.run();
    proven(action.kind() + " healed", await(done -> cluster.heal(action, done)));
    writes.run();
  }

  private FaultAction of(String kind, Map<String, Object> parameters, String... nodes) {
    return new FaultAction(fault++, kind, List.of(nodes), List.of(), parameters);
  }

  private static void write(Coordination.Factory sessions, String node)
      throws IOException, InterruptedException {
    Request create = new Request.Create("/x", new byte[600], Mode.PERSISTENT_SEQUENTIAL);
    for (int i = 0; i < WRITES; i++) {
      List<Reply> last = new ArrayList<>();
      boolean done =
          Deadline.in(LIMIT)
              .poll(() -> {
                try (Coordination session = sessions.open(node)) {
                  last.add(await(reply -> session.submit(create, reply)));
                }
                return last.getLast() instanceof Reply.Done;
              });
      assertThat(done).as("a write at %s: %s", node, last).isTrue();
    }
  }

  @Test
  void everyFaultOfDisksIsProvenAndHealedAndTheDataStay() throws Exception {
    String lack = NodeDisk.lack(false);
    assumeTrue(lack.isEmpty() || System.getenv("ASSAY_REQUIRE_DISKS") != null, lack);
    ReferenceSystem system = new ReferenceSystem();
    Map<String, String> settings = Map.of("txnLogSizeLimitInKb", "8");
    try (ProcessCluster cluster =
        ProcessCluster.open(system, 3, folder, settings, Disks.actions(), OptionalInt.empty())) {
      cluster.listen(events::add);
      assertThat(DiskFaultsIT.<String>await(cluster::start)).isEmpty();
      Coordination.Factory sessions = system.sessions(cluster::address, 4_000);
      Writes writes = () -> write(sessions, "n3");
      writes.run();
      under(cluster, of("power-loss", Map.of(), "n1", "n2"), () -> {});
      under(cluster, of("disk-slow", Map.of("syncMillis", 120L), "n1"), writes);
      under(cluster, of("disk-full", Map.of(), "n1"), writes);
      under(cluster, of("disk-readonly", Map.of(), "n2"), writes);
      Map<String, Object> place = Map.of("file", 0L, "millionths", 500_000L, "bit", 3L);
      under(cluster, of("bit-flip", place, "n1"), writes);
      under(cluster, of("truncate", place, "n2"), writes);
      FaultAction error = of("disk-error", Map.of("failing", "sync"), "n1");
      CompletableFuture<Evidence> hit = new CompletableFuture<>();
      cluster.inject(error, hit::complete);
      writes.run();
      proven("disk-error", hit.get(30, TimeUnit.SECONDS));
      proven("disk-error healed", await(done -> cluster.heal(error, done)));
      writes.run();
    }
    assertThat(events).filteredOn(e -> e.kind().equals("died")).allMatch(NodeEvent::provoked);
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(folder.toString());
    assertThat(folder.resolve("nodes/n1/data/state")).isNotEmptyDirectory();
    assertThat(folder.resolve("nodes/n1/disk")).doesNotExist();
  }
}
