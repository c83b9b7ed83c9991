package dev.assay.server.runtime;

import dev.assay.server.runtime.Hello.Purpose;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection between nodes. Both sides greet; only then is it open. Any error, a wrong greeting
 * or none in time closes it. What happens is told to a receiver, on the channel's thread.
 */
final class PeerHandler extends ChannelInboundHandlerAdapter {
  static final int MAX_FRAME_BYTES = 64 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(PeerHandler.class);
  private static final long GREETING_MILLIS = 2_000;

  private final Role role;
  private final FrameDecoder decoder;
  private final Receiver receiver;
  private boolean open;

  /** What happens on an open connection. */
  interface Receiver {
    void opened(Channel channel, Hello peer);

    void message(byte[] message);

    /** The connection ended; once, also when it was never open. */
    void closed();
  }

  /** Which side of the connection this is. */
  sealed interface Role {
    /** Speaks first. */
    record Dialer(Hello hello) implements Role {}

    /** Answers the peers that greet {@code node} for this purpose. */
    record Acceptor(Purpose purpose, int node, Set<Integer> peers) implements Role {
      public Acceptor {
        peers = Set.copyOf(peers);
      }
    }
  }

  PeerHandler(Role role, FrameDecoder decoder, Receiver receiver) {
    this.role = role;
    this.decoder = decoder;
    this.receiver = receiver;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var _ =
        context
            .executor()
            .schedule(() -> closeUnlessOpen(context), GREETING_MILLIS, TimeUnit.MILLISECONDS);
    if (role instanceof Role.Dialer(Hello hello)) {
      var _ = context.writeAndFlush(hello.encode());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    byte[] frame = (byte[]) message;
    if (open) {
      receiver.message(frame);
      return;
    }
    Optional<Hello> hello = Hello.decode(frame).filter(this::expected);
    if (hello.isEmpty()) {
      LOG.warn("closing {}: no greeting that fits {}", context.channel(), role);
      var _ = context.close();
      return;
    }
    open = true;
    decoder.allow(MAX_FRAME_BYTES);
    if (role instanceof Role.Acceptor(Purpose purpose, int node, Set<Integer> _)) {
      var _ = context.writeAndFlush(new Hello(purpose, node, hello.get().from()).encode());
    }
    receiver.opened(context.channel(), hello.get());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    receiver.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.info("closing {}: {}", context.channel(), cause.toString());
    var _ = context.close();
  }

  private boolean expected(Hello hello) {
    return switch (role) {
      case Role.Dialer(Hello own) ->
          hello.purpose() == own.purpose() && hello.from() == own.to() && hello.to() == own.from();
      case Role.Acceptor(Purpose purpose, int node, Set<Integer> peers) ->
          hello.purpose() == purpose && hello.to() == node && peers.contains(hello.from());
    };
  }

  private void closeUnlessOpen(ChannelHandlerContext context) {
    if (!open && context.channel().isActive()) {
      LOG.info("closing {}: no greeting within {} ms", context.channel(), GREETING_MILLIS);
      var _ = context.close();
    }
  }
}
