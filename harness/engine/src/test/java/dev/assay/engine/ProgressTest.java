package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.report.RunProgress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is said while a run goes on. */
final class ProgressTest {
  @Test
  void aLineSaysTimeOutcomesRateLeaderAndFaults() {
    RunProgress.Now start = new RunProgress().now();
    RunProgress.Now now =
        new RunProgress.Now(
            7.2,
            "main",
            100,
            2,
            1,
            41.7,
            900,
            9_000,
            3,
            10,
            "n2",
            List.of("kill", "delay"),
            start.course());
    assertThat(Progress.line(7, now))
        .isEqualTo(
            "   7 s main: 100 ok, 2 failed, 1 unknown; 42 ok/s; leader n2; faults: kill, delay");
    assertThat(Progress.line(0, start))
        .isEqualTo("   0 s start: 0 ok, 0 failed, 0 unknown; 0 ok/s; leader none; faults: none");
  }

  @Test
  void theHostIsToldAsOftenAsItWantsAndOnceThatItIsOver() throws InterruptedException {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Host host =
        new Host() {
          @Override
          public void tell(String line) {
            throw new AssertionError("not a status: " + line);
          }

          @Override
          public void status(String line) {
            told.add(line);
          }

          @Override
          public Duration statusEvery() {
            return Duration.ofMillis(1);
          }
        };
    try (Progress.Ticker _ = new Progress().tick(host)) {
      assertThat(told.poll(30, TimeUnit.SECONDS)).contains("ok/s");
    }
    List<String> rest = List.copyOf(told);
    assertThat(rest).endsWith("").filteredOn(String::isEmpty).hasSize(1);
  }

  @Test
  void aHostThatCannotWriteOverIsToldLines() {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Host host = told::add;
    host.status("a line");
    host.status("");
    assertThat(told).containsExactly("a line");
    assertThat(host.statusEvery()).isEqualTo(Duration.ofSeconds(5));
  }
}
