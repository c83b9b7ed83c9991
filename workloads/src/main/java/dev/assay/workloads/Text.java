package dev.assay.workloads;

import java.nio.charset.StandardCharsets;

/** Numbers as the data of nodes: decimal text. */
final class Text {
  private Text() {}

  static byte[] of(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }

  /** A number, and another one that makes the data unique. */
  static byte[] of(long value, long mark) {
    return (value + " " + mark).getBytes(StandardCharsets.US_ASCII);
  }

  static long number(byte[] data) {
    return Long.parseLong(new String(data, StandardCharsets.US_ASCII));
  }

  /** The number before the mark. */
  static long first(byte[] data) {
    String text = new String(data, StandardCharsets.US_ASCII);
    return Long.parseLong(text.substring(0, text.indexOf(' ')));
  }
}
