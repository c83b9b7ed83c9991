package dev.assay.cluster.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.process.FakeSystem;
import dev.assay.cluster.reaper.Reaper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  /** Without it nobody who looks at the results sees that the run is under way. */
  @Test
  void aRunOfEndpointsIsKnownToLiveUntilItIsClosed(@TempDir Path run) throws IOException {
    List<Endpoint> nodes = List.of(new Endpoint("127.0.0.1", 1));
    try (EndpointCluster _ = EndpointCluster.open(new FakeSystem(), nodes, run)) {
      assertThat(Reaper.lives(run)).isTrue();
    }
    assertThat(Reaper.lives(run)).isFalse();
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void readsNamesAndAddressesOfBothKinds() {
    assertThat(Endpoint.parse("zk1.example.org:2181"))
        .isEqualTo(new Endpoint("zk1.example.org", 2181));
    assertThat(Endpoint.parse("127.0.0.1:65535")).isEqualTo(new Endpoint("127.0.0.1", 65_535));
    assertThat(Endpoint.parse("[::1]:2181")).isEqualTo(new Endpoint("::1", 2181));
    assertThat(Endpoint.parse("[fe80::1%eth0]:1").toString()).isEqualTo("[fe80::1%eth0]:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "host",
        "host:",
        ":2181",
        "host:0",
        "host:65536",
        "host:-1",
        "host:x",
        "::1:2181",
        "[::1]",
        "[host]:1",
        "a b:1",
        "[]:1",
        "host:123456",
        "http://host:1"
      })
  void refusesAllElse(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host:port");
  }

  @Test
  @Timeout(30)
  void saysWhichNodeCannotBeReached() throws IOException, InterruptedException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    int closed;
    try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
      closed = free.getLocalPort();
      Endpoint open = new Endpoint("127.0.0.1", closed);
      EndpointCluster.require(List.of(open));
    }
    assertThatThrownBy(() -> EndpointCluster.require(List.of(new Endpoint("127.0.0.1", closed))))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("127.0.0.1:" + closed + " cannot be reached");
    assertThatThrownBy(
            () -> EndpointCluster.require(List.of(new Endpoint("no-such-host.invalid", 1))))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no-such-host.invalid:1 cannot be reached");
  }
}
