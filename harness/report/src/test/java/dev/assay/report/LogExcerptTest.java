package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lines of a node's log are near a violation. */
final class LogExcerptTest {
  private static final Instant STARTED = Instant.parse("2026-11-20T10:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  private void log(String node, String text) throws IOException {
    Path log = folder.resolve("nodes").resolve(node).resolve("server.log");
    Files.createDirectories(log.getParent());
    Files.writeString(log, text);
  }

  private List<LogExcerpt> around(double from, double to) {
    return LogExcerpt.around(folder, STARTED, (long) (from * SECOND), (long) (to * SECOND));
  }

  @Test
  void linesOfTheMomentAreShownAndThoseWithoutATimeGoWithTheOneBefore() throws IOException {
    log(
        "n1",
        """
        a banner
        2026-11-20T10:00:01.000Z INFO  long before
        2026-11-20T10:00:20.000Z INFO  near
          at a.stack.Trace
        {"level":"warn","ts":"2026-11-20T10:00:21.500Z","msg":"json"}
        2026-11-20T10:00:40.000Z INFO  long after
        """);
    log("n10", "2026-11-20T10:00:20.000Z INFO  other\n");
    log("n2", "nothing of a time\n");
    Files.createDirectories(folder.resolve("nodes/n3"));
    List<LogExcerpt> logs = around(20.5, 21);
    assertThat(logs)
        .extracting(LogExcerpt::file)
        .containsExactly("nodes/n1/server.log", "nodes/n10/server.log");
    assertThat(logs.getFirst().lines())
        .containsExactly(
            new LogExcerpt.Line(3, 20 * SECOND, "2026-11-20T10:00:20.000Z INFO  near"),
            new LogExcerpt.Line(4, 20 * SECOND, "  at a.stack.Trace"),
            new LogExcerpt.Line(
                5,
                21 * SECOND + SECOND / 2,
                "{\"level\":\"warn\",\"ts\":\"2026-11-20T10:00:21.500Z\",\"msg\":\"json\"}"));
  }

  @Test
  void ofManyLinesTheNearestTwentyAreShown() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int milli = 0; milli < 1000; milli++) {
      text.append("2026-11-20T10:00:05.%03dZ line\n".formatted(milli));
    }
    log("n1", text.toString());
    List<LogExcerpt.Line> lines = around(5.1, 5.9).getFirst().lines();
    assertThat(lines).hasSize(20);
    assertThat(lines.getFirst().number()).isBetween(95, 99);
    assertThat(lines.getLast().number()).isBetween(903, 907);
  }

  @Test
  void timesWithoutDateOrZoneAreReadToo() throws IOException {
    log("n1", "12:15:00.100 [main] first\n12:15:03.000 [main] second\n");
    log("n2", "2026-11-20 02:30:00,900 first\n2026-11-20 02:30:03,000 second\n");
    log("n3", "23:99:99.000 no time\n10:00:03.000 second\n");
    assertThat(around(3, 3))
        .hasSize(3)
        .allMatch(log -> log.lines().getLast().nanos() == 3 * SECOND);
  }

  @Test
  void hostileLinesAreCutAndLeftAsTheyAre() throws IOException {
    log("n1", "2026-11-20T10:00:01.000Z <script>" + "x".repeat(1_000_000) + "\u202e\nlast");
    List<LogExcerpt.Line> lines = around(1, 1).getFirst().lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().text()).startsWith("2026-11-20T10:00:01.000Z <script>xx");
    assertThat(lines.getFirst().text()).hasSize(401).endsWith("…");
  }

  @Test
  void whereThereAreNoLogsThereIsNothing() {
    assertThat(around(1, 2)).isEmpty();
  }
}
