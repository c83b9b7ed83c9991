package dev.assay.cluster.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cluster.Deadline;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a process that runs already sees that its clock was set. */
final class ClockLibraryIT {
  private static final double HOUR = 3_600;
  private static final double CLOSE = 60;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  /** The other process. */
  private static final class Shown implements AutoCloseable {
    private final Process process;
    private final BufferedWriter ask;
    private final BufferedReader answers;

    private Shown(NodeClock clock) throws IOException {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classes = System.getProperty("java.class.path");
      ProcessBuilder builder =
          new ProcessBuilder(java, "-XX:+UseSerialGC", "-cp", classes, ShownClock.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(ClockLibrary.environment(library(), clock));
      process = builder.start();
      ask = process.outputWriter();
      answers = process.inputReader();
    }

    /** How many seconds it is ahead of ours. */
    private double ahead() throws IOException {
      ask.write("\n");
      ask.flush();
      double seen = Double.parseDouble(answers.readLine());
      return (seen - now()) / 1e3;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static Path library() {
    return ClockLibrary.find().orElseThrow();
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  /**
   * The worst moment to set a clock is just after the process has looked at it, early in a second.
   */
  @Test
  void afterTheWaitThatProofsTakeAProcessSeesWhatItsClockWasSetTo() throws Exception {
    assumeTrue(ClockLibrary.find().isPresent(), Clocks.lack());
    NodeClock clock = new NodeClock(folder);
    try (Shown shown = new Shown(clock)) {
      double before = 0;
      for (double hours : List.of(1.0, -2.0, 0.0)) {
        assertThat(Deadline.in(LIMIT).poll(() -> now() % 1_000 < 200)).isTrue();
        assertThat(shown.ahead()).isCloseTo(before * HOUR, within(CLOSE));
        clock.add(0, hours * HOUR * 1e3);
        var _ = Deadline.in(ClockFaults.UNTIL_SEEN).poll(() -> false);
        assertThat(shown.ahead()).isCloseTo(hours * HOUR, within(CLOSE));
        before = hours;
      }
    }
  }
}
