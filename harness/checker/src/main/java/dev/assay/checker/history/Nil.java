package dev.assay.checker.history;

/**
 * The value {@code null} of a history, as against no value at all: a completed read whose value is
 * {@code NIL} saw that the register was absent; a read that was only invoked has no value.
 */
public enum Nil {
  NIL;

  @Override
  public String toString() {
    return "nil";
  }
}
