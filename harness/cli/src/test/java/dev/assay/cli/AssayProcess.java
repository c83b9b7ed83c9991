package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cluster.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Assay as its users start it: a process of its own, from the distribution of this build. */
record AssayProcess(int exitCode, String out, String err) {
  private static final long LIMIT_SECONDS = 240;
  private static final String OUT = "stdout";
  private static final String ERR = "stderr";

  /** What the build has put together, which is there once all modules are packaged. */
  static Path distribution() {
    Path folder = SourceTree.ofProject().root().resolve("target/dist");
    assertThat(folder.resolve("lib")).as("run by mvn verify").isDirectory();
    return folder;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Begins a command, with results below a folder; what it says is in files there. */
  static Process begin(Path folder, String... arguments) throws IOException {
    return begin(folder, List.of("-Xmx1g"), arguments);
  }

  /** The same with these options of Java for the heap. */
  static Process begin(Path folder, List<String> heap, String... arguments) throws IOException {
    Path dist = distribution();
    List<String> words = new ArrayList<>(List.of(java()));
    words.addAll(heap);
    words.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Dassay.home=" + SourceTree.ofProject().root(),
            "-Dassay.dist=" + dist,
            "-cp",
            dist.resolve("lib") + "/*",
            "dev.assay.cli.Main"));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve(OUT).toFile())
        .redirectError(folder.resolve(ERR).toFile())
        .start();
  }

  /** Runs a command to its end, with results below a folder. */
  static AssayProcess run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    Process process = begin(folder, arguments);
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
          .as("ended in time: %s", String.join(" ", arguments))
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new AssayProcess(
        process.exitValue(),
        Files.readString(folder.resolve(OUT)),
        Files.readString(folder.resolve(ERR)));
  }

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (Ports free = Ports.anywhere()) {
      return free.take();
    }
  }

  /** Starts a server that listens on a port of 127.0.0.1, and waits until it does. */
  static Process server(Path folder, int port, List<String> words)
      throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    for (int attempt = 0; attempt < 600; attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1_000);
        return server;
      } catch (IOException _) {
        if (server.waitFor(100, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    server.destroyForcibly();
    throw new IOException(
        "the server did not start: " + Files.readString(folder.resolve("server.log")));
  }
}
