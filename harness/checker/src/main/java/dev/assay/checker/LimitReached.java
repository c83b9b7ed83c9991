package dev.assay.checker;

/** A check has used up its {@link Limits}; the message says which one, and how far it came. */
public final class LimitReached extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LimitReached(String message) {
    super(message);
  }
}
