package dev.assay.checker.formats;

import dev.assay.checker.history.HistoryException;
import java.nio.charset.Charset;

/** A part of some bytes, read as {@link BinaryOutput} wrote them. */
final class BinaryInput {
  private final byte[] bytes;
  private int at;
  private final int end;

  BinaryInput(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.at = from;
    this.end = from + length;
  }

  int left() {
    return end - at;
  }

  int octet() {
    if (at == end) {
      throw new HistoryException("it ends early");
    }
    return bytes[at++] & 0xff;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (octet & 0x7fL) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new HistoryException("a number has more than 64 bits");
  }

  long signed() {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  long fixed() {
    long value = 0;
    for (int octets = 0; octets < 8; octets++) {
      value = value << 8 | octet();
    }
    return value;
  }

  /** A number of things that take at least one byte each of what is left. */
  int count() {
    long count = number();
    if (count < 0 || count > left()) {
      throw new HistoryException("it says to hold %d things, and is too short".formatted(count));
    }
    return (int) count;
  }

  /** The next part, of a length that stands before it. */
  BinaryInput part() {
    int length = count();
    BinaryInput part = new BinaryInput(bytes, at, length);
    at += length;
    return part;
  }

  /** What is left, as a text in this character set. */
  String text(Charset characters) {
    String text = new String(bytes, at, left(), characters);
    at = end;
    return text;
  }
}
