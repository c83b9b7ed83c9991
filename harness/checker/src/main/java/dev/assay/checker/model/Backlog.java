package dev.assay.checker.model;

import org.jspecify.annotations.Nullable;

/** What the latest steps of a walk need so that they can be taken back. Older ones are lost. */
final class Backlog<T> {
  private final Object[] ring = new Object[Model.Walk.MOST_BACK];
  private int end;
  private int size;

  void push(T step) {
    ring[end] = step;
    end = (end + 1) % ring.length;
    size = Math.min(size + 1, ring.length);
  }

  /** The latest one that is left; null if there is none. */
  @SuppressWarnings("unchecked")
  @Nullable T pop() {
    if (size == 0) {
      return null;
    }
    size--;
    end = (end + ring.length - 1) % ring.length;
    return (T) ring[end];
  }
}
