package dev.assay.core.spi;

/**
 * Time and turn-taking: one task after the other. There are two, real time (one thread) and virtual
 * time (the simulator's event queue).
 */
public interface Driver {
  /** Nanoseconds since the run began; monotonic. */
  long now();

  /** Runs a task on the driver, soon. Callable from any thread. */
  void post(Runnable task);

  /** Runs a task on the driver at a time of {@link #now}, or soon when that has passed. */
  void at(long nanos, Runnable task);
}
