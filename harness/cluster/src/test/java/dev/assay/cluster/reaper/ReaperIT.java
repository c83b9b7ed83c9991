package dev.assay.cluster.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.linux.ProcessState;
import dev.assay.cluster.linux.ProcessTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ReaperIT {
  @TempDir Path results;
  private Path run;
  private Process harness;

  @BeforeEach
  void startAHarnessWithTwoNodes() throws IOException {
    run = Files.createDirectories(results.resolve("register-none-fake/20260101T000000Z-1"));
    harness =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.assay.cluster.process.KilledHarness",
                run.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = harness.inputReader();
    assertThat(said.readLine()).isEqualTo("ready");
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    harness.getOutputStream().close();
    assertThat(harness.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Reaper.clean(results);
  }

  private List<Long> children() throws IOException {
    return Files.readAllLines(run.resolve("run.pid")).stream()
        .skip(1)
        .map(line -> Long.parseLong(line.split(" ", -1)[1]))
        .toList();
  }

  private static boolean lives(long pid) {
    return ProcessTable.find(pid).filter(process -> !process.dead()).isPresent();
  }

  private void killHarness() throws InterruptedException {
    harness.destroyForcibly();
    assertThat(harness.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void killsWhatAKilledHarnessLeftBehind() throws Exception {
    List<Long> children = children();
    assertThat(children).hasSize(2);
    killHarness();
    assertThat(children).allMatch(ReaperIT::lives);
    assertThat(Reaper.clean(results))
        .hasSize(2)
        .allMatch(line -> line.startsWith("killed process"))
        .anyMatch(line -> line.contains("(n1)"))
        .anyMatch(line -> line.contains("(n2)"));
    assertThat(children).noneMatch(ReaperIT::lives);
    assertThat(run.resolve("run.pid")).doesNotExist();
    assertThat(Reaper.clean(results)).isEmpty();
  }

  @Test
  void findsTheChildrenThatWereNotWrittenDown() throws Exception {
    List<Long> children = children();
    List<String> lines = Files.readAllLines(run.resolve("run.pid"));
    killHarness();
    Files.writeString(run.resolve("run.pid"), lines.getFirst() + "\nn1 12");
    assertThat(Reaper.clean(results)).hasSize(2).allMatch(line -> line.contains("not written"));
    assertThat(children).noneMatch(ReaperIT::lives);
  }

  @Test
  void leavesARunThatLivesAlone() throws Exception {
    assertThat(Reaper.clean(results)).isEmpty();
    assertThat(children()).hasSize(2).allMatch(ReaperIT::lives);
    harness.getOutputStream().close();
    assertThat(harness.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(run.resolve("run.pid")).doesNotExist();
  }

  @Test
  void leavesOthersAloneWhosePidStandsInTheRecord() throws Exception {
    ProcessState self = ProcessTable.find(ProcessHandle.current().pid()).orElseThrow();
    Path other = Files.createDirectories(results.resolve("set-none-fake/20260101T000000Z-2"));
    Files.writeString(
        other.resolve("run.pid"),
        "harness %d 1 dead-mark\nn1 %d %d dead-mark\n"
            .formatted(self.pid(), self.pid(), self.startTicks()));
    assertThat(Reaper.clean(results)).isEmpty();
    assertThat(other.resolve("run.pid")).doesNotExist();
    assertThat(Deadline.in(Duration.ZERO).poll(() -> harness.isAlive())).isTrue();
  }

  @Test
  void aFolderThatIsNotThereIsClean() throws Exception {
    assertThat(Reaper.clean(results.resolve("nowhere"))).isEmpty();
  }
}
