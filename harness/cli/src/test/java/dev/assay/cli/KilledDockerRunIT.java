package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.disk.NodeDisk;
import dev.assay.cluster.docker.ContainerReaper;
import dev.assay.cluster.docker.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A harness that is killed in the middle of a run in containers leaves much behind, and {@code
 * doctor --clean} nothing of it. Skipped where there is no engine, but in CI.
 */
@Timeout(300)
final class KilledDockerRunIT {
  private static final String REQUIRED = "ASSAY_REQUIRE_DOCKER";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private static Engine engine() throws IOException {
    try {
      return Engine.open();
    } catch (EnvironmentException missing) {
      assumeTrue(System.getenv(REQUIRED) != null, String.valueOf(missing.getMessage()));
      throw missing;
    }
  }

  /** Mounts of the run, as the kernel tells them. */
  private List<String> mounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .filter(line -> line.contains(folder.toString()))
        .toList();
  }

  /** Whether clients work already. */
  private boolean works() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.endsWith("history.jsonl")).toList()) {
        if (Files.size(file) > 50_000) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void nothingIsLeftOfARunWhoseHarnessWasKilled() throws IOException, InterruptedException {
    try (Engine engine = engine()) {
      boolean disks = NodeDisk.lack(true).isEmpty();
      String faults = disks ? "partition,disk-full,kill" : "partition,kill";
      String[] run = {"run", "--cluster", "docker", "--time-limit", "90s", "--faults", faults};
      Process harness = AssayProcess.begin(folder, run);
      try {
        assertThat(Deadline.in(LIMIT).poll(this::works)).as("the run has begun").isTrue();
        assertThat(ContainerReaper.ownedBy(engine, harness.pid())).hasSize(4);
        assertThat(mounts()).hasSize(disks ? 3 : 0);
      } finally {
        harness.destroyForcibly();
      }
      assertThat(harness.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(ContainerReaper.ownedBy(engine, harness.pid())).as("left behind").isNotEmpty();

      AssayProcess clean = AssayProcess.run(folder, "doctor", "--clean");
      assertThat(clean.exitCode()).as(clean.err()).isZero();
      assertThat(ContainerReaper.ownedBy(engine, harness.pid())).as(clean.err()).isEmpty();
      assertThat(mounts()).as(clean.err()).isEmpty();
    }
  }
}
