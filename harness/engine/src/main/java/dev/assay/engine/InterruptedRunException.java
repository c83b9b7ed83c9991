package dev.assay.engine;

/** The user has ended a run early; all is in order, and there is no verdict. */
public final class InterruptedRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
