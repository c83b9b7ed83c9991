package dev.assay.checker.model;

/** What an operation on a register means. Values are those of a history's entry. */
public sealed interface RegisterCall {
  /** It returned this value. */
  record Read(Object value) implements RegisterCall {}

  /** Whatever the value was, it is this one now. */
  record Write(Object value) implements RegisterCall {}

  /** The value was the expected one and is the replacement now. */
  record CompareAndSet(Object expected, Object replacement) implements RegisterCall {}

  /** A compare-and-set that failed: the value was another than this. */
  record Differs(Object expected) implements RegisterCall {}
}
