package dev.assay.systems.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cluster.clock.Clocks;
import dev.assay.cluster.process.ProcessCluster;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real node whose clock is wrong, as its own virtual machine says it. */
@Timeout(120)
final class ClockFaultsIT {
  private static final DateTimeFormatter SAID = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration CLOSE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static void proven(String what, Evidence evidence) {
    System.out.println(what + ": " + evidence.proof());
    assertThat(evidence.proven()).as(what + ": " + evidence.proof()).isTrue();
  }

  private static FaultAction of(int id, String kind, String figure, long value) {
    return new FaultAction(id, kind, List.of("n1"), List.of(), Map.of(figure, value));
  }

  /** How far ahead the node's clock is of ours. A virtual machine's list of threads has a date. */
  private Duration ahead() throws IOException, InterruptedException {
    String pid =
        Files.readAllLines(folder.resolve("run.pid")).stream()
            .filter(line -> line.startsWith("n1 "))
            .map(line -> line.split(" ", -1)[1])
            .reduce((first, last) -> last)
            .orElseThrow();
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process = new ProcessBuilder(tool, pid, "Thread.print").start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String date =
        said.lines().filter(line -> line.matches("\\d{4}-.*:\\d\\d")).findFirst().orElseThrow();
    return Duration.between(
        LocalDateTime.now(ZoneId.systemDefault()), LocalDateTime.parse(date, SAID));
  }

  @Test
  void aClockJumpsDriftsAndIsSetRight() throws Exception {
    assumeTrue(Clocks.lack().isEmpty() || System.getenv("ASSAY_REQUIRE_DISKS") != null);
    ReferenceSystem system = new ReferenceSystem();
    try (ProcessCluster cluster =
        ProcessCluster.open(system, 1, folder, Map.of(), Clocks.actions(), OptionalInt.empty())) {
      assertThat(ClockFaultsIT.<String>await(cluster::start)).isEmpty();
      FaultAction jump = of(0, "clock-jump", "offsetMillis", HOUR.toMillis());
      proven("jump", await(done -> cluster.inject(jump, done)));
      assertThat(ahead()).isBetween(HOUR.minus(CLOSE), HOUR.plus(CLOSE));
      FaultAction back = of(1, "clock-skew", "offsetMillis", -2_000);
      proven("skew", await(done -> cluster.inject(back, done)));
      proven("jump healed", await(done -> cluster.heal(jump, done)));
      proven("skew healed", await(done -> cluster.heal(back, done)));
      assertThat(ahead()).isBetween(CLOSE.negated(), CLOSE);
      FaultAction drift = of(2, "clock-drift", "ratePermille", 1_100);
      proven("drift", await(done -> cluster.inject(drift, done)));
      proven("drift healed", await(done -> cluster.heal(drift, done)));
    }
  }
}
