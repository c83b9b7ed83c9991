package dev.assay.checker.generate;

import dev.assay.checker.history.EntryType;
import org.jspecify.annotations.Nullable;

/**
 * How an operation ends.
 *
 * @param value what its completion says
 * @param error why it failed; null if it did not
 */
record Answer(EntryType type, @Nullable Object value, @Nullable String error) {
  static Answer ok(@Nullable Object value) {
    return new Answer(EntryType.OK, value, null);
  }

  static Answer fail(@Nullable Object value, String error) {
    return new Answer(EntryType.FAIL, value, error);
  }
}
