package dev.assay.server.runtime;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first frame on a connection between nodes, in both directions: who speaks, to whom, and what
 * for.
 */
record Hello(Purpose purpose, int from, int to) {
  static final int BYTES = 4 + 1 + 1 + 4 + 4;

  private static final int MAGIC = 0x41535359;
  private static final byte VERSION = 1;

  enum Purpose {
    LINK(0),
    DATAGRAMS(1);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }

    static Optional<Purpose> of(int number) {
      return Arrays.stream(values()).filter(purpose -> purpose.number == number).findAny();
    }
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .put(VERSION)
        .put((byte) purpose.number)
        .putInt(from)
        .putInt(to)
        .array();
  }

  /** Empty when the frame is no greeting of this version. */
  static Optional<Hello> decode(byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    if (frame.length != BYTES || in.getInt() != MAGIC || in.get() != VERSION) {
      return Optional.empty();
    }
    return Purpose.of(in.get()).map(purpose -> new Hello(purpose, in.getInt(), in.getInt()));
  }
}
