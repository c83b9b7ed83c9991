package dev.assay.server.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/** Cuts the stream into frames: four bytes of length, and as many bytes. */
class FrameDecoder extends ByteToMessageDecoder {
  private int maxBytes;

  FrameDecoder(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** From the next frame on. On the channel's own thread. */
  final void allow(int bytes) {
    maxBytes = bytes;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Integer.BYTES) {
      return;
    }
    int length = in.getInt(in.readerIndex());
    if (length < 0 || length > maxBytes) {
      in.skipBytes(in.readableBytes());
      throw new CorruptedFrameException(
          "a frame of %d bytes, but at most %d are allowed".formatted(length, maxBytes));
    }
    if (in.readableBytes() < Integer.BYTES + length) {
      return;
    }
    byte[] frame = new byte[length];
    in.skipBytes(Integer.BYTES).readBytes(frame);
    out.add(frame);
  }
}
