package dev.assay.checker.model;

/** What a read of {@code nil} says. */
public enum NilReads {
  /** The register was absent. */
  ABSENT,
  /** Nothing: the result is not known. */
  UNKNOWN
}
