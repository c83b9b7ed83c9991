package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.server.bug.SeededBug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void readsAServerAlone() throws IOException {
    ServerConfig config = load("# a comment", "", "dataDir = /var/data", "clientPort=2182");

    assertThat(config.node()).isEqualTo(1);
    assertThat(config.dataDirectory()).isEqualTo(Path.of("/var/data"));
    assertThat(config.client()).isEqualTo(new Address("127.0.0.1", 2182));
    assertThat(config.peers()).isEmpty();
    assertThat(config.limits())
        .isEqualTo(new ServerConfig.Limits(2000, 10, 5, 100_000, 65_536, 1_000));
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void readsAnEnsembleBehindProxies() throws IOException {
    ServerConfig config =
        load(
            "dataDir=/d",
            "myid=2",
            "tickTime=200",
            "server.1=127.0.0.1:7001:7002",
            "server.2=host.example:7003:7004;0.0.0.0:2181",
            "server.3=[::1]:7005:7006",
            "quorumListen=127.0.0.1:8003",
            "electionListen=127.0.0.1:8004",
            "bug=quorum-short, reply-before-commit");

    assertThat(config.node()).isEqualTo(2);
    assertThat(config.peers())
        .containsEntry(1, new Peer(new Address("127.0.0.1", 7001), new Address("127.0.0.1", 7002)))
        .containsEntry(
            2, new Peer(new Address("host.example", 7003), new Address("host.example", 7004)))
        .containsEntry(3, new Peer(new Address("::1", 7005), new Address("::1", 7006)));
    assertThat(config.quorumListen()).isEqualTo(Optional.of(new Address("127.0.0.1", 8003)));
    assertThat(config.electionListen()).isEqualTo(Optional.of(new Address("127.0.0.1", 8004)));
    assertThat(config.bugs())
        .containsExactlyInAnyOrder(SeededBug.QUORUM_SHORT, SeededBug.REPLY_BEFORE_COMMIT);
    assertThat(config.limits().tickMillis()).isEqualTo(200);
  }

  @Test
  void readsTheNodesNumberFromTheDataDirectory() throws IOException {
    Files.writeString(directory.resolve("myid"), "3\n");

    ServerConfig config =
        load("dataDir=" + directory, "server.1=a:1:2", "server.2=b:1:2", "server.3=c:1:2");

    assertThat(config.node()).isEqualTo(3);
  }

  @Test
  void warnsOfUnknownKeys() throws IOException {
    assertThat(load("dataDir=/d", "autopurge.purgeInterval=1").warnings())
        .singleElement()
        .asString()
        .contains("line 2")
        .contains("autopurge.purgeInterval");
  }

  @Test
  void namesFileLineAndKeyOfAMistake() {
    assertWrong(StartFailure.USAGE, "dataDir=/d", "tickTime=soon")
        .hasMessageContaining("zoo.cfg line 2: tickTime=soon");
    assertWrong(StartFailure.USAGE, "dataDir=/d", "clientPort=70000")
        .hasMessageContaining("line 2: clientPort=70000");
    assertWrong(StartFailure.USAGE, "dataDir=/d", "hello").hasMessageContaining("line 2");
    assertWrong(StartFailure.USAGE, "dataDir=/d", "myid=1", "server.1=host:7001")
        .hasMessageContaining("line 3: server.1=host:7001");
    assertWrong(StartFailure.USAGE, "dataDir=/d", "myid=1", "server.one=host:7001:7002")
        .hasMessageContaining("server.one");
    assertWrong(StartFailure.USAGE, "dataDir=/d", "bug=none")
        .hasMessageContaining("line 2: bug=none")
        .hasMessageContaining("quorum-short");
    assertWrong(StartFailure.USAGE, "dataDir=/d", "quorumListen=host")
        .hasMessageContaining("quorumListen=host");
  }

  @Test
  void insistsOnADirectoryAndANumber() {
    assertWrong(StartFailure.USAGE, "clientPort=1").hasMessageContaining("dataDir is missing");
    assertWrong(StartFailure.USAGE, "dataDir=/nowhere", "server.1=a:1:2")
        .hasMessageContaining("myid");
    assertWrong(StartFailure.USAGE, "dataDir=/nowhere", "server.1=a:1:2", "myid=2")
        .hasMessageContaining("there is no line server.2");
  }

  @Test
  void tellsThatAFileCannotBeRead() {
    assertThatThrownBy(() -> ServerConfig.load(directory.resolve("none.cfg")))
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(StartFailure.NO_INPUT))
        .hasMessageContaining("none.cfg");
  }

  @Test
  void optionsReplaceWhatTheFileSays() throws IOException {
    Path file = write("dataDir=/d", "clientPort=2182");

    ServerConfig config =
        Options.parse(
            List.of(
                "--port", "0", file.toString(), "--set", "tickTime=50", "--bug", "quorum-short"));

    assertThat(config.client().port()).isEqualTo(0);
    assertThat(config.dataDirectory()).isEqualTo(Path.of("/d"));
    assertThat(config.limits().tickMillis()).isEqualTo(50);
    assertThat(config.bugs()).containsExactly(SeededBug.QUORUM_SHORT);
  }

  @Test
  void refusesOptionsThatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.parse(List.of("--prot", "1")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("--prot")
        .hasMessageContaining("usage");
    assertThatThrownBy(() -> Options.parse(List.of("--port")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("--port needs a value");
    assertThatThrownBy(() -> Options.parse(List.of())).isInstanceOf(StartFailure.class);
  }

  private AbstractThrowableAssert<?, ?> assertWrong(int exitCode, String... lines) {
    return assertThatThrownBy(() -> load(lines))
        .isInstanceOfSatisfying(
            StartFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(exitCode));
  }

  private ServerConfig load(String... lines) throws IOException {
    return ServerConfig.load(write(lines));
  }

  private Path write(String... lines) throws IOException {
    return Files.write(directory.resolve("zoo.cfg"), List.of(lines));
  }
}
