package dev.assay.cli;

import java.time.Instant;

/** When a command began, and how long it has taken: the real clock of the command line. */
final class Stopwatch {
  private final Instant began = Instant.now();
  private final long beganNanos = System.nanoTime();

  /** By the wall clock. */
  Instant began() {
    return began;
  }

  long nanos() {
    return System.nanoTime() - beganNanos;
  }

  long millis() {
    return nanos() / 1_000_000;
  }

  double seconds() {
    return nanos() / 1e9;
  }
}
