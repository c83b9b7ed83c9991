package dev.assay.server.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a {@link ByteWriter} wrote. Every method throws {@link IllegalArgumentException}, with
 * the offset, when the bytes cannot be what was written.
 */
public final class ByteReader {
  private final byte[] source;
  private int offset;

  /** Reads from the array itself: do not change it meanwhile. */
  public ByteReader(byte[] source) {
    this.source = source;
  }

  public byte int8() {
    return source[take(1, "a byte")];
  }

  public int int32() {
    int at = take(4, "an int");
    int value = 0;
    for (int index = at; index < at + 4; index++) {
      value = (value << 8) | (source[index] & 0xff);
    }
    return value;
  }

  public long int64() {
    int at = take(8, "a long");
    long value = 0;
    for (int index = at; index < at + 8; index++) {
      value = (value << 8) | (source[index] & 0xff);
    }
    return value;
  }

  public byte[] bytes() {
    int length = length();
    byte[] value = new byte[length];
    System.arraycopy(source, take(length, "bytes"), value, 0, length);
    return value;
  }

  public String string() {
    int length = length();
    int at = take(length, "text");
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(source, at, length))
          .toString();
    } catch (CharacterCodingException malformed) {
      throw new IllegalArgumentException(
          "no UTF-8 in the " + length + " bytes at " + at, malformed);
    }
  }

  /**
   * The number of items that follow, bounded by what is left.
   *
   * @param smallest the least number of bytes that one item takes, at least 1
   */
  public int count(int smallest) {
    int at = offset;
    int count = int32();
    if (count < 0 || (long) count * smallest > remaining()) {
      throw new IllegalArgumentException(
          "a count of %d at %d, with %d bytes left".formatted(count, at, remaining()));
    }
    return count;
  }

  /** How many bytes are left. */
  public int remaining() {
    return source.length - offset;
  }

  /** Throws when something is left over. */
  public void expectEnd() {
    if (remaining() > 0) {
      throw new IllegalArgumentException(remaining() + " bytes left over at " + offset);
    }
  }

  private int length() {
    int at = offset;
    int length = int32();
    if (length < 0 || length > remaining()) {
      throw new IllegalArgumentException(
          "a length of %d at %d, with %d bytes left".formatted(length, at, remaining()));
    }
    return length;
  }

  private int take(int length, String what) {
    if (length > remaining()) {
      throw new IllegalArgumentException(
          "the bytes end at %d, within %s at %d".formatted(source.length, what, offset));
    }
    int at = offset;
    offset += length;
    return at;
  }
}
