package dev.assay.workloads;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.OptionalLong;

/** Numbers as the data of nodes: decimal text. */
final class Text {
  private static final String NUMBER = "-?[0-9]{1,18}";

  /** Numbers in their order, then the rest. */
  static final Comparator<Object> ORDER =
      Comparator.<Object>comparingLong(
              each -> each instanceof Long number ? number : Long.MAX_VALUE)
          .thenComparing(String::valueOf);

  private Text() {}

  static byte[] of(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }

  /** A number, and another one that makes the data unique. */
  static byte[] of(long value, long mark) {
    return (value + " " + mark).getBytes(StandardCharsets.US_ASCII);
  }

  /** The number; or the text itself, where a server gives back what nobody wrote. */
  static Object shown(byte[] data) {
    return shown(new String(data, StandardCharsets.US_ASCII));
  }

  /** The number; or the text itself. */
  static Object shown(String text) {
    return text.matches(NUMBER) ? (Object) Long.valueOf(text) : text;
  }

  /** The number before the mark; empty when nobody wrote that. */
  static OptionalLong first(byte[] data) {
    String text = new String(data, StandardCharsets.US_ASCII);
    String number = text.substring(0, Math.max(0, text.indexOf(' ')));
    return number.matches(NUMBER) ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
  }
}
