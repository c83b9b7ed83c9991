package dev.assay.checker.model;

import java.util.Arrays;

/** Strings by key, immutable; states of a search are compared and looked up millions of times. */
public final class StoreState {
  static final StoreState EMPTY = new StoreState(new String[0], new String[0], 0);

  /** In their natural order, with the value of each at the same place. */
  private final String[] keys;

  private final String[] values;
  private final int hash;

  private StoreState(String[] keys, String[] values, int hash) {
    this.keys = keys;
    this.values = values;
    this.hash = hash;
  }

  /** The value of the key; empty if there is none. */
  String get(String key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? "" : values[at];
  }

  /** The same with this value, which is not empty. */
  StoreState with(String key, String value) {
    int found = Arrays.binarySearch(keys, key);
    if (found >= 0) {
      String[] changed = values.clone();
      changed[found] = value;
      return new StoreState(keys, changed, hash + pair(key, value) - pair(key, values[found]));
    }
    int at = -found - 1;
    return new StoreState(
        inserted(keys, at, key), inserted(values, at, value), hash + pair(key, value));
  }

  private static int pair(String key, String value) {
    return (31 * key.hashCode() + value.hashCode()) * 0x9E3779B9;
  }

  private static String[] inserted(String[] array, int at, String text) {
    String[] longer = Arrays.copyOf(array, array.length + 1);
    System.arraycopy(array, at, longer, at + 1, array.length - at);
    longer[at] = text;
    return longer;
  }

  long bytes() {
    return 64 + Arrays.stream(values).mapToLong(value -> 64 + 2L * value.length()).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoreState store
        && hash == store.hash
        && Arrays.equals(keys, store.keys)
        && Arrays.equals(values, store.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int at = 0; at < keys.length; at++) {
      text.append(at == 0 ? "" : ", ").append(keys[at]).append('=').append(values[at]);
    }
    return text.append('}').toString();
  }
}
