package dev.assay.core.runner;

/** How a run ended. Whether the system kept its promises is for the checkers to say. */
public sealed interface RunEnd {
  /** All stages were gone through. */
  record Completed() implements RunEnd {}

  /** Somebody asked for an early end. */
  record Interrupted() implements RunEnd {}

  /** The cluster did not start, or never served. */
  record NotStarted(String reason) implements RunEnd {}
}
