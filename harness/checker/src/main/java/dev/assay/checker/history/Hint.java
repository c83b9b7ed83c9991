package dev.assay.checker.history;

import org.jspecify.annotations.Nullable;

/**
 * An order that the server reported for an operation. What it means is declared by the system under
 * test; it may speed up a "yes" and never decides a "no".
 *
 * @param order what kind of number it is: {@code zxid}, {@code version} or {@code revision}
 * @param scope within what the numbers are comparable (a key, or the whole system)
 * @param value the number, as text because it may have 64 bits
 */
public record Hint(String order, String scope, String value) {
  private static final String HEXADECIMAL = "0x";

  /** The number, which is unsigned; null if the text is none. */
  public @Nullable Long number() {
    boolean hexadecimal = value.startsWith(HEXADECIMAL);
    try {
      return Long.parseUnsignedLong(
          hexadecimal ? value.substring(HEXADECIMAL.length()) : value, hexadecimal ? 16 : 10);
    } catch (NumberFormatException unusable) {
      return null;
    }
  }
}
