package dev.assay.server.runtime;

import dev.assay.server.wire.ClientCodec;
import dev.assay.server.wire.FourLetterWord;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import java.util.Optional;

/** Frames of a client, or one {@link FourLetterWord} in the place of the first one. */
final class ClientFrameDecoder extends FrameDecoder {
  private boolean begun;
  private boolean word;

  ClientFrameDecoder() {
    super(ClientCodec.MAX_FRAME_BYTES);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (word) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (!begun && in.readableBytes() >= Integer.BYTES) {
      begun = true;
      Optional<FourLetterWord> asked = FourLetterWord.of(in.getInt(in.readerIndex()));
      if (asked.isPresent()) {
        word = true;
        in.skipBytes(in.readableBytes());
        out.add(asked.get());
        return;
      }
    }
    super.decode(context, in, out);
  }
}
