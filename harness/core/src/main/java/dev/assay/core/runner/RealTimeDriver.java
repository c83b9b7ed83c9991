package dev.assay.core.runner;

import dev.assay.core.spi.Driver;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Time as it passes: one thread takes the tasks in the order of their times. Time 0 is when the
 * driver is made, unless it is told.
 */
public final class RealTimeDriver implements Driver, AutoCloseable {
  private static final long CLOSE_MILLIS = 5_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::nanos).thenComparingLong(Task::sequence));
  private final long origin;
  private final Consumer<Throwable> crashed;
  private final Thread thread;
  private long nextSequence;
  private boolean closed;

  private record Task(long nanos, long sequence, Runnable action) {}

  /**
   * A running driver.
   *
   * @param crashed is told, on the driver's thread, when a task throws; the driver then goes on
   */
  public RealTimeDriver(Consumer<Throwable> crashed) {
    this(System.nanoTime(), crashed);
  }

  /**
   * The same.
   *
   * @param origin time 0, as {@link System#nanoTime} said it
   */
  public RealTimeDriver(long origin, Consumer<Throwable> crashed) {
    this.origin = origin;
    this.crashed = crashed;
    this.thread = Thread.ofPlatform().name("assay-driver").daemon().start(this::run);
  }

  @Override
  public long now() {
    return System.nanoTime() - origin;
  }

  @Override
  public void post(Runnable task) {
    at(now(), task);
  }

  @Override
  public void at(long nanos, Runnable task) {
    lock.lock();
    try {
      if (!closed) {
        tasks.add(new Task(nanos, nextSequence++, task));
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread after its current task; tasks that wait are dropped. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      tasks.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (!Thread.currentThread().equals(thread)) {
      try {
        thread.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    @Nullable Task task = take();
    while (task != null) {
      try {
        task.action().run();
      } catch (Throwable e) {
        crashed.accept(e);
      }
      task = take();
    }
  }

  /** The next task when its time has come; null when the driver is closed. */
  private @Nullable Task take() {
    lock.lock();
    try {
      while (!closed) {
        @Nullable Task first = tasks.peek();
        long wait = first == null ? Long.MAX_VALUE : first.nanos() - now();
        if (wait <= 0) {
          return tasks.poll();
        }
        try {
          long _ = changed.awaitNanos(wait);
        } catch (InterruptedException e) {
          // Only a task could interrupt this thread, and none has the right to stop it.
          crashed.accept(e);
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }
}
