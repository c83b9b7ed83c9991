package dev.assay.workloads;

import java.nio.charset.StandardCharsets;

/** Numbers as the data of nodes: decimal text. */
final class Text {
  private Text() {}

  static byte[] of(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }

  static long number(byte[] data) {
    return Long.parseLong(new String(data, StandardCharsets.US_ASCII));
  }
}
