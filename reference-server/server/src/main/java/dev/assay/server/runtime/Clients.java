package dev.assay.server.runtime;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.env.Event;
import dev.assay.server.wire.FourLetterWord;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.CharsetUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of clients. Called on the loop's thread; events are handed in on it too. */
final class Clients {
  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
  private static final int FLUSH_AFTER = 256;
  private static final long CLOSE_MILLIS = 5_000;

  private final int maxConnections;
  private final Network network;
  private final NodeLoop loop;
  private final Consumer<Event> events;
  private final Words words;
  private final Map<Long, Channel> known = new HashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong lastId = new AtomicLong();

  /** Answers the commands for people; called on the loop's thread. */
  interface Words {
    String answer(FourLetterWord word, int connections);
  }

  /**
   * Does nothing yet.
   *
   * @param events what the node shall hear; called on the loop's thread
   */
  Clients(int maxConnections, Network network, NodeLoop loop, Consumer<Event> events, Words words) {
    this.maxConnections = maxConnections;
    this.network = network;
    this.loop = loop;
    this.events = events;
    this.words = words;
  }

  /** Takes clients from now on; throws {@link StartFailure}. */
  Channel listen(Address address) {
    return network.listen(address, "clients", this::accept);
  }

  void reply(long connection, ClientReply reply) {
    Channel channel = known.get(connection);
    if (channel != null) {
      var _ = channel.writeAndFlush(reply);
    }
  }

  /** Closes after what was sent; a client that does not take it is cut off. */
  void close(long connection) {
    Channel channel = known.remove(connection);
    if (channel != null) {
      closeAfter(channel, "");
    }
  }

  private void accept(SocketChannel channel) {
    var _ = channel.closeFuture().addListener(_ -> open.decrementAndGet());
    if (open.incrementAndGet() > maxConnections) {
      LOG.warn("closing {}: more than {} clients", channel, maxConnections);
      var _ = channel.close();
      return;
    }
    channel
        .pipeline()
        .addLast(new FlushConsolidationHandler(FLUSH_AFTER, true))
        .addLast(new ClientFrameDecoder())
        // Holds back what was decoded before reading was paused.
        .addLast(new FlowControlHandler())
        .addLast(new FrameEncoder())
        .addLast(new ClientHandler(new Connection(lastId.incrementAndGet(), channel)));
  }

  private static void closeAfter(Channel channel, String lastWords) {
    var _ =
        channel
            .writeAndFlush(Unpooled.copiedBuffer(lastWords, CharsetUtil.US_ASCII))
            .addListener(ChannelFutureListener.CLOSE);
    var _ = channel.eventLoop().schedule(() -> cutOff(channel), CLOSE_MILLIS, MILLISECONDS);
  }

  private static void cutOff(Channel channel) {
    var _ = channel.close();
  }

  private final class Connection implements ClientHandler.Receiver {
    private final long id;
    private final Channel channel;
    private boolean introduced;

    Connection(long id, Channel channel) {
      this.id = id;
      this.channel = channel;
    }

    @Override
    public void request(ClientRequest request) {
      boolean first = !introduced;
      introduced = true;
      loop.post(() -> {
        if (first) {
          known.put(id, channel);
        }
        if (known.containsKey(id)) {
          events.accept(new Event.FromClient(id, request));
        }
      });
    }

    @Override
    public void word(FourLetterWord word) {
      loop.post(() -> closeAfter(channel, words.answer(word, open.get())));
    }

    @Override
    public void closed() {
      loop.post(() -> {
        if (known.remove(id) != null) {
          events.accept(new Event.ClientGone(id));
        }
      });
    }
  }
}
