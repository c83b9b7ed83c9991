package dev.assay.core.runner;

import dev.assay.core.spi.Driver;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time as a number: it stands still while a task runs, and jumps to the time of the next one. Used
 * by one thread; tasks of the same time run in the order in which they were given.
 */
public final class VirtualTimeDriver implements Driver {
  private final Queue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::nanos).thenComparingLong(Task::sequence));
  private long now;
  private long nextSequence;

  private record Task(long nanos, long sequence, Runnable action) {}

  @Override
  public long now() {
    return now;
  }

  @Override
  public void post(Runnable task) {
    at(now, task);
  }

  @Override
  public void at(long nanos, Runnable task) {
    tasks.add(new Task(Math.max(nanos, now), nextSequence++, task));
  }

  /**
   * Runs tasks until it is done, or none is left whose time is before the limit.
   *
   * @return whether it is done
   */
  public boolean runUntil(BooleanSupplier done, long limitNanos) {
    while (!done.getAsBoolean()) {
      @Nullable Task task = tasks.peek();
      if (task == null || task.nanos() > limitNanos) {
        return false;
      }
      tasks.remove();
      now = task.nanos();
      task.action().run();
    }
    return true;
  }
}
