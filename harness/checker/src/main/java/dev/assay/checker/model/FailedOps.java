package dev.assay.checker.model;

/** What a compare-and-set that failed says. */
public enum FailedOps {
  /** The value was not the expected one at some moment between invocation and completion. */
  CONSTRAIN,
  /** As {@link #CONSTRAIN}, but only when the completion's error is {@code mismatch}. */
  CONSTRAIN_MISMATCH,
  /** Nothing but that it did not happen. */
  DROP
}
