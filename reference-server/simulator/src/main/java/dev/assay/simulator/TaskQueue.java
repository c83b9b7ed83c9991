package dev.assay.simulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done when: a binary heap, ordered by time and, at the same time, by insertion. It
 * holds its keys in arrays of numbers, since a simulation spends much of its time comparing them.
 */
final class TaskQueue {
  private long[] times = new long[64];
  private long[] sequences = new long[64];
  private @Nullable Runnable[] tasks = new @Nullable Runnable[64];
  private long inserted;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** How many were ever added. */
  long inserted() {
    return inserted;
  }

  /** The time of the first task; there must be one. */
  long firstTime() {
    return times[0];
  }

  void add(long nanos, Runnable task) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      sequences = Arrays.copyOf(sequences, size * 2);
      tasks = Arrays.copyOf(tasks, size * 2);
    }
    int hole = size++;
    long sequence = inserted++;
    // What was inserted before goes first at the same time: only an earlier time moves it up.
    while (hole > 0 && nanos < times[(hole - 1) / 2]) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    put(hole, nanos, sequence, task);
  }

  /** Takes the first task out; there must be one. */
  Runnable remove() {
    Runnable first = tasks[0];
    if (first == null) {
      throw new IllegalStateException("nothing is to be done");
    }
    size--;
    Runnable last = tasks[size];
    tasks[size] = null;
    if (size > 0 && last != null) {
      sink(times[size], sequences[size], last);
    }
    return first;
  }

  /** Puts a task where it belongs, beginning at the top. */
  private void sink(long nanos, long sequence, Runnable task) {
    int hole = 0;
    while (2 * hole + 1 < size) {
      int child = 2 * hole + 1;
      if (child + 1 < size && before(child + 1, times[child], sequences[child])) {
        child++;
      }
      if (!before(child, nanos, sequence)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, nanos, sequence, task);
  }

  private boolean before(int index, long nanos, long sequence) {
    return times[index] < nanos || (times[index] == nanos && sequences[index] < sequence);
  }

  private void move(int from, int to) {
    times[to] = times[from];
    sequences[to] = sequences[from];
    tasks[to] = tasks[from];
  }

  private void put(int index, long nanos, long sequence, Runnable task) {
    times[index] = nanos;
    sequences[index] = sequence;
    tasks[index] = task;
  }
}
