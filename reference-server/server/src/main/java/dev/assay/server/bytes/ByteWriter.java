package dev.assay.server.bytes;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects values in a growing array; {@link ByteReader} reads them back in the same order. */
public final class ByteWriter {
  private byte[] buffer = new byte[64];
  private int size;

  @CanIgnoreReturnValue
  public ByteWriter int8(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
    return this;
  }

  @CanIgnoreReturnValue
  public ByteWriter int32(int value) {
    reserve(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  @CanIgnoreReturnValue
  public ByteWriter int64(long value) {
    reserve(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** The length, then the bytes. */
  @CanIgnoreReturnValue
  public ByteWriter bytes(byte[] value) {
    int32(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, buffer, size, value.length);
    size += value.length;
    return this;
  }

  /** The length in bytes, then the text in UTF-8. */
  @CanIgnoreReturnValue
  public ByteWriter string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes were written so far. */
  public int size() {
    return size;
  }

  /** A copy of all that was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > buffer.length) {
      buffer =
          Arrays.copyOf(buffer, (int) Math.max(needed, Math.min(buffer.length * 2L, 1L << 30)));
    }
  }
}
