package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of servers measures both systems; how fast they are is nobody's test. */
class BenchIT {
  @Test
  void theServerIsMeasuredBesideItsPeer(@TempDir Path folder)
      throws IOException, InterruptedException {
    AssayProcess run =
        AssayProcess.run(
            folder,
            "bench",
            "server",
            "--seconds",
            "1",
            "--rounds",
            "1",
            "--sessions",
            "2",
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .hasSize(9)
        .allSatisfy(line -> assertThat(line).contains("\"peer\":\"zookeeper\"", "\"ratio\":"))
        .anySatisfy(line -> assertThat(line).contains("\"name\":\"server.sync-reads.p99\""));
    AssayProcess wrong = AssayProcess.run(folder, "bench", "server", "--peer", "none");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
