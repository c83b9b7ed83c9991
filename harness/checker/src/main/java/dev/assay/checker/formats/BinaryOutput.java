package dev.assay.checker.formats;

import java.util.Arrays;

/** Bytes that grow: numbers of variable length, seven bits a byte, the lowest first. */
final class BinaryOutput {
  private byte[] bytes = new byte[256];
  private int length;

  int length() {
    return length;
  }

  void octet(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  /** A number without sign. */
  void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** A number with a sign, which small ones of either sign keep short. */
  void signed(long value) {
    number(value << 1 ^ value >> 63);
  }

  /** Eight bytes, the highest first. */
  void fixed(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      octet((int) (value >>> shift));
    }
  }

  void append(byte[] other, int count) {
    room(count);
    System.arraycopy(other, 0, bytes, length, count);
    length += count;
  }

  void append(BinaryOutput other) {
    append(other.bytes, other.length);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, 1L << 30)));
    }
  }
}
