package dev.assay.junit;

/** What becomes of a test whose run decided nothing. */
public enum WhenUnknown {
  /** It has failed: what was not looked at is no pass. */
  FAIL,
  /** It is reported as skipped, with the reason. */
  ABORT
}
