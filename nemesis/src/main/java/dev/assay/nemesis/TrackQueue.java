package dev.assay.nemesis;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Lets one fault at a time onto a track, in the order in which they came. */
final class TrackQueue {
  private static final int NOBODY = -1;

  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int holder = NOBODY;

  private record Waiting(int fault, Runnable task) {}

  /** Runs the task when the track is free: now, or during a later {@link #release}. */
  void acquire(int fault, Runnable task) {
    if (holder == NOBODY) {
      holder = fault;
      task.run();
    } else {
      waiting.add(new Waiting(fault, task));
    }
  }

  /** The fault has ended, or does not want the track any more. */
  void release(int fault) {
    waiting.removeIf(other -> other.fault() == fault);
    if (holder != fault) {
      return;
    }
    holder = NOBODY;
    @Nullable Waiting next = waiting.poll();
    if (next != null) {
      acquire(next.fault(), next.task());
    }
  }
}
