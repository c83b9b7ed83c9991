package dev.assay.checker.arrays;

import java.util.Arrays;

/** A stack of ints that grows as needed. Not safe for use by several threads. */
public final class IntStack {
  private int[] elements;
  private int size;

  public IntStack() {
    this(64);
  }

  /** One that has room for so many before it grows. */
  public IntStack(int capacity) {
    elements = new int[Math.max(1, capacity)];
  }

  public void push(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, 2 * size);
    }
    elements[size++] = element;
  }

  public int pop() {
    return elements[--size];
  }

  public int at(int position) {
    return elements[position];
  }

  public void set(int position, int element) {
    elements[position] = element;
  }

  public int size() {
    return size;
  }

  public void truncate(int newSize) {
    size = newSize;
  }

  public int[] toArray() {
    return Arrays.copyOf(elements, size);
  }
}
