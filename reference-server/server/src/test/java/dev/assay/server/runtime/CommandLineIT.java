package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server and ZooKeeper's {@code zkCli}, each in a process of its own. */
class CommandLineIT {
  private static final long DEADLINE_SECONDS = 60;
  private static final String ZK_CLI = "org.apache.zookeeper.ZooKeeperMain";

  @TempDir private Path directory = Path.of("");

  @Test
  void zkCliWorksAgainstTheServer() throws Exception {
    List<String> options = List.of("--data", directory.resolve("data").toString(), "--port", "0");
    try (ServerProcess server = ServerProcess.start(Options.parse(options))) {
      assertThat(server.awaitServing(Duration.ofSeconds(20))).isPresent();
      String address = "127.0.0.1:" + server.clientPort();

      assertThat(zkCli(address, "create", "/a", "hello")).contains("Created /a");
      assertThat(zkCli(address, "create", "/a/b", "deep")).contains("Created /a/b");
      assertThat(zkCli(address, "create", "/gone", "x")).contains("Created /gone");
      assertThat(zkCli(address, "ls", "/a")).contains("[b]");
      assertThat(zkCli(address, "get", "/a")).contains("hello");
      assertThat(zkCli(address, "set", "/a", "world")).doesNotContain("Exception");
      assertThat(zkCli(address, "stat", "/a")).contains("dataVersion = 1", "numChildren = 1");
      assertThat(zkCli(address, "delete", "/gone")).doesNotContain("Exception");
      assertThat(zkCli(address, "deleteall", "/a")).doesNotContain("Failed");
      assertThat(zkCli(address, "get", "/a")).contains("Node does not exist: /a");
    }
  }

  @Test
  void servesUntilItIsTerminated() throws Exception {
    Path config = directory.resolve("zoo.cfg");
    Files.write(
        config, List.of("dataDir=" + directory.resolve("data"), "clientPort=0", "tickTime=100"));
    Process server = start(Main.class.getName(), config.toString());
    try {
      assertThat(firstLineWith(server, "serving as")).isEqualTo("serving as standalone, epoch 1");
    } finally {
      server.destroy();
    }
    assertThat(server.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(143);
  }

  @Test
  void bannersASeededBug() throws Exception {
    Process server =
        start(
            Main.class.getName(),
            "--data",
            directory.toString(),
            "--port",
            "0",
            "--bug",
            "reply-before-commit");
    try {
      assertThat(firstLineWith(server, "reply-before-commit")).contains("SEEDED BUG");
    } finally {
      server.destroyForcibly();
    }
    assertThat(server.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void mistakesEndInOneLineAndAnExitCode() throws Exception {
    String data = directory.resolve("data").toString();
    assertEnds(0, "usage: server", "--help");
    assertEnds(64, "--port", "--port", "many", "--data", data);
    assertEnds(64, "no seeded bug 'none'", "--bug", "none", "--data", data);
    assertEnds(66, "nowhere.cfg", directory.resolve("nowhere.cfg").toString());
    Path file = Files.createFile(directory.resolve("file"));
    assertEnds(73, file.toString(), "--port", "0", "--data", file.resolve("data").toString());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertEnds(75, "127.0.0.1:" + port, "--port", port, "--data", data);
    }
  }

  @Test
  void corruptFilesEndTheServerWithTheReason() throws Exception {
    List<String> options = List.of("--data", directory.toString(), "--port", "0");
    try (ServerProcess server = ServerProcess.start(Options.parse(options))) {
      assertThat(server.awaitServing(Duration.ofSeconds(20))).isPresent();
      String address = "127.0.0.1:" + server.clientPort();
      zkCli(address, "create", "/a", "hello");
    }
    corruptTheLog();

    assertEnds(70, "damaged", "--data", directory.toString(), "--port", "0");
  }

  private void corruptTheLog() throws IOException {
    Path state = directory.resolve("state");
    try (var files = Files.list(state)) {
      Path log = files.max(Path::compareTo).orElseThrow();
      byte[] bytes = Files.readAllBytes(log);
      bytes[bytes.length / 3] ^= 1;
      Files.write(log, bytes);
    }
  }

  private static void assertEnds(int exitCode, String message, String... arguments)
      throws IOException, InterruptedException {
    List<String> call = new ArrayList<>(List.of(Main.class.getName()));
    call.addAll(List.of(arguments));
    Process process = start(call.toArray(String[]::new));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains(message).doesNotContain("\tat ");
    assertThat(process.exitValue()).as(output).isEqualTo(exitCode);
  }

  private static String zkCli(String address, String... command)
      throws IOException, InterruptedException {
    List<String> call = new ArrayList<>(List.of(ZK_CLI, "-server", address));
    call.addAll(List.of(command));
    Process process = start(call.toArray(String[]::new));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private static String firstLineWith(Process process, String part) throws IOException {
    return process
        .inputReader(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains(part))
        .findFirst()
        .orElse("the output ended");
  }

  private static Process start(String... mainAndArguments) throws IOException {
    List<String> call =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", "")));
    call.addAll(List.of(mainAndArguments));
    return new ProcessBuilder(call).redirectErrorStream(true).start();
  }
}
