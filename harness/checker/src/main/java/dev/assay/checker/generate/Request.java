package dev.assay.checker.generate;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param f the operation
 * @param key the object, if the store has several; null if it is one
 * @param value its argument; null for none
 * @param changes whether it may change something, and so may be of unknown outcome
 */
record Request(String f, @Nullable String key, @Nullable Object value, boolean changes) {
  /** Of a store that is one object. */
  Request(String f, @Nullable Object value, boolean changes) {
    this(f, null, value, changes);
  }

  static Request read(String f) {
    return new Request(f, null, null, false);
  }

  static Request read(String f, @Nullable String key, @Nullable Object value) {
    return new Request(f, key, value, false);
  }

  static Request change(String f, @Nullable Object value) {
    return new Request(f, null, value, true);
  }

  static Request change(String f, @Nullable String key, @Nullable Object value) {
    return new Request(f, key, value, true);
  }

  /** The value of one that has a number. */
  long number() {
    if (value instanceof Long number) {
      return number;
    }
    throw new IllegalStateException("no number: " + this);
  }

  /** Done, and the answer says no more than what was asked for. */
  Answer ok() {
    return Answer.ok(value);
  }

  /** Refused. */
  Answer fail(String error) {
    return Answer.fail(value, error);
  }
}
