package dev.assay.engine;

import java.time.Instant;

/** When a command began, and how long it has taken: the real clock of the command line. */
public final class Stopwatch {
  private final Instant began = Instant.now();
  private final long beganNanos = System.nanoTime();

  /** By the wall clock. */
  public Instant began() {
    return began;
  }

  /** The same moment, as {@link System#nanoTime} said it. */
  public long beganNanos() {
    return beganNanos;
  }

  public long nanos() {
    return System.nanoTime() - beganNanos;
  }

  public long millis() {
    return nanos() / 1_000_000;
  }

  public double seconds() {
    return nanos() / 1e9;
  }
}
