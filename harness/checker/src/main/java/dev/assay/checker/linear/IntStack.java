package dev.assay.checker.linear;

import java.util.Arrays;

/** A stack of ints that grows as needed. */
final class IntStack {
  private int[] elements = new int[64];
  private int size;

  void push(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, 2 * size);
    }
    elements[size++] = element;
  }

  int pop() {
    return elements[--size];
  }

  int at(int position) {
    return elements[position];
  }

  void set(int position, int element) {
    elements[position] = element;
  }

  int size() {
    return size;
  }

  void truncate(int newSize) {
    size = newSize;
  }

  int[] toArray() {
    return Arrays.copyOf(elements, size);
  }
}
