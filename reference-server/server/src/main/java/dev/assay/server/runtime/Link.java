package dev.assay.server.runtime;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One link to a peer: what {@link PeerLinks} knows of it. */
final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final long maxUnsentBytes;
  private final AtomicLong unsent = new AtomicLong();
  private volatile @Nullable Channel channel;
  private volatile @Nullable Inflow inflow;
  private volatile boolean closed;
  private long id;

  Link(long maxUnsentBytes) {
    this.maxUnsentBytes = maxUnsentBytes;
  }

  /** The link's number; 0 until the loop has given it one. Only on the loop's thread. */
  long id() {
    return id;
  }

  void id(long given) {
    id = given;
  }

  /** The connection stands. On the channel's thread. */
  void opened(Channel opened) {
    inflow = new Inflow(opened);
    channel = opened;
    if (closed) {
      var _ = opened.close();
    }
  }

  /** A message goes into the mailbox. On the channel's thread. */
  void entered(byte[] message) {
    Inflow known = inflow;
    if (known != null) {
      known.entered(message.length);
    }
  }

  /** The node took a message. On the loop's thread. */
  void taken(byte[] message) {
    Inflow known = inflow;
    if (known != null) {
      known.taken(message.length);
    }
  }

  /** Sends; closes the connection when the peer does not take what was sent before. */
  void send(byte[] message) {
    Channel known = channel;
    if (known == null || closed) {
      return;
    }
    if (unsent.addAndGet(message.length) > maxUnsentBytes) {
      LOG.warn("closing {}: more than {} bytes unsent", known, maxUnsentBytes);
      close();
      return;
    }
    ChannelFuture written = known.writeAndFlush(message);
    var _ = written.addListener(_ -> unsent.addAndGet(-message.length));
  }

  /** Closes the connection, now or as soon as it stands. */
  void close() {
    closed = true;
    Channel known = channel;
    if (known != null) {
      var _ = known.close();
    }
  }
}
