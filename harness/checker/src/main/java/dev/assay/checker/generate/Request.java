package dev.assay.checker.generate;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param f the operation
 * @param value its argument; null for none
 * @param changes whether it may change something, and so may be of unknown outcome
 */
record Request(String f, @Nullable Object value, boolean changes) {
  static Request read(String f) {
    return new Request(f, null, false);
  }

  static Request change(String f, @Nullable Object value) {
    return new Request(f, value, true);
  }
}
