package dev.assay.server.runtime;

import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.wire.ClientCodec;
import dev.assay.server.wire.Decoded;
import dev.assay.server.wire.FourLetterWord;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection, on the channel's thread. It is read from only while the client may go
 * on: not between its connect request and the answer, not with too much outstanding, and not while
 * it does not take its answers.
 */
final class ClientHandler extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);
  private static final long CONNECT_MILLIS = 10_000;
  private static final long MAX_UNSENT_BYTES = 64 << 20;

  private final ClientCodec codec = new ClientCodec();
  private final Receiver receiver;
  private boolean connectSeen;
  private boolean connectAnswered;

  /** What the client does, told on the channel's thread. */
  interface Receiver {
    void request(ClientRequest request);

    void word(FourLetterWord word);

    /** The connection ended; once. */
    void closed();
  }

  ClientHandler(Receiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var _ =
        context
            .executor()
            .schedule(
                () -> {
                  if (!connectSeen) {
                    var _ = context.close();
                  }
                },
                CONNECT_MILLIS,
                TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof FourLetterWord word) {
      receiver.word(word);
      return;
    }
    switch (codec.decode((byte[]) message)) {
      case Decoded.Request(ClientRequest request) -> {
        connectSeen = true;
        receiver.request(request);
        readOn(context);
      }
      case Decoded.AuthenticationRefused(byte[] answer) -> {
        LOG.info("closing {}: it tried to authenticate, and no scheme is offered", name(context));
        var _ = context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
      }
      case Decoded.Malformed(String reason) -> {
        LOG.warn("closing {}: {}", name(context), reason);
        var _ = context.close();
      }
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof ClientReply reply)) {
      var _ = context.write(message, promise);
      return;
    }
    connectAnswered = true;
    var _ = context.write(codec.encode(reply), promise);
    if (context.channel().bytesBeforeWritable() > MAX_UNSENT_BYTES) {
      LOG.warn("closing {}: more than {} bytes unsent", name(context), MAX_UNSENT_BYTES);
      var _ = context.close();
    }
    readOn(context);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    readOn(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    receiver.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("closing {}", name(context), cause);
    } else {
      LOG.warn("closing {}: {}", name(context), cause.toString());
    }
    var _ = context.close();
  }

  private void readOn(ChannelHandlerContext context) {
    boolean mayGoOn =
        connectSeen == connectAnswered && !codec.saturated() && context.channel().isWritable();
    if (context.channel().config().isAutoRead() != mayGoOn) {
      context.channel().config().setAutoRead(mayGoOn);
    }
  }

  private static Object name(ChannelHandlerContext context) {
    return context.channel();
  }
}
