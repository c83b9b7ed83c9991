package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that runs already: a reference server that this test starts by itself. */
class EndpointsIT {
  @TempDir private Path folder;

  @Test
  void judgesAServerThatSomebodyElseHasStartedAgainAndAgain()
      throws IOException, InterruptedException {
    int port = AssayProcess.freePort();
    Process server = AssayProcess.server(folder, port, reference(port));
    try {
      for (int run = 0; run < 2; run++) {
        AssayProcess assay = run("--endpoints", "127.0.0.1:" + port, "--time-limit", "12s");
        assertThat(assay.exitCode()).as(assay.err()).isZero();
        assertThat(assay.out())
            .contains("\"verdict\":\"valid\"", "[\"bandwidth\",\"delay\",\"isolate-clients\"")
            .contains("as its clients alone say")
            .doesNotContain("survives");
      }
      assertThat(folder.resolve("results/latest/run.json"))
          .content()
          .contains("127.0.0.1:" + port, "\"cluster\" : \"endpoints\"");
      AssayProcess set =
          run(
              "--from",
              "results/latest",
              "--workload",
              "set",
              "--faults",
              "none",
              "--time-limit",
              "3s");
      assertThat(set.exitCode()).as(set.err()).isZero();
      assertThat(server.isAlive()).isTrue();
    } finally {
      server.destroyForcibly();
    }
  }

  private AssayProcess run(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("run", "--json", "--seed", "7"));
    arguments.addAll(List.of(more));
    return AssayProcess.run(folder, arguments.toArray(String[]::new));
  }

  private List<String> reference(int port) {
    return List.of(
        AssayProcess.java(),
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        AssayProcess.distribution().resolve("server") + "/*",
        "dev.assay.server.runtime.Main",
        "--port",
        Integer.toString(port),
        "--data",
        folder.resolve("data").toString());
  }

  @Test
  void anEndpointThatNobodyListensAtIsSaidInOneLine() throws IOException, InterruptedException {
    int port = AssayProcess.freePort();
    AssayProcess assay = AssayProcess.run(folder, "run", "--endpoints", "127.0.0.1:" + port);
    assertThat(assay.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(assay.err().lines())
        .containsExactly(
            "assay run: the endpoint 127.0.0.1:%d cannot be reached: Connection refused"
                .formatted(port));
    assertThat(Files.exists(folder.resolve("results"))).isFalse();
  }
}
