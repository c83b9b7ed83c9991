package dev.assay.server.runtime;

import dev.assay.server.env.Event;
import dev.assay.server.runtime.Hello.Purpose;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Election messages, at best once, over TCP all the same, so that whatever stands between two nodes
 * treats them as it treats the links. One connection for each direction.
 */
final class Datagrams {
  /** What tells the sender that one message has come. */
  static final byte[] RECEIPT = {};

  private final int node;
  private final Network network;
  private final NodeLoop loop;
  private final Consumer<Event> events;
  private final Map<Integer, DatagramSender> senders = new HashMap<>();

  /**
   * Knows the peers, and does nothing yet.
   *
   * @param peers where the other nodes take election messages
   * @param events what the node shall hear; called on the loop's thread
   */
  Datagrams(
      int node,
      Map<Integer, Address> peers,
      Network network,
      NodeLoop loop,
      Consumer<Event> events) {
    this.node = node;
    this.network = network;
    this.loop = loop;
    this.events = events;
    peers.forEach((peer, address) ->
        senders.put(
            peer, new DatagramSender(new Hello(Purpose.DATAGRAMS, node, peer), address, network)));
  }

  /** Takes messages from now on; throws {@link StartFailure}. */
  Channel listen(Address address) {
    return network.listen(address, "election messages", this::accept);
  }

  /** Sends, at best. On the loop's thread. */
  void send(int peer, byte[] message) {
    DatagramSender sender = senders.get(peer);
    if (sender == null) {
      throw new IllegalArgumentException("no such peer: " + peer);
    }
    network.executor().execute(() -> sender.offer(message));
  }

  private void accept(SocketChannel channel) {
    PeerHandler.Role role =
        new PeerHandler.Role.Acceptor(Purpose.DATAGRAMS, node, senders.keySet());
    PeerLinks.fill(channel, role, new Incoming());
  }

  private final class Incoming implements PeerHandler.Receiver {
    private @Nullable Channel channel;
    private @Nullable Inflow inflow;

    @Override
    public void opened(Channel opened, Hello peer) {
      channel = opened;
      inflow = new Inflow(opened);
    }

    @Override
    public void message(byte[] message) {
      Channel from = channel;
      Inflow waiting = inflow;
      if (from == null || waiting == null) {
        return;
      }
      var _ = from.writeAndFlush(RECEIPT);
      waiting.entered(message.length);
      loop.post(() -> {
        waiting.taken(message.length);
        events.accept(new Event.Datagram(message));
      });
    }

    @Override
    public void closed() {
      channel = null;
    }
  }
}
