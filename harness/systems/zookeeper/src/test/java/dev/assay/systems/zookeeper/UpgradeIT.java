package dev.assay.systems.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cluster.process.ProcessCluster;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers of an older release, which are replaced one by one by those of the present one. */
@Timeout(180)
final class UpgradeIT {
  @TempDir Path folder;

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** What the server that is supplied needs, with the two jars that are the older server. */
  private Path olderJars() throws IOException {
    Path older = Files.createDirectories(folder.resolve("jars"));
    try (Stream<Path> server = Files.list(Path.of("target", "older"))) {
      for (Path jar : server.toList()) {
        Files.copy(jar, older.resolve(jar.getFileName()));
      }
    }
    for (Path jar : ServerJars.supplied().all()) {
      String name = String.valueOf(jar.getFileName());
      if (!name.startsWith("zookeeper-")) {
        Files.copy(jar, older.resolve(name));
      }
    }
    return older;
  }

  @Test
  void nodesOfAnOlderReleaseAreUpgradedWhileTheOthersServe() throws Exception {
    Path older = olderJars();
    ZooKeeperSystem system = new ZooKeeperSystem();
    String before = system.version(Map.of(ServerJars.SETTING, older.toString()));
    String now = system.version(Map.of());
    assertThat(before).isNotEmpty().isNotEqualTo(now);
    try (ProcessCluster cluster =
        ProcessCluster.open(
            system,
            3,
            folder.resolve("run"),
            Map.of("older." + ServerJars.SETTING, older.toString()),
            Set.of("upgrade"),
            OptionalInt.empty())) {
      assertThat(UpgradeIT.<String>await(cluster::start)).isEmpty();
      for (String node : cluster.nodes()) {
        FaultAction upgrade = new FaultAction(1, "upgrade", List.of(node), List.of(), Map.of());
        Evidence evidence = await(done -> cluster.inject(upgrade, done));
        assertThat(evidence.proven()).as(evidence.proof()).isTrue();
        assertThat(evidence.proof())
            .contains(node + ": Zookeeper version: " + before)
            .contains("Zookeeper version: " + now);
      }
    }
  }
}
