package dev.assay.server.runtime;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Netty, as all of the runtime uses it: one thread, TCP without delay. */
final class Network implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
  private static final int BACKLOG = 128;

  private final EventLoopGroup group;

  Network(String name) {
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  /**
   * Listens.
   *
   * @param pipeline fills the pipeline of each accepted channel
   * @throws StartFailure when the address cannot be had
   */
  Channel listen(Address address, String what, Consumer<SocketChannel> pipeline) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(initializer(pipeline));
    ChannelFuture bound = bootstrap.bind(address.resolved()).awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw new StartFailure(
          StartFailure.UNAVAILABLE,
          "cannot listen for %s on %s: %s".formatted(what, address, reason(cause)));
    }
    return bound.channel();
  }

  /** Opens a connection; the future fails when it cannot be had within a second. */
  ChannelFuture dial(Address address, Consumer<SocketChannel> pipeline) {
    return new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(initializer(pipeline))
        .connect(address.unresolved());
  }

  EventLoopGroup executor() {
    return group;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private static ChannelHandler initializer(Consumer<SocketChannel> pipeline) {
    return new ChannelInitializer<SocketChannel>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        pipeline.accept(channel);
      }
    };
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
