package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.server.env.Event;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerLinksIT {
  private static final Address ANY_PORT = new Address("127.0.0.1", 0);
  private static final Address NOWHERE = new Address("127.0.0.1", 1);
  private static final long MAX_UNSENT = 64 << 20;

  private final LoopDriver one = new LoopDriver();
  private final LoopDriver two = new LoopDriver();
  private final Network network = new Network("test");

  @AfterEach
  void close() {
    one.close();
    two.close();
    network.close();
  }

  @Test
  void messagesGoBothWaysInOrder() throws InterruptedException {
    PeerLinks acceptor = links(two, 2, Map.of(1, NOWHERE));
    PeerLinks dialer = links(one, 1, Map.of(2, port(acceptor.listen(ANY_PORT))));

    long link = one.call(() -> dialer.connect(2));
    assertThat(one.next()).isEqualTo(new Event.LinkUp(link));
    long accepted = two.next(Event.LinkAccepted.class).link();
    one.run(() -> {
      for (byte i = 0; i < 100; i++) {
        dialer.send(link, new byte[] {i});
      }
    });
    two.run(() -> acceptor.send(accepted, new byte[] {42}));

    for (byte i = 0; i < 100; i++) {
      Event.LinkMessage message = two.next(Event.LinkMessage.class);
      assertThat(message.link()).isEqualTo(accepted);
      assertThat(message.message()).containsExactly(i);
    }
    assertThat(one.next(Event.LinkMessage.class).message()).containsExactly(42);
  }

  @Test
  void anEndedLinkIsDownOnTheOtherSideAndSilentOnThisOne() throws InterruptedException {
    PeerLinks acceptor = links(two, 2, Map.of(1, NOWHERE));
    PeerLinks dialer = links(one, 1, Map.of(2, port(acceptor.listen(ANY_PORT))));
    long link = one.call(() -> dialer.connect(2));
    one.next(Event.LinkUp.class);
    long accepted = two.next(Event.LinkAccepted.class).link();

    one.run(() -> dialer.send(link, new byte[] {7}));
    one.run(() -> dialer.close(link));

    assertThat(two.next(Event.LinkMessage.class).message()).containsExactly(7);
    assertThat(two.next()).isEqualTo(new Event.LinkDown(accepted));
    two.run(() -> acceptor.send(accepted, new byte[] {1}));
    assertThat(two.events.poll(100, TimeUnit.MILLISECONDS)).isNull();
    assertThat(one.events).isEmpty();
  }

  @Test
  void nobodyThereIsALinkDown() throws Exception {
    Address closed = new Address("127.0.0.1", FreePorts.some(1).getFirst());
    PeerLinks dialer = links(one, 1, Map.of(2, closed));

    long link = one.call(() -> dialer.connect(2));

    assertThat(one.next()).isEqualTo(new Event.LinkDown(link));
  }

  @Test
  void aPeerThatDoesNotGreetIsALinkDown() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PeerLinks dialer = links(one, 1, Map.of(2, new Address("127.0.0.1", silent.getLocalPort())));

      long link = one.call(() -> dialer.connect(2));

      assertThat(one.next()).isEqualTo(new Event.LinkDown(link));
    }
  }

  @Test
  void aWrongNodeIsALinkDown() throws InterruptedException {
    PeerLinks acceptor = links(two, 3, Map.of(1, NOWHERE));
    PeerLinks dialer = links(one, 1, Map.of(2, port(acceptor.listen(ANY_PORT))));

    long link = one.call(() -> dialer.connect(2));

    assertThat(one.next()).isEqualTo(new Event.LinkDown(link));
    assertThat(two.events).isEmpty();
  }

  @Test
  void aStrangerIsNotLetIn() throws InterruptedException {
    PeerLinks acceptor = links(two, 2, Map.of(3, NOWHERE));
    PeerLinks dialer = links(one, 1, Map.of(2, port(acceptor.listen(ANY_PORT))));

    long link = one.call(() -> dialer.connect(2));

    assertThat(one.next()).isEqualTo(new Event.LinkDown(link));
    assertThat(two.events).isEmpty();
  }

  @Test
  void aLinkThatIsClosedBeforeItStandsIsSilent() throws InterruptedException {
    PeerLinks acceptor = links(two, 2, Map.of(1, NOWHERE));
    PeerLinks dialer = links(one, 1, Map.of(2, port(acceptor.listen(ANY_PORT))));

    one.run(() -> dialer.close(dialer.connect(2)));

    assertThat(one.events.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void garbageClosesTheConnectionBeforeTheNodeHearsOfIt() throws Exception {
    PeerLinks acceptor = links(two, 2, Map.of(1, NOWHERE));
    Address address = port(acceptor.listen(ANY_PORT));

    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(two.events).isEmpty();
  }

  @Test
  void aSlowNodeHoldsTheSenderBackAndLosesNothing() throws Exception {
    PeerLinks acceptor = links(two, 2, Map.of(1, NOWHERE));
    Address address = port(acceptor.listen(ANY_PORT));
    int count = 400;
    CountDownLatch blocked = new CountDownLatch(1);
    PeerLinks dialer = links(one, 1, Map.of(2, address));
    long link = one.call(() -> dialer.connect(2));
    one.next(Event.LinkUp.class);
    two.next(Event.LinkAccepted.class);

    two.loop.post(() -> awaitOrFail(blocked));
    byte[] big = new byte[100_000];
    for (int i = 0; i < count; i++) {
      byte[] message = Arrays.copyOf(big, big.length);
      ByteBuffer.wrap(message).putInt(i);
      one.run(() -> dialer.send(link, message));
    }
    blocked.countDown();

    for (int i = 0; i < count; i++) {
      byte[] message = two.next(Event.LinkMessage.class).message();
      assertThat(ByteBuffer.wrap(message).getInt()).isEqualTo(i);
    }
  }

  @Test
  void aPeerThatTakesNothingEndsTheLink() throws Exception {
    PeerLinks acceptor = links(two, 2, Map.of(1, NOWHERE));
    PeerLinks dialer = links(one, 1, Map.of(2, port(acceptor.listen(ANY_PORT))));
    long link = one.call(() -> dialer.connect(2));
    one.next(Event.LinkUp.class);
    two.next(Event.LinkAccepted.class);
    CountDownLatch blocked = new CountDownLatch(1);

    two.loop.post(() -> awaitOrFail(blocked));
    byte[] big = new byte[10 << 20];
    for (int i = 0; i < 12; i++) {
      one.run(() -> dialer.send(link, big));
    }

    assertThat(one.next()).isEqualTo(new Event.LinkDown(link));
    blocked.countDown();
  }

  @Test
  void datagramsArriveAgainAfterTheReceiverWasRestarted() throws Exception {
    Address address;
    Datagrams sender;
    try (Network dying = new Network("dying")) {
      Datagrams receiver = new Datagrams(2, Map.of(1, NOWHERE), dying, two.loop, two.events::add);
      address = port(receiver.listen(ANY_PORT));
      sender = new Datagrams(1, Map.of(2, address), network, one.loop, one.events::add);
      one.run(() -> sender.send(2, new byte[] {1}));
      assertThat(two.next(Event.Datagram.class).message()).containsExactly(1);
    }
    new Datagrams(2, Map.of(1, NOWHERE), network, two.loop, two.events::add).listen(address);

    // What is sent before the sender has seen the end of the old connection is lost.
    Event received = null;
    for (int attempt = 0; attempt < 100 && received == null; attempt++) {
      one.run(() -> sender.send(2, new byte[] {2}));
      received = two.events.poll(100, TimeUnit.MILLISECONDS);
    }

    assertThat(received)
        .isInstanceOfSatisfying(
            Event.Datagram.class, datagram -> assertThat(datagram.message()).containsExactly(2));
  }

  @Test
  void datagramsWaitForAPeerThatStartsLater() throws Exception {
    Address address = new Address("127.0.0.1", FreePorts.some(1).getFirst());
    Datagrams sender = new Datagrams(1, Map.of(2, address), network, one.loop, one.events::add);
    for (byte i = 0; i < 100; i++) {
      byte number = i;
      one.run(() -> sender.send(2, new byte[] {number}));
    }

    new Datagrams(2, Map.of(1, NOWHERE), network, two.loop, two.events::add).listen(address);

    // Only the newest 64 were kept.
    assertThat(two.next(Event.Datagram.class).message()).containsExactly(36);
  }

  @Test
  void datagramsAreSentOnANewConnectionWhenTheOldOneSwallowsThem() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Address address = new Address("127.0.0.1", proxy.getLocalPort());
      Datagrams sender = new Datagrams(1, Map.of(2, address), network, one.loop, one.events::add);
      proxy.setSoTimeout(10_000);
      one.run(() -> sender.send(2, new byte[] {1}));
      try (Socket swallowing = proxy.accept()) {
        greet(swallowing);
        assertThat(readFrame(swallowing.getInputStream())).containsExactly(1);
        // No receipt: the sender gives this connection up, and opens another when it must send.
        swallowing.setSoTimeout(10_000);
        assertThat(swallowing.getInputStream().read()).isEqualTo(-1);
      }
      // What is sent before the sender has seen the end of the old connection is lost.
      try (Socket again = acceptWhile(proxy, () -> sender.send(2, new byte[] {2}))) {
        greet(again);
        assertThat(readFrame(again.getInputStream())).containsExactly(2);
      }
    }
  }

  private Socket acceptWhile(ServerSocket proxy, Runnable sending) throws IOException {
    proxy.setSoTimeout(100);
    for (int attempt = 0; attempt < 100; attempt++) {
      one.run(sending);
      try {
        return proxy.accept();
      } catch (SocketTimeoutException e) {
        // Not yet.
      }
    }
    throw new AssertionError("the sender did not connect again");
  }

  @Test
  void aPortInUseIsAClearFailure() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Address address = new Address("127.0.0.1", taken.getLocalPort());
      PeerLinks acceptor = links(two, 2, Map.of(1, NOWHERE));

      assertThatThrownBy(() -> acceptor.listen(address))
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure -> assertThat(failure.exitCode()).isEqualTo(StartFailure.UNAVAILABLE))
          .hasMessageContaining(address.toString());
    }
  }

  private static void greet(Socket socket) throws IOException {
    assertThat(Hello.decode(readFrame(socket.getInputStream()))).isPresent();
    byte[] hello = new Hello(Hello.Purpose.DATAGRAMS, 2, 1).encode();
    socket
        .getOutputStream()
        .write(ByteBuffer.allocate(4 + hello.length).putInt(hello.length).put(hello).array());
  }

  private static byte[] readFrame(InputStream in) throws IOException {
    return in.readNBytes(ByteBuffer.wrap(in.readNBytes(4)).getInt());
  }

  private PeerLinks links(LoopDriver driver, int node, Map<Integer, Address> peers) {
    return new PeerLinks(node, peers, MAX_UNSENT, network, driver.loop, driver.events::add);
  }

  private static Address port(Channel channel) {
    return new Address("127.0.0.1", ((InetSocketAddress) channel.localAddress()).getPort());
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
