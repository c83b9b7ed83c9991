package dev.assay.lab.suite;

/** What a run means for the suite, the gravest first. */
public enum Status {
  INVALID,
  BROKEN,
  UNKNOWN,
  NOT_RUN,
  /** Invalid, and every broken promise of it is known and waived. */
  WAIVED,
  VALID
}
