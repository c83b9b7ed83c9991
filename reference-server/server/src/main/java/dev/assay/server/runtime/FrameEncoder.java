package dev.assay.server.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** Puts the length before each frame. */
final class FrameEncoder extends MessageToByteEncoder<byte[]> {
  FrameEncoder() {
    super(byte[].class);
  }

  @Override
  protected ByteBuf allocateBuffer(ChannelHandlerContext context, byte[] frame, boolean direct) {
    return context.alloc().ioBuffer(Integer.BYTES + frame.length);
  }

  @Override
  protected void encode(ChannelHandlerContext context, byte[] frame, ByteBuf out) {
    out.writeInt(frame.length).writeBytes(frame);
  }
}
