package dev.assay.server.runtime;

import dev.assay.server.env.Event;
import dev.assay.server.runtime.Hello.Purpose;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links to other nodes. Called on the loop's thread; events are handed in on it too. A link
 * ends with its connection, and then exactly one {@link Event.LinkDown} follows, unless this node
 * ended it.
 */
final class PeerLinks {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLinks.class);
  private static final int MAX_ACCEPTED = 64;
  private static final int FLUSH_AFTER = 256;

  private final int node;
  private final Map<Integer, Address> peers;
  private final long maxUnsentBytes;
  private final Network network;
  private final NodeLoop loop;
  private final Consumer<Event> events;
  private final Map<Long, Link> links = new HashMap<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private long lastId;

  /**
   * Knows the peers, and does nothing yet.
   *
   * @param peers where the other nodes take links
   * @param maxUnsentBytes a link with more that the peer has not taken is ended
   * @param events what the node shall hear; called on the loop's thread
   */
  PeerLinks(
      int node,
      Map<Integer, Address> peers,
      long maxUnsentBytes,
      Network network,
      NodeLoop loop,
      Consumer<Event> events) {
    this.node = node;
    this.peers = Map.copyOf(peers);
    this.maxUnsentBytes = maxUnsentBytes;
    this.network = network;
    this.loop = loop;
    this.events = events;
  }

  /** Takes links from now on; throws {@link StartFailure}. */
  Channel listen(Address address) {
    return network.listen(address, "links of other nodes", this::accept);
  }

  /** Opens a link; {@link Event.LinkUp} or {@link Event.LinkDown} follows. */
  long connect(int peer) {
    Address address = peers.get(peer);
    if (address == null) {
      throw new IllegalArgumentException("no such peer: " + peer);
    }
    Link link = new Link(maxUnsentBytes);
    register(link);
    Hello hello = new Hello(Purpose.LINK, node, peer);
    PeerHandler.Role role = new PeerHandler.Role.Dialer(hello);
    var _ =
        network
            .dial(address, channel -> fill(channel, role, new Connection(link)))
            .addListener(
                (ChannelFutureListener)
                    future -> {
                      if (!future.isSuccess()) {
                        LOG.debug("no link to node {} at {}", peer, address, future.cause());
                        loop.post(() -> ended(link));
                      }
                    });
    return link.id();
  }

  void send(long id, byte[] message) {
    Link link = links.get(id);
    if (link != null) {
      link.send(message);
    }
  }

  void close(long id) {
    Link link = links.remove(id);
    if (link != null) {
      link.close();
    }
  }

  /** A pipeline of a connection between nodes. */
  static void fill(SocketChannel channel, PeerHandler.Role role, PeerHandler.Receiver receiver) {
    FrameDecoder decoder = new FrameDecoder(Hello.BYTES);
    channel
        .pipeline()
        .addLast(new FlushConsolidationHandler(FLUSH_AFTER, true))
        .addLast(decoder)
        .addLast(new FrameEncoder())
        .addLast(new PeerHandler(role, decoder, receiver));
  }

  private void accept(SocketChannel channel) {
    var _ = channel.closeFuture().addListener(_ -> accepted.decrementAndGet());
    if (accepted.incrementAndGet() > MAX_ACCEPTED) {
      LOG.warn("closing {}: more than {} links", channel, MAX_ACCEPTED);
      var _ = channel.close();
      return;
    }
    Link link = new Link(maxUnsentBytes);
    fill(
        channel,
        new PeerHandler.Role.Acceptor(Purpose.LINK, node, peers.keySet()),
        new Connection(link));
  }

  private void register(Link link) {
    link.id(++lastId);
    links.put(link.id(), link);
  }

  private void up(Link link) {
    if (link.id() == 0) {
      // A peer's link: it exists for the node only now that the greeting has come.
      register(link);
      events.accept(new Event.LinkAccepted(link.id()));
    } else if (links.get(link.id()) == link) {
      events.accept(new Event.LinkUp(link.id()));
    }
  }

  private void ended(Link link) {
    if (links.remove(link.id(), link)) {
      link.close();
      events.accept(new Event.LinkDown(link.id()));
    }
  }

  private void message(Link link, byte[] message) {
    link.taken(message);
    if (links.get(link.id()) == link) {
      events.accept(new Event.LinkMessage(link.id(), message));
    }
  }

  /** What happens on one connection, told to the loop. */
  private final class Connection implements PeerHandler.Receiver {
    private final Link link;

    Connection(Link link) {
      this.link = link;
    }

    @Override
    public void opened(Channel channel, Hello peer) {
      link.opened(channel);
      loop.post(() -> up(link));
    }

    @Override
    public void message(byte[] message) {
      link.entered(message);
      loop.post(() -> PeerLinks.this.message(link, message));
    }

    @Override
    public void closed() {
      loop.post(() -> ended(link));
    }
  }
}
