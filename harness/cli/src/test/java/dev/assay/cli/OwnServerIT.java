package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server of one's own, from {@code assay init} to verdicts, by Java and by client programs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnServerIT {
  private Path folder = Path.of("");
  private String jar = "";

  @BeforeAll
  void buildsWhatInitHasWritten(@TempDir Path shared) throws IOException, InterruptedException {
    folder = shared;
    AssayProcess init = AssayProcess.run(folder, "init", "own");
    assertThat(init.exitCode()).as(init.err()).isZero();
    Process build =
        new ProcessBuilder("sh", "build.sh")
            .directory(folder.resolve("own").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(build.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(build.exitValue()).as(said).isZero();
    jar = folder.resolve("own/target/own.jar").toString();
  }

  private AssayProcess plugin(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("run", "--plugin", jar, "--nodes", "1"));
    arguments.addAll(List.of(more));
    return AssayProcess.run(folder, arguments.toArray(String[]::new));
  }

  @Test
  void initKeepsItsHandsOffAFolderThatIsNotEmpty() throws IOException, InterruptedException {
    AssayProcess again = AssayProcess.run(folder, "init", "own");
    assertThat(again.exitCode()).isEqualTo(ExitCode.NO_OUTPUT);
    assertThat(again.err().strip()).isEqualTo("assay init: own is not empty");
    Files.writeString(folder.resolve("file"), "");
    assertThat(AssayProcess.run(folder, "init", "file").exitCode()).isEqualTo(ExitCode.NO_OUTPUT);
    assertThat(AssayProcess.run(folder, "init").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aGoodServerIsValidUnderAllFaultsThatThereAre() throws IOException, InterruptedException {
    AssayProcess run = plugin("--time-limit", "15s", "--seed", "11", "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("\"verdict\":\"valid\"", "\"kill\"", "\"pause\"", "\"isolate-clients\"");
  }

  @Test
  void itRunsInAContainerToo() throws IOException, InterruptedException {
    AssayProcess run =
        plugin("--cluster", "docker", "--time-limit", "12s", "--seed", "11", "--json");
    assumeTrue(
        run.exitCode() != ExitCode.ENVIRONMENT || System.getenv("ASSAY_REQUIRE_DOCKER") != null,
        run.err());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"verdict\":\"valid\"", "\"kill\"", "\"isolate-clients\"");
  }

  @Test
  void aServerWithABugIsInvalid() throws IOException, InterruptedException {
    for (String bug : List.of("stale", "lost")) {
      AssayProcess run =
          plugin("--time-limit", "4s", "--faults", "none", "--set", "bug=" + bug, "--seed", "11");
      assertThat(run.exitCode()).as("%s: %s", bug, run.err()).isEqualTo(ExitCode.INVALID);
      assertThat(run.out()).contains("INVALID: Not linearizable");
    }
  }

  private AssayProcess suite(String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "suite",
                "--plugin",
                jar,
                "--nodes",
                "1",
                "--time-limit",
                "4s",
                "--seed",
                "11",
                "--json"));
    arguments.addAll(List.of(more));
    return AssayProcess.run(folder, arguments.toArray(String[]::new));
  }

  @Test
  void theSuiteJudgesItWithTheWorkloadsThatItServes() throws IOException, InterruptedException {
    AssayProcess good = suite("--faults", "kill");
    assertThat(good.exitCode()).as(good.err()).isZero();
    assertThat(good.out().lines()).hasSize(2).allMatch(line -> line.contains("\"valid\""));
    assertThat(good.err()).contains("left out on http-registers: append, bank");
    AssayProcess bad = suite("--faults", "none", "--workload", "register", "--set", "bug=stale");
    assertThat(bad.exitCode()).as(bad.err()).isEqualTo(ExitCode.INVALID);
    assertThat(bad.err()).contains("--plugin", "--nodes 1", "--set bug=stale");
  }

  @Test
  void whatIsAcknowledgedBeforeItIsOnDiskIsLostWithThePower()
      throws IOException, InterruptedException {
    AssayProcess run =
        plugin(
            "--time-limit",
            "12s",
            "--faults",
            "power-loss",
            "--set",
            "bug=unsynced",
            "--seed",
            "11",
            "--json");
    assumeTrue(!run.err().contains("not possible here"), run.err());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INVALID);
  }

  @Test
  void aRunEndsEarlyOnceAPromiseIsBroken() throws IOException, InterruptedException {
    AssayProcess run =
        plugin(
            "--time-limit",
            "90s",
            "--faults",
            "none",
            "--set",
            "bug=stale",
            "--stop-early",
            "--json");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INVALID);
    assertThat(run.err()).contains("a promise is broken, clients stop: ");
    Matcher millis = Pattern.compile("\"millis\":(\\d+)").matcher(run.out());
    assertThat(millis.find()).isTrue();
    assertThat(Long.parseLong(millis.group(1))).isLessThan(90_000);
  }

  @Test
  void wrongUsageIsSaidInOneLine() throws IOException, InterruptedException {
    assertWrong(plugin("--workload", "set"), ExitCode.USAGE, "it serves register, register-local");
    assertWrong(
        plugin("--stop-early", "--workload", "register-local"), ExitCode.USAGE, "register and set");
    assertWrong(
        AssayProcess.run(folder, "run", "--cluster", "sim", "--stop-early"),
        ExitCode.USAGE,
        "virtual time");
    assertWrong(plugin("--faults", "kill-leader"), ExitCode.USAGE, "which of them leads");
    assertWrong(plugin("--system", "other"), ExitCode.USAGE, "no system other, but http-registers");
    assertWrong(plugin("--bug", "sync-skipped"), ExitCode.USAGE, "no seeded bugs");
    Path other = AssayProcess.distribution().resolve("lib/picocli-4.7.7.jar");
    assertWrong(
        AssayProcess.run(folder, "run", "--plugin", other.toString()),
        ExitCode.USAGE,
        "names no system");
    assertWrong(
        AssayProcess.run(folder, "run", "--plugin", "none.jar"),
        ExitCode.NO_INPUT,
        "it does not exist");
    assertWrong(
        AssayProcess.run(folder, "run", "--plugin", "own/README.md"),
        ExitCode.NO_INPUT,
        "cannot read");
    assertWrong(AssayProcess.run(folder, "run", "--client", "cat"), ExitCode.USAGE, "--endpoints");
  }

  private static void assertWrong(AssayProcess run, int code, String message) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
    assertThat(run.err().lines()).singleElement().asString().contains(message);
  }

  /** Against the server of the example, started here, by a client program. */
  private AssayProcess byProgram(String client, String... more)
      throws IOException, InterruptedException {
    int port = AssayProcess.freePort();
    Path data = Files.createTempDirectory(folder, "data");
    Process server =
        AssayProcess.server(
            data,
            port,
            List.of(
                AssayProcess.java(),
                "-cp",
                jar,
                "own.Server",
                "127.0.0.1:" + port,
                "data.log",
                "none"));
    try {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "run",
                  "--endpoints",
                  "127.0.0.1:" + port,
                  "--client",
                  client,
                  "--concurrency",
                  "3",
                  "--seed",
                  "5"));
      arguments.addAll(List.of(more));
      return AssayProcess.run(folder, arguments.toArray(String[]::new));
    } finally {
      server.destroyForcibly();
    }
  }

  private static String program(String habit) {
    Path classes = SourceTree.ofProject().root().resolve("harness/cli/target/test-classes");
    return "exec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %s"
        .formatted(AssayProcess.java(), classes, RegisterProgram.class.getName(), habit);
  }

  @Test
  void aClientMayBeAProgram() throws IOException, InterruptedException {
    AssayProcess run = byProgram(program("good"), "--time-limit", "15s", "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("\"verdict\":\"valid\"", "[\"bandwidth\",\"delay\",\"isolate-clients\"");
    AssayProcess report = AssayProcess.run(folder, "report", "results/latest");
    assertThat(report.exitCode()).as(report.err()).isZero();
  }

  @Test
  void aProgramThatGoesWrongNeverMakesAFalseVerdict() throws IOException, InterruptedException {
    for (String habit : List.of("dies", "rubbish", "strange-id")) {
      AssayProcess run = byProgram(program(habit), "--time-limit", "12s", "--faults", "none");
      assertThat(run.exitCode()).as("%s: %s", habit, run.err()).isZero();
      assertThat(folder.resolve("results/latest/history.jsonl"))
          .content()
          .contains("the client program " + RegisterProgram.reason(habit));
    }
  }

  @Test
  void aProgramThatCannotBeStartedIsSaidInOneLine() throws IOException, InterruptedException {
    assertWrong(byProgram("nosuchprogram"), ExitCode.ENVIRONMENT, "exit status 127");
  }

  @Test
  void theClientInPythonWorks() throws IOException, InterruptedException {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0,
        "python3 is not installed");
    AssayProcess run = byProgram("exec python3 own/client.py", "--time-limit", "12s");
    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
  }
}
