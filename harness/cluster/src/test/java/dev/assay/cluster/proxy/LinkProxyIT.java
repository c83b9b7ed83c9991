package dev.assay.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cluster.Deadline;
import dev.assay.core.fault.FaultAction.Link;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LinkProxyIT {
  private static final Link FORTH = new Link("n1", "n2");
  private static final Link BACK = new Link("n2", "n1");
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration SILENCE = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private EchoServer peer;
  private LinkProxy proxy;
  private Route route;

  @BeforeEach
  void open() throws IOException {
    peer = new EchoServer();
    route = new Route(FORTH, "quorum", peer.port());
    proxy = LinkProxy.open(List.of(route));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    peer.close();
  }

  private Wire wire() throws IOException {
    return new Wire(new Socket(HERE, proxy.port(FORTH, "quorum")));
  }

  /** One connection as a server would have it. */
  private record Wire(Socket socket) implements AutoCloseable {
    void say(long number) throws IOException {
      new DataOutputStream(socket.getOutputStream()).writeLong(number);
    }

    long hear(Duration limit) throws IOException {
      socket.setSoTimeout((int) limit.toMillis());
      return new DataInputStream(socket.getInputStream()).readLong();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void forwardsBothWaysAndEndsInOrder() throws IOException {
    try (Wire wire = wire()) {
      wire.say(7);
      assertThat(wire.hear(LIMIT)).isEqualTo(7);
      wire.socket().shutdownOutput();
      wire.socket().setSoTimeout((int) LIMIT.toMillis());
      assertThat(wire.socket().getInputStream().read()).isEqualTo(-1);
    }
    assertThat(proxy.bytes(FORTH)).isEqualTo(8);
    assertThat(proxy.bytes(BACK)).isEqualTo(8);
  }

  @Test
  void aCutHoldsBytesAndHealingDeliversThemInOrder() throws IOException {
    try (Wire wire = wire()) {
      wire.say(1);
      assertThat(wire.hear(LIMIT)).isEqualTo(1);
      proxy.cut(0, List.of(FORTH, BACK));
      wire.say(2);
      wire.say(3);
      assertThatThrownBy(() -> wire.hear(SILENCE)).isInstanceOf(SocketTimeoutException.class);
      assertThat(peer.received()).isEqualTo(8);
      proxy.mend(0);
      assertThat(wire.hear(LIMIT)).isEqualTo(2);
      assertThat(wire.hear(LIMIT)).isEqualTo(3);
    }
  }

  @Test
  void aOneWayCutLetsTheOtherDirectionThrough() throws IOException, InterruptedException {
    try (Wire wire = wire()) {
      wire.say(1);
      assertThat(wire.hear(LIMIT)).isEqualTo(1);
      proxy.cut(0, List.of(BACK));
      wire.say(2);
      assertThat(Deadline.in(LIMIT).poll(() -> peer.received() == 16)).isTrue();
      assertThatThrownBy(() -> wire.hear(SILENCE)).isInstanceOf(SocketTimeoutException.class);
      assertThat(proxy.bytes(BACK)).isEqualTo(8);
      proxy.mend(0);
      assertThat(wire.hear(LIMIT)).isEqualTo(2);
    }
  }

  @Test
  void aConnectionAskedForDuringACutNeverReachesThePeer() throws IOException {
    proxy.cut(0, List.of(FORTH));
    try (Wire wire = wire()) {
      wire.say(1);
      assertThatThrownBy(() -> wire.hear(SILENCE)).isInstanceOf(SocketTimeoutException.class);
      proxy.mend(0);
      assertThatThrownBy(() -> wire.hear(LIMIT)).isInstanceOf(IOException.class);
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void aNarrowLinkHoldsBytesInOrderUntilItIsMended() throws IOException {
    try (Wire wire = wire()) {
      proxy.narrow(0, List.of(FORTH), 1_000);
      long began = System.nanoTime();
      for (int i = 0; i < 25; i++) {
        wire.say(i);
      }
      for (int i = 0; i < 25; i++) {
        assertThat(wire.hear(LIMIT)).isEqualTo(i);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(180));
      wire.socket().getOutputStream().write(new byte[200_000]);
      proxy.mend(0);
      for (int i = 0; i < 25_000; i++) {
        assertThat(wire.hear(LIMIT)).isZero();
      }
    }
  }

  @Test
  void healingOneNarrowFaultLeavesTheOther() throws IOException {
    try (Wire wire = wire()) {
      proxy.narrow(0, List.of(FORTH), 1_000);
      proxy.narrow(1, List.of(FORTH), 100);
      proxy.mend(0);
      assertThat(proxy.narrow(FORTH)).isTrue();
      long began = System.nanoTime();
      wire.say(1);
      wire.say(2);
      assertThat(wire.hear(LIMIT)).isEqualTo(1);
      assertThat(wire.hear(LIMIT)).isEqualTo(2);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(140));
      proxy.mend(1);
      assertThat(proxy.narrow(FORTH)).isFalse();
    }
  }

  @Test
  void aLossyLinkStallsAndEndsConnectionsButLosesNoByteInTheMiddle() throws IOException {
    proxy.lose(0, List.of(FORTH, BACK), new Loss(30, Duration.ofSeconds(1).toNanos()));
    try (Wire wire = wire()) {
      for (long i = 0; i < 1_000; i++) {
        wire.say(i);
        assertThat(wire.hear(LIMIT)).isEqualTo(i);
      }
      assertThat(false).as("a connection lives for ever").isTrue();
    } catch (IOException ended) {
      assertThat(proxy.lost(0).connections()).isEqualTo(1);
    }
    proxy.mend(0);
    assertThat(proxy.lossy(FORTH)).isFalse();
    try (Wire wire = wire()) {
      for (long i = 0; i < 200; i++) {
        wire.say(i);
        assertThat(wire.hear(Duration.ofMillis(150))).isEqualTo(i);
      }
    }
  }

  /** What a node asks for by an address that all nodes share takes the route of this one. */
  @Test
  void aGatewayLeadsAnAnnouncedAddressToItsRouteAndNothingElse() throws IOException {
    InetSocketAddress gateway =
        new InetSocketAddress(HERE, proxy.openGateway(Map.of("192.0.2.2:2380", route)));
    Proxy socks = new Proxy(Proxy.Type.SOCKS, gateway);
    try (Wire wire = new Wire(new Socket(socks))) {
      wire.socket().connect(InetSocketAddress.createUnresolved("192.0.2.2", 2380));
      wire.say(1);
      assertThat(wire.hear(LIMIT)).isEqualTo(1);
      proxy.cut(0, List.of(FORTH));
      wire.say(2);
      assertThatThrownBy(() -> wire.hear(SILENCE)).isInstanceOf(SocketTimeoutException.class);
      assertThat(proxy.reset(List.of(FORTH))).hasSize(1);
      assertThatThrownBy(() -> wire.hear(LIMIT)).isInstanceOf(SocketException.class);
    }
    try (Socket elsewhere = new Socket(socks)) {
      assertThatThrownBy(() -> elsewhere.connect(new InetSocketAddress(HERE, peer.port())))
          .isInstanceOf(SocketException.class);
    }
    try (Socket rubbish = new Socket(HERE, gateway.getPort())) {
      rubbish.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      rubbish.setSoTimeout((int) LIMIT.toMillis());
      assertThat(ended(rubbish)).isTrue();
    }
    assertThat(peer.connections()).isEqualTo(1);
  }

  private static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void aLinkIsWholeOnlyWhenTheLastOfItsFaultsIsGone() throws IOException {
    try (Wire wire = wire()) {
      wire.say(1);
      assertThat(wire.hear(LIMIT)).isEqualTo(1);
      proxy.cut(0, List.of(FORTH));
      proxy.cut(1, List.of(FORTH));
      wire.say(2);
      proxy.mend(0);
      assertThat(proxy.open(FORTH)).isFalse();
      assertThatThrownBy(() -> wire.hear(SILENCE)).isInstanceOf(SocketTimeoutException.class);
      proxy.mend(1);
      assertThat(wire.hear(LIMIT)).isEqualTo(2);
    }
  }

  @Test
  void aDelayHoldsEachDirectionAndKeepsTheOrder() throws IOException {
    Delay delay = new Delay(Duration.ofMillis(60).toNanos(), Duration.ofMillis(20).toNanos());
    proxy.delay(3, List.of(FORTH, BACK), delay);
    try (Wire wire = wire()) {
      long began = System.nanoTime();
      for (int number = 0; number < 50; number++) {
        wire.say(number);
      }
      for (int number = 0; number < 50; number++) {
        assertThat(wire.hear(LIMIT)).isEqualTo(number);
      }
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(2 * delay.leastNanos());
      proxy.mend(3);
      assertThat(proxy.mostDelayNanos(FORTH)).isZero();
    }
  }

  @Test
  void aResetIsSeenOnBothSides() throws IOException, InterruptedException {
    try (Wire wire = wire();
        Probe probe = proxy.probe(route)) {
      wire.say(1);
      assertThat(wire.hear(LIMIT)).isEqualTo(1);
      assertThat(probe.send(LIMIT)).isNotNegative();
      assertThat(proxy.live(List.of(BACK))).isEqualTo(1);
      assertThat(proxy.reset(List.of(BACK))).hasSize(1);
      proxy.resetProbes(List.of(BACK));
      assertThatThrownBy(() -> wire.hear(LIMIT))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(probe.wasReset(LIMIT)).isTrue();
      assertThat(proxy.live(List.of(BACK))).isZero();
    }
  }

  @Test
  void aProbeTakesTheRouteButNeitherReachesThePeerNorCounts()
      throws IOException, InterruptedException {
    try (Probe probe = proxy.probe(route)) {
      assertThat(probe.send(LIMIT)).isNotNegative();
      assertThat(probe.roundTrip(LIMIT)).isNotNegative();
      proxy.cut(0, List.of(FORTH));
      assertThat(probe.send(SILENCE)).isEqualTo(-1);
      proxy.mend(0);
      assertThat(probe.send(LIMIT)).isNotNegative();
    }
    assertThat(peer.connections()).isZero();
    assertThat(proxy.bytes(FORTH)).isZero();
  }

  @Test
  void aPeerThatIsDownLooksLikeAConnectionThatEndsAtOnce() throws IOException {
    peer.close();
    try (Wire wire = wire()) {
      assertThatThrownBy(() -> wire.hear(LIMIT)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void theEndOfAConnectionIsHeldBackByACutToo() throws IOException {
    try (Wire wire = wire()) {
      wire.say(1);
      assertThat(wire.hear(LIMIT)).isEqualTo(1);
      proxy.cut(0, List.of(BACK));
      wire.socket().shutdownOutput();
      assertThatThrownBy(() -> wire.hear(SILENCE)).isInstanceOf(SocketTimeoutException.class);
      proxy.mend(0);
      assertThatThrownBy(() -> wire.hear(LIMIT)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void carriesManyMegabytesUnchanged() throws IOException, InterruptedException {
    int chunks = 512;
    byte[] chunk = new byte[64 << 10];
    new SplittableRandom(17).nextBytes(chunk);
    try (Wire wire = wire()) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < chunks; i++) {
                    wire.socket().getOutputStream().write(chunk);
                  }
                } catch (IOException _) {
                  // The reader below notices.
                }
              });
      long began = System.nanoTime();
      DataInputStream in = new DataInputStream(wire.socket().getInputStream());
      byte[] read = new byte[chunk.length];
      for (int i = 0; i < chunks; i++) {
        in.readFully(read);
        assertThat(Arrays.equals(read, chunk)).isTrue();
      }
      writer.join();
      System.out.printf(
          "32 MiB there and back in %d ms%n", (System.nanoTime() - began) / 1_000_000);
    }
    try (Probe probe = proxy.probe(route)) {
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 100; i++) {
        best = Math.min(best, probe.roundTrip(LIMIT));
      }
      System.out.printf("shortest round trip %d us%n", best / 1_000);
    }
  }
}
